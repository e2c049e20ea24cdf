import { randomBytes } from 'node:crypto';
import type { Target } from '../../core/signals/join.ts';
import type { CodeRef } from '../../core/signals/model.ts';
import type { Origin } from '../../core/signals/otlp/model.ts';

/**
 * Traffic that is made up, to show how live use looks before a program of one's own sends any. It takes the way that real traffic takes:
 * spans as the OpenTelemetry conventions have them, as OTLP/JSON, to the receiver's port. Its resource says that it is a sample.
 */

/** Attribute of the resource that marks made-up traffic; whatever has it is shown as a sample. */
export const SAMPLE = 'promptcost.sample';

/** A call that is made again and again. */
export interface SampleCall {
  service: string;
  /** Null: it is not told. */
  provider: string | null;
  model: string;
  /** Tokens on average. */
  input: number;
  output: number;
  /** A minute. */
  calls: number;
  code: CodeRef | null;
}

/** What is sent where the workspace has no calls whose model is known. */
export const SAMPLE_CALLS: readonly SampleCall[] = [
  { service: 'assistant', provider: 'openai', model: 'gpt-4o-mini', input: 1800, output: 220, calls: 90, code: null },
  { service: 'assistant', provider: 'openai', model: 'gpt-4o', input: 3200, output: 480, calls: 20, code: null },
  {
    service: 'triage',
    provider: 'anthropic',
    model: 'claude-haiku-4-5',
    input: 900,
    output: 60,
    calls: 40,
    code: null,
  },
];

const EVERY_MS = 1000;
/** A tenth waits for the provider and is made again; one in fifty fails for good. */
const RETRIED = 0.1;
const FAILED = 0.02;
/** From the second half of a minute on, prompts are longer and fewer of them are found in the cache: something to be seen. */
const [CACHED_BEFORE, CACHED_AFTER, GROWTH] = [0.6, 0.35, 1.3];

export interface SampleTraffic {
  setCalls(calls: readonly SampleCall[]): void;
  stop(): void;
}

/** Whether a span or a metric was made up. */
export const isSampleOf = ({ resource }: Origin): boolean => resource[SAMPLE] === true;

/** The workspace's own calls whose model is known, for samples that are tied to their lines. */
export const samplesOf = (targets: readonly Target[]): SampleCall[] =>
  targets
    .filter(
      ({ isProduction, isModelOpen, models, operation }) =>
        isProduction && !isModelOpen && models.length > 0 && operation === 'chat',
    )
    .slice(0, MOST_CALLS)
    .map(({ place, models, function: name }, at) => ({
      service: 'sample',
      provider: null,
      model: models[0] ?? '',
      input: 1200 + 400 * (at % 4),
      output: 150 + 90 * (at % 3),
      calls: Math.max(6, 60 - 12 * at),
      code: { file: place.file, line: place.range.start.line + 1, function: name },
    }));

const MOST_CALLS = 20;

/** Sends until it is stopped; what can't be sent is told once. */
export function sendSampleTraffic(
  endpoint: string,
  initial: readonly SampleCall[],
  onProblem: (why: string) => void,
  random: () => number = Math.random,
): SampleTraffic {
  let calls = initial;
  const began = Date.now();
  let isTold = false;
  let isSending = false;
  const send = async (): Promise<void> => {
    if (isSending) return;
    isSending = true;
    try {
      const now = Date.now();
      const spans = calls.map(call => ({ call, spans: spansOf(call, now, now - began > 30_000, random) }));
      const body = JSON.stringify({ resourceSpans: spans.map(resourceOf) });
      const headers = { 'content-type': 'application/json' };
      const { ok, status } = await fetch(`${endpoint}/v1/traces`, { method: 'POST', headers, body });
      if (!ok) throw new Error(`the receiver answered ${status}`);
    } catch (error) {
      if (!isTold)
        onProblem(`Sample traffic could not be sent: ${error instanceof Error ? error.message : String(error)}`);
      isTold = true;
    } finally {
      isSending = false;
    }
  };
  void send();
  const timer = setInterval(() => void send(), EVERY_MS);
  timer.unref();
  return {
    setCalls(next) {
      calls = next;
    },
    stop: () => clearInterval(timer),
  };
}

