import type { UsageSample, UsageTokens } from './model.ts';
import type { OtlpSpan } from './otlp/model.ts';
import { readSpan, type SpanReading } from './spans.ts';

/**
 * Spans → samples, each inference once. One inference is told by several spans: of the SDK and of the library over it, of the agent
 * around it. The innermost counts; what only those around it know it is given. They come in any order and in several requests, so a
 * sample may be withdrawn again.
 */
export interface SampleChange {
  sample: UsageSample;
  /** -1: it counts no more. */
  weight: 1 | -1;
}

interface Node extends SpanReading {
  parent: string;
  /** The sample that stands for it; null: none does. */
  given: UsageSample | null;
}

interface Trace {
  nodes: Map<string, Node>;
  inferences: number;
}

/** Spans that are remembered, the latest: an agent's span may end minutes after its inferences. About 60 MB at the most. */
const MOST_NODES = 100_000;
/** Of one trace; the spans beyond are taken as they come. */
const MOST_OF_TRACE = 10_000;
/** A cycle of parents would have no end. */
const MOST_LEVELS = 100;

/** `asked`: the labels that the user names. `at`: puts right a time that can't be. */
export function createTraces(asked: readonly string[]): {
  take: (spans: readonly OtlpSpan[], at: (sample: UsageSample) => UsageSample) => SampleChange[];
  duplicates: () => number;
} {
  const traces = new Map<string, Trace>();
  let size = 0;
  let duplicates = 0;

  const traceOf = (id: string): Trace => {
    const trace = traces.get(id) ?? { nodes: new Map<string, Node>(), inferences: 0 };
    traces.delete(id);
    traces.set(id, trace);
    return trace;
  };
  const forgetOldest = (): void => {
    for (const [id, { nodes }] of traces) {
      if (size <= MOST_NODES) return;
      traces.delete(id);
      size -= nodes.size;
    }
  };

  return {
    duplicates: () => duplicates,
    take: (spans, at) => {
      const touched = new Set<Trace>();
      const changes: SampleChange[] = [];
      for (const span of spans) {
        const trace = span.traceId === '' || span.spanId === '' ? null : traceOf(span.traceId);
        if (trace?.nodes.has(span.spanId)) {
          duplicates += 1;
          continue;
        }
        const reading = readSpan(span, asked);
        const sample = reading.sample && at(reading.sample);
        if (!trace || trace.nodes.size >= MOST_OF_TRACE) {
          if (sample) changes.push({ sample, weight: 1 });
          continue;
        }
        trace.nodes.set(span.spanId, { ...reading, sample, parent: span.parentSpanId, given: null });
        size += 1;
        if (sample) trace.inferences += 1;
        if (trace.inferences > 0) touched.add(trace);
      }
      for (const trace of touched) settle(trace, changes);
      if (size > MOST_NODES) forgetOldest();
      return changes;
    },
  };
}

/** An inference with what is around and below it. */
interface Leaf {
  node: Node;
  sample: UsageSample;
  /** Nearest first. */
  around: readonly Node[];
}

function settle({ nodes }: Trace, changes: SampleChange[]): void {
  if (nodes.size === 1) {
    for (const node of nodes.values()) give(node, node.sample, changes);
    return;
  }
  const leaves = leavesOf(nodes);
  const requests = requestsOf(nodes);
  const below = leavesBelow(leaves);
  const samples = new Map(leaves.map(leaf => [leaf.node, completed(leaf, below, requests.get(leaf.node) ?? null)]));
  for (const node of nodes.values()) give(node, samples.get(node) ?? null, changes);
}

function give(node: Node, sample: UsageSample | null, changes: SampleChange[]): void {
  if (node.given === sample || (node.given && sample && isSame(node.given, sample))) return;
  if (node.given) changes.push({ sample: node.given, weight: -1 });
  if (sample) changes.push({ sample, weight: 1 });
  node.given = sample;
}

function aroundOf(node: Node, nodes: ReadonlyMap<string, Node>): Node[] {
  const around: Node[] = [];
  let parent = nodes.get(node.parent);
  while (parent && around.length < MOST_LEVELS) {
    around.push(parent);
    parent = nodes.get(parent.parent);
  }
  return around;
}

