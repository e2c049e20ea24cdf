import type { Exactness, Known } from '../model.ts';

/**
 * The vocabulary of what is measured while calls run. Plain, serialisable values, as in `core/model.ts`. Times are milliseconds
 * since 1970, amounts are US dollars as numbers: they are measured and shown, never added to a bill.
 */

/* ---- what arrives ------------------------------------------------------------------------------------------------ */

/**
 * Tokens as providers bill them; null: not told, which is no zero. `input` is the whole prompt, what was read from the provider's
 * cache or written to it included, however the instrument counts; `reasoning` is a part of `output`.
 */
export interface UsageTokens {
  input: number | null;
  output: number | null;
  cacheRead: number | null;
  cacheWrite: number | null;
  reasoning: number | null;
}

/** A line of code that a sample names, as the program that ran knew it: absolute on another machine, or of a bundle. */
export interface CodeRef {
  file: string;
  /** From 1. */
  line: number | null;
  function: string | null;
}

/** Who asked whom for what. Null: not told. */
export interface UsageLabels {
  /** Id of the vocabulary that it was read by, such as `otel-genai`. */
  vocabulary: string;
  /** `service.name`. */
  service: string | null;
  /** `deployment.environment.name`. */
  environment: string | null;
  /** Who counted it. */
  counter: Counter;
  /** Who is paid, by the catalogue's id where it has one: `openai`, `aws`; else as the instrument says it. */
  provider: string | null;
  /** What was asked for, and what answered. */
  requestModel: string | null;
  responseModel: string | null;
  operation: UsageOperation;
  /** A name that the program gives the call: of a prompt, a function, an agent. */
  name: string | null;
  code: CodeRef | null;
  /** Labels that the user names (a feature, a tenant): only these are kept. */
  labels: Readonly<Record<string, string>>;
}

export type UsageOperation = 'chat' | 'completion' | 'embedding' | 'image' | 'audio' | 'rerank' | 'other';

/** One inference, as a span tells it. */
export interface UsageSample extends UsageLabels {
  /** When it ended, and how long it took. */
  at: number;
  durationMs: number | null;
  /** Until the first token of an answer that is streamed. */
  firstTokenMs: number | null;
  tokens: UsageTokens;
  /** Bound of output tokens that the request was sent with; null: none, or not told. */
  maxOutput: number | null;
  /** `error.type`: what it failed with. */
  error: string | null;
  /** HTTP requests that were made for it, by the spans of them below its own; null where there are none. */
  attempts: number | null;
  /** How the provider says that it served: `flex`, `priority`; null: as it always does, or not told. */
  serviceTier: string | null;
  /** What the instrument or gateway says that it cost; null where it says nothing, or zero for what it has no price for. */
  billedUsd: number | null;
}

/**
 * What metrics tell: of a span of time, how much more. Increments of one label set are disjoint in time: totals that only grow are
 * taken apart before, and a point that is sent twice counts once.
 */
export interface UsageIncrement extends UsageLabels {
  /** Name of the metric: two of them may tell the same, and are never added. */
  metric: string;
  from: number;
  to: number;
  quantity: Quantity;
  /** Of a sum: how much; of a histogram: the sum of what was observed. */
  amount: number;
  /** Observations; null of a plain sum. */
  count: number | null;
  /** Counts of observations by size; null of a plain sum. */
  buckets: Buckets | null;
  error: string | null;
}

export type Quantity = keyof UsageTokens | 'requests' | 'duration-s' | 'first-token-s' | 'usd';

/** Upper bounds, ascending, and one count more than there are bounds: what is above the last. */
export interface Buckets {
  bounds: readonly number[];
  counts: readonly number[];
}

/* ---- what is said of it ------------------------------------------------------------------------------------------ */

export type Unit =
  | 'tokens'
  | 'tokens/s'
  | 'requests'
  | 'requests/s'
  | 'USD'
  | 'USD/h'
  | 'USD/request'
  | 'USD/1k requests'
  | 'USD/Mtok'
  | 'ratio'
  | 'factor'
  | 's'
  | 'GPUs'
  | 'W';

