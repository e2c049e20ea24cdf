import type { Fact } from '../../../../pricing/facts/fact.ts';

export type Registry = 'npm' | 'pypi';

/** A package that makes spans of an SDK's calls, and which versions of the SDK it takes: of others it makes none. */
export interface Instrumentation extends Fact {
  /** As its registry names it; those of PyPI in lower case, with `-`. */
  name: string;
  registry: Registry;
  /** The SDK's package, and the ids of its calls. */
  sdk: string;
  calls: readonly string[];
  /** What its own versions take, as far as they were read: of those in no row nothing is known. */
  takes: readonly Takes[];
}

export interface Takes {
  /** First and last of its own versions. */
  from: string;
  through: string;
  /** Of the SDK: from this version on, up to before that one; null: no end is set. */
  least: string;
  below: string | null;
}

const row = (from: string, through: string, least: string, below: string | null = null): Takes => ({
  from,
  through,
  least,
  below,
});

/** Read in the packages themselves: the versions that a module is hooked for, and `_instruments` of Python. */
const OTEL_JS: Fact = {
  source: 'https://www.npmjs.com/package/@opentelemetry/instrumentation-openai',
  asOf: '2026-11-21',
};
const TRACELOOP_JS: Fact = {
  source: 'https://github.com/traceloop/openllmetry-js/tree/93429cfb9/packages',
  asOf: '2026-11-21',
};
const TRACELOOP: Fact = {
  source: 'https://github.com/traceloop/openllmetry/tree/1faf69de/packages',
  asOf: '2026-11-21',
};
const OPENINFERENCE: Fact = { source: 'https://github.com/Arize-ai/openinference/tree/1fe497f1d', asOf: '2026-11-21' };
const OTEL: Fact = {
  source: 'https://github.com/open-telemetry/opentelemetry-python-contrib/tree/main/instrumentation-genai',
  asOf: '2026-08-21',
};

export const INSTRUMENTATIONS: readonly Instrumentation[] = [
  {
    ...OTEL_JS,
    name: '@opentelemetry/instrumentation-openai',
    registry: 'npm',
    sdk: 'openai',
    calls: ['openai'],
    takes: [row('0.3.0', '0.3.0', '4.19.0', '6'), row('0.5.0', '0.22.0', '4.19.0', '7')],
  },
  {
    ...TRACELOOP_JS,
    name: '@traceloop/instrumentation-openai',
    registry: 'npm',
    sdk: 'openai',
    calls: ['openai'],
    takes: [row('0.1.0', '0.15.0', '3.1.0', '5'), row('0.16.0', '0.22.8', '4', '6'), row('0.23.0', '0.27.0', '4', '7')],
  },
  {
    ...TRACELOOP_JS,
    name: '@traceloop/instrumentation-google-generativeai',
    registry: 'npm',
    sdk: '@google/genai',
    calls: ['google-genai'],
    takes: [row('0.26.0', '0.27.0', '1.0.0', '2.0.0')],
  },
  {
    ...OPENINFERENCE,
    name: '@arizeai/openinference-instrumentation-openai',
    registry: 'npm',
    sdk: 'openai',
    calls: ['openai'],
    takes: [
      row('2.0.2', '2.3.0', '4.0.0', '5'),
      row('3.2.5', '3.2.5', '5.0.0', '6'),
      row('4.0.5', '4.1.8', '5.0.0', '7'),
      row('4.2.7', '4.2.7', '5.0.0', '8'),
    ],
  },
  ...ofPython(TRACELOOP, 'opentelemetry-instrumentation-', [
    ['openai', 'openai', [row('0.1.0', '0.62.1', '0.27.0')]],
    ['anthropic', 'anthropic', [row('0.1.0', '0.62.1', '0.3.11')]],
    ['cohere', 'cohere', [row('0.1.0', '0.16.8', '4.2.7'), row('0.16.9', '0.62.1', '4.2.7', '6')]],
    ['groq', 'groq', [row('0.30.0', '0.62.1', '0.9.0')]],
    ['mistralai', 'mistral', [row('0.20.0', '0.47.0', '0.2.0', '1'), row('0.47.1', '0.62.1', '1.0.0')]],
    [
      'ollama',
      'ollama',
      [
        row('0.20.0', '0.40.13', '0.2.0', '1'),
        row('0.40.14', '0.49.7', '0.4.0', '1'),
        row('0.49.8', '0.62.1', '0.1.0', '1'),
      ],
    ],
    ['together', 'together', [row('0.22.0', '0.62.1', '1.2.0', '2')]],
  ]),
  {
    ...TRACELOOP,
    name: 'opentelemetry-instrumentation-writer',
    registry: 'pypi',
    sdk: 'writer-sdk',
    calls: ['writer'],
    takes: [row('0.47.0', '0.62.1', '2.2.1', '3')],
  },
  {
    ...OTEL,
    name: 'opentelemetry-instrumentation-openai-v2',
    registry: 'pypi',
    sdk: 'openai',
    calls: ['openai'],
    takes: [row('2.0', '2.4', '1.26.0')],
  },
  ...ofPython(OPENINFERENCE, 'openinference-instrumentation-', [
    ['openai', 'openai', [row('0.1.0', '0.1.24', '1.0.0'), row('0.1.25', '0.1.54', '1.69.0')]],
    [
      'anthropic',
      'anthropic',
      [
        row('0.1.0', '0.1.6', '0.25.0'),
        row('0.1.7', '0.1.13', '0.30.0'),
        row('0.1.14', '0.1.20', '0.41.0'),
        row('1.0.0', '1.1.2', '0.84.0'),
      ],
    ],
    ['groq', 'groq', [row('0.1.0', '0.1.20', '0.9.0')]],
    ['together', 'together', [row('0.1.1', '0.1.3', '2.0.0')]],
  ]),
];

/** The package of each is named after the SDK's. */
function ofPython(
  fact: Fact,
  prefix: string,
  rows: readonly (readonly [sdk: string, call: string, takes: readonly Takes[]])[],
): Instrumentation[] {
  return rows.map(([sdk, call, takes]) => ({
    ...fact,
    name: prefix + sdk,
    registry: 'pypi',
    sdk,
    calls: [call],
    takes,
  }));
}
