import { diffRevisions, type CostDiff } from '../../server/core/history/diff.ts';
import type { AnalyzedCall, CallSite, Part, Usage } from '../../server/core/model.ts';
import { costOf } from '../../server/core/costs/index.ts';
import { readConfiguration } from '../../server/core/configuration/read.ts';
import { evaluatePolicies, type Verdict } from '../../server/core/policies/evaluate.ts';
import { call, hole, meter, model, NO_LIMIT, placeAt, text } from '../costs/call.ts';

/** Two revisions with every way that a call can change, to be told of. */

export function revision(calls: readonly AnalyzedCall[]) {
  return { analyses: [{ file: 'shop', calls: [...calls], prompts: [], ignored: 0 }], meter };
}

export const diffOf = (before: readonly AnalyzedCall[], after: readonly AnalyzedCall[]): CostDiff =>
  diffRevisions(revision(before), revision(after), path => path);

const NO_USAGE: Usage = {
  callsPerMonth: null,
  cacheHitRate: null,
  cacheWrite: null,
  outputTokens: null,
  holes: null,
  source: null,
};

export interface Given extends Partial<CallSite> {
  models?: CallSite['model']['candidates'];
  parts?: Part[];
  usage?: Partial<Usage>;
}

/** A call in a function of a file. */
export function site(file: string, name: string, line: number, given: Given = {}): AnalyzedCall {
  const { models = [model('gpt-4.1-mini', 'openai')], parts = [text(600), hole('question')], usage, ...rest } = given;
  const made = call(models, parts, {
    id: `${file}#${name}.openai.chat.completions.create`,
    place: placeAt(line, file),
    anchor: placeAt(line, file),
    ...rest,
  });
  return { ...made, cost: costOf(made, meter, usage ? { ...NO_USAGE, ...usage } : null) };
}

const inFile = (length: number, file: string): Part => ({
  kind: 'text',
  text: 'x'.repeat(length),
  place: placeAt(4, file),
  name: 'SYSTEM',
});

const MONTH = { callsPerMonth: 41_000, source: 'prometheus, 2026-11-01' };

export const BEFORE: readonly AnalyzedCall[] = [
  site('shop/answers.py', 'answer', 25, { parts: [inFile(600, 'shop/prompts.py'), hole('question')], usage: MONTH }),
  site('shop/plan.ts', 'plan', 88, { models: [model('gpt-4.1-mini', 'openai')] }),
  site('shop/free.py', 'free', 4, { maxOutput: { known: true, value: 100 } }),
  site('shop/open.py', 'open', 7, {
    model: { candidates: [], unknown: 'the model `MODEL` is an environment variable' },
  }),
  site('shop/gone.py', 'gone', 9, { kind: 'embedding', models: [model('text-embedding-3-small', 'openai')] }),
];

export const AFTER: readonly AnalyzedCall[] = [
  site('shop/answers.py', 'answer', 27, { parts: [inFile(1240, 'shop/prompts.py'), hole('question')], usage: MONTH }),
  site('shop/plan.ts', 'plan', 88, { models: [model('gpt-4.1', 'openai')] }),
  site('shop/free.py', 'free', 4, { maxOutput: NO_LIMIT }),
  site('shop/open.py', 'open', 7, {
    parts: [text(900), hole('question')],
    model: { candidates: [], unknown: 'the model `MODEL` is an environment variable' },
  }),
  site('shop/new.py', 'fresh', 3),
];

const POLICIES = `
policies:
  - { name: cheap calls, action: fail, maxInputPerCall: 0.001 }
  - { name: growth, maxGrowthPercent: 50 }
  - { name: bounded, maxPerCall: 0.01 }
exemptions:
  - { policy: growth, path: shop/plan.ts, until: 2026-12-31, reason: a trial of a month }
`;

/** What such policies, or others, say of a change. */
export function verdictsOf(
  before: readonly AnalyzedCall[],
  after: readonly AnalyzedCall[],
  yaml = POLICIES,
): Verdict[] {
  const { policies, exemptions } = readConfiguration({ file: 'promptcost.config.yaml', text: yaml }).configuration;
  return evaluatePolicies({
    diff: diffOf(before, after),
    calls: { before, after },
    policies,
    exemptions,
    ownersOf: null,
  });
}