/** What a gateway or a server says of an inference is another count than its client's: each has its own innermost. */
function leavesOf(nodes: ReadonlyMap<string, Node>): Leaf[] {
  const inferences = [...nodes.values()].flatMap(node =>
    node.sample ? [{ node, sample: node.sample, around: aroundOf(node, nodes) }] : [],
  );
  const repeats = new Set(inferences.flatMap(one => repeatedBy(one)));
  return inferences.filter(({ node }) => !repeats.has(node));
}

const repeatedBy = ({ sample, around }: Leaf): Node[] => around.filter(node => node.sample?.counter === sample.counter);

/** How many inferences there are below each that repeats them: those that failed, and the others. */
function leavesBelow(leaves: readonly Leaf[]): Map<Node, { failed: number; others: number }> {
  const below = new Map<Node, { failed: number; others: number }>();
  for (const leaf of leaves)
    for (const node of repeatedBy(leaf)) {
      const counts = below.get(node) ?? { failed: 0, others: 0 };
      if (leaf.sample.error === null) counts.others += 1;
      else counts.failed += 1;
      below.set(node, counts);
    }
  return below;
}

/** To the same address, of the inference right above: what is asked elsewhere (a token) is no attempt. */
function requestsOf(nodes: ReadonlyMap<string, Node>): Map<Node, number> {
  const counts = new Map<Node, Map<string, number>>();
  for (const node of nodes.values()) {
    if (node.http === null) continue;
    const around = aroundOf(node, nodes);
    const inference = around.find(({ sample }) => sample !== null);
    // Two instruments of HTTP, one in the other, tell one request.
    if (!inference || around.some(({ http }) => http !== null)) continue;
    const byAddress = counts.get(inference) ?? new Map<string, number>();
    byAddress.set(node.http, (byAddress.get(node.http) ?? 0) + 1);
    counts.set(inference, byAddress);
  }
  return new Map([...counts].map(([node, byAddress]) => [node, Math.max(...byAddress.values())]));
}

/** With what those around it know: another instrument of the same inference its usage, any of them names and lines. */
function completed(
  { sample, around }: Leaf,
  below: ReadonlyMap<Node, { failed: number; others: number }>,
  attempts: number | null,
): UsageSample {
  if (around.length === 0 && attempts === null) return sample;
  const isOnly = (node: Node): boolean => {
    const counts = below.get(node);
    if (node.sample?.counter !== sample.counter || counts === undefined) return false;
    return sample.error === null ? counts.others === 1 : counts.others + counts.failed === 1;
  };
  const named = around.find(({ name }) => name !== null)?.name ?? null;
  const located = around.find(({ code }) => code !== null)?.code ?? null;
  const labels = around.reduceRight((all, node) => ({ ...all, ...node.labels }), {});
  let whole: UsageSample = {
    ...sample,
    name: sample.name ?? named,
    code: sample.code ?? located,
    labels: { ...labels, ...sample.labels },
    attempts,
  };
  for (const node of around) if (node.sample && isOnly(node)) whole = withThoseOf(whole, node.sample);
  return whole;
}

function withThoseOf(one: UsageSample, other: UsageSample): UsageSample {
  return {
    ...one,
    provider: one.provider ?? other.provider,
    requestModel: one.requestModel ?? other.requestModel,
    responseModel: one.responseModel ?? other.responseModel,
    operation: one.operation === 'other' ? other.operation : one.operation,
    firstTokenMs: one.firstTokenMs ?? other.firstTokenMs,
    maxOutput: one.maxOutput ?? other.maxOutput,
    serviceTier: one.serviceTier ?? other.serviceTier,
    billedUsd: one.billedUsd ?? other.billedUsd,
    tokens: Object.fromEntries(
      KINDS.map(kind => [kind, one.tokens[kind] ?? other.tokens[kind]]),
    ) as unknown as UsageTokens,
  };
}

const KINDS = [
  'input',
  'output',
  'cacheRead',
  'cacheWrite',
  'reasoning',
] as const satisfies readonly (keyof UsageTokens)[];

const isSame = (a: UsageSample, b: UsageSample): boolean => JSON.stringify(a) === JSON.stringify(b);
