// What a span takes from being decoded to being summed up: read, counted once, priced, put into cells. Against JSON.parse of the same
// request as OTLP/JSON. Processor time, so that what else the machine does does not count. Run by tsx.
import { createNormalizer } from '../../server/core/signals/normalize.ts';
import { decodeOtlp } from '../../server/core/signals/otlp/index.ts';
import { createPricer } from '../../server/core/signals/price.ts';
import { createRollup } from '../../server/core/signals/rollup.ts';
import { measure } from '../../server/core/signals/signals.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const REQUESTS = 60;
const TRACES_OF_REQUEST = 170;
const SPANS_OF_TRACE = 3;
const ROUNDS = 5;
/** 20,000 spans a second on one core, with room: 50 µs a span are too many. */
const LEAST = 0.05;
const MODELS = ['gpt-4o', 'gpt-4o-mini', 'claude-sonnet-4-5'];

/** Rows of `{ name, ours, peer, ratio, unit }`. */
export function run() {
  const spans = REQUESTS * TRACES_OF_REQUEST * SPANS_OF_TRACE;
  const rounds = Array.from({ length: ROUNDS }, (_, round) => {
    const texts = Array.from({ length: REQUESTS }, (__, request) => requestText(round, request));
    const peer = millisecondsOf(() => texts.forEach(text => JSON.parse(text)));
    const payloads = texts.map(text => decodeOtlp('traces', text).payload);
    const rollup = createRollup(createPricer([]));
    const normalizer = createNormalizer({ since: 0, labels: [] });
    rollup.listen(NOW - 3_600_000);
    const ours = millisecondsOf(() => {
      for (const payload of payloads) rollup.add(normalizer.take(payload, NOW), NOW);
    });
    rollup.listen(NOW);
    const chart = { spanMs: 6 * 3_600_000, points: 72 };
    const reading = millisecondsOf(() =>
      measure(rollup.state, { now: NOW, windowMs: 300_000, by: ['model', 'service', 'name'], chart }),
    );
    return { peer, ours, reading };
  });
  const median = key => rounds.map(round => round[key]).toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)];
  const [ours, peer, reading] = [median('ours'), median('peer'), median('reading')];
  const perSpan = ms => (ms * 1000) / spans;
  return [
    row('signals: a span to samples, prices and cells, against JSON.parse', perSpan(ours), perSpan(peer), 'µs', LEAST),
    row(`signals: all readings of ${spans.toLocaleString('en-US')} spans, against JSON.parse`, reading, peer, 'ms'),
  ];
}

const row = (name, ours, peer, unit, atLeast) => ({ name, ours, peer, ratio: peer / ours, unit, atLeast });

function millisecondsOf(work) {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** An agent, its step and the step's inference each. */
function requestText(round, request) {
  const spans = Array.from({ length: TRACES_OF_REQUEST }, (_, index) => {
    const number = (round * REQUESTS + request) * TRACES_OF_REQUEST + index;
    const model = MODELS[number % MODELS.length];
    const end = NOW - ((number * 37) % 3_600_000);
    const chat = {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': model.startsWith('claude') ? 'anthropic' : 'openai',
      'gen_ai.request.model': model,
      'gen_ai.response.model': model,
      'gen_ai.usage.input_tokens': 500 + (number % 4000),
      'gen_ai.usage.output_tokens': 20 + (number % 300),
      'gen_ai.usage.cache_read.input_tokens': number % 500,
      'code.file.path': `/app/src/file${number % 20}.ts`,
      'code.line.number': 7,
    };
    const agent = { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': `agent ${number % 10}` };
    return [chat, { 'gen_ai.operation.name': 'agent_step' }, agent].map((attributes, level) =>
      spanOf(number, level, end, attributes),
    );
  });
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] };
  const scopeSpans = [{ scope: { name: 'bench' }, spans: spans.flat() }];
  return JSON.stringify({ resourceSpans: [{ resource, scopeSpans }] });
}

const hex = (number, digits) => number.toString(16).padStart(digits, '0');
const spanOf = (number, level, end, attributes) => ({
  traceId: hex(number + 1, 32),
  spanId: hex(number * SPANS_OF_TRACE + level + 1, 16),
  parentSpanId: level === SPANS_OF_TRACE - 1 ? '' : hex(number * SPANS_OF_TRACE + level + 2, 16),
  name: 'span',
  kind: level === 0 ? 3 : 1,
  startTimeUnixNano: `${end - 900}000000`,
  endTimeUnixNano: `${end}000000`,
  attributes: Object.entries(attributes).map(([key, value]) => ({
    key,
    value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value },
  })),
});