/** `measured`: an instrument's own number; `priced`: tokens that were measured × a price; `billed`: who is paid, or stands between, says so. */
export type Basis = 'measured' | 'priced' | 'billed';

/** One number with all that it takes to trust it. */
export interface Reading {
  value: Known<number>;
  unit: Unit;
  /** `lower-bound`: a part of the samples does not tell, see `why`. */
  exactness: Exactness;
  /** Where it lies for certain, where the instrument tells ranges only (the edges of a histogram's bucket); `high: null`: above the last edge. */
  range: { low: number; high: number | null } | null;
  basis: Basis;
  /** What it is of: `{ model: 'gpt-4o' }`; empty: of all. */
  of: Readonly<Record<string, string>>;
  window: Window;
  /** The query, or the instrument, that it comes from. */
  how: string;
  /** Why it is no exact number, or what to know of it. */
  why: readonly string[];
}

export interface Window {
  from: number;
  to: number;
}

/** A number over time; null where nothing was measured. */
export interface Series {
  unit: Unit;
  at: readonly number[];
  values: readonly (number | null)[];
}

/**
 * What is watched. The five signals are `input-tokens` with `output-tokens` (consumption), `prompt-length`, the `cache-…`, `routing` and
 * `retries`.
 */
export type SignalId =
  | 'requests'
  | 'input-tokens'
  | 'output-tokens'
  | 'spend'
  | 'prompt-length-p50'
  | 'prompt-length-p95'
  /** Of input: what the provider's prompt cache, or a server's KV cache, had. */
  | 'cache-prompt'
  /** Of requests: what a gateway answered from its own cache. */
  | 'cache-response'
  /** In total: of requests, those that another model answered than was asked for; by model: its share of them. */
  | 'routing'
  /** Attempts for each that succeeded. */
  | 'retries'
  /** Of requests: those that failed, or were given up. */
  | 'failures'
  | 'first-token-p95'
  | 'gpu-count'
  | 'gpu-utilization'
  | 'gpu-hourly'
  | 'gpu-power';

/** What one source says of one signal. */
export interface Signal {
  id: SignalId;
  total: Reading;
  /**
   * By one label each (`of: { model }`, `of: { service }`, of GPUs `of: { type }`): each label's readings are of the whole, so that
   * those of two labels are never added. Greatest first.
   */
  by: readonly Reading[];
  /** Of the total, over the time that a chart shows; null where the source has no history. */
  series: Series | null;
  /**
   * The same some time before, oldest last. The label follows "against": `yesterday`, `a week ago`, `this hour of 2 earlier weeks`. `by` as
   * above; left out where the parts are not known.
   */
  before: readonly { label: string; reading: Reading; by?: readonly Reading[] }[];
  /** What its last change for the worse costs an hour; left out where it costs nothing, or nobody can tell. */
  cost?: Reading;
}

/** Who counted: a number of one is never added to that of another, as they may have counted the same calls. */
export type Counter = 'client' | 'gateway' | 'server' | 'gpu';

/** What one vocabulary of one source says. */
export interface Measurement {
  /** Id of the source: `otlp`, or a Prometheus server's as the user names it. */
  source: string;
  /** Ids of several, as a source of spans may have, with ` + ` between them. */
  vocabulary: string;
  counter: Counter;
  signals: readonly Signal[];
  /** By our prices, of all first (`of: {}`) and then by one label each; left out where they follow from the signals alone. */
  unitCosts?: Readonly<Record<UnitCostId, readonly Reading[]>>;
}

/** What one request costs, a thousand of them, a million tokens, and one request that succeeded. */
export type UnitCostId = 'perRequest' | 'perThousand' | 'perMtok' | 'perSuccess';

/** What stands for a label that is not told. */
export const NOT_TOLD = '(not told)';

export const known = <T>(value: T): Known<T> => ({ known: true, value });
export const unknown = (why: string): Known<never> => ({ known: false, why });