interface Span {
  traceId: string;
  spanId: string;
  parentSpanId: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: readonly Attribute[];
  status: { code: number };
}

interface Attribute {
  key: string;
  value: { stringValue: string } | { intValue: string } | { doubleValue: number } | { boolValue: boolean };
}

const resourceOf = ({ call, spans }: { call: SampleCall; spans: readonly Span[] }): unknown => ({
  resource: { attributes: attributes({ 'service.name': call.service, [SAMPLE]: true }) },
  scopeSpans: [{ scope: { name: 'prompt-cost sample' }, spans }],
});

/** The spans of one tick: on average a sixtieth of what a minute has. */
function spansOf(call: SampleCall, now: number, isLater: boolean, random: () => number): Span[] {
  const mean = (call.calls * EVERY_MS) / 60_000;
  const count = Math.floor(mean) + (random() < mean % 1 ? 1 : 0);
  return Array.from({ length: count }, () => inference(call, now, isLater, random)).flat();
}

/** One inference, with a span for each request that was sent for it. */
function inference(call: SampleCall, now: number, isLater: boolean, random: () => number): Span[] {
  const around = (mean: number): number => Math.max(1, Math.round(mean * (0.6 + 0.8 * random())));
  const input = around(call.input * (isLater ? GROWTH : 1));
  const cached = random() < (isLater ? CACHED_AFTER : CACHED_BEFORE) ? Math.floor((input * 0.8) / 128) * 128 : 0;
  const hasFailed = random() < FAILED;
  const attempts = hasFailed ? 2 : random() < RETRIED ? 2 : 1;
  const end = now - Math.floor(random() * EVERY_MS);
  const traceId = randomBytes(16).toString('hex');
  const spanId = randomBytes(8).toString('hex');
  const took = 400 + random() * 2600;
  const parent: Span = {
    ...timed(end - took, end),
    traceId,
    spanId,
    parentSpanId: '',
    name: `chat ${call.model}`,
    kind: 3,
    attributes: attributes({
      'gen_ai.operation.name': 'chat',
      ...(call.provider !== null && { 'gen_ai.provider.name': call.provider }),
      'gen_ai.request.model': call.model,
      ...(hasFailed
        ? { 'error.type': '429' }
        : {
            'gen_ai.response.model': call.model,
            'gen_ai.response.time_to_first_chunk': Math.round(150 + random() * 600) / 1000,
            'gen_ai.usage.input_tokens': input,
            'gen_ai.usage.cache_read.input_tokens': cached,
            'gen_ai.usage.output_tokens': around(call.output),
          }),
      ...codeOf(call.code),
    }),
    status: { code: hasFailed ? 2 : 0 },
  };
  const requests = Array.from({ length: attempts }, (_, at): Span => {
    const isLast = at === attempts - 1;
    const status = isLast && !hasFailed ? 200 : 429;
    return {
      ...timed(isLast ? end - took * 0.8 : end - took, isLast ? end : end - took * 0.9),
      traceId,
      spanId: randomBytes(8).toString('hex'),
      parentSpanId: spanId,
      name: 'POST',
      kind: 3,
      attributes: attributes({
        'http.request.method': 'POST',
        'http.response.status_code': status,
        ...(at > 0 && { 'http.request.resend_count': at }),
      }),
      status: { code: status === 200 ? 0 : 2 },
    };
  });
  return [...requests, parent];
}

const codeOf = (code: CodeRef | null): Record<string, string | number> =>
  code === null
    ? {}
    : {
        'code.file.path': code.file,
        ...(code.line !== null && { 'code.line.number': code.line }),
        ...(code.function !== null && { 'code.function.name': code.function }),
      };

const timed = (start: number, end: number): Pick<Span, 'startTimeUnixNano' | 'endTimeUnixNano'> => ({
  startTimeUnixNano: `${Math.round(start)}000000`,
  endTimeUnixNano: `${Math.round(end)}000000`,
});

const attributes = (of: Readonly<Record<string, string | number | boolean>>): Attribute[] =>
  Object.entries(of).map(([key, value]) => ({
    key,
    value:
      typeof value === 'string'
        ? { stringValue: value }
        : typeof value === 'number'
          ? Number.isInteger(value)
            ? { intValue: String(value) }
            : { doubleValue: value }
          : { boolValue: value },
  }));
