import type { Counter, Quantity, SignalId, UsageOperation } from '../model.ts';
import type { AttributeValue } from '../otlp/model.ts';

/**
 * How one family of instruments spells what it measures: of OTLP spans and metrics, and of the series that a Prometheus server has of
 * them. Data, so that a new one is a file here, a line in `index.ts` and its test.
 */
export interface Vocabulary {
  /** Such as `otel-genai`. */
  id: string;
  title: string;
  counter: Counter;
  /** What names of instrumentation scopes begin with that write it. */
  scopes?: readonly string[];
  spans?: SpanVocabulary;
  metrics?: readonly MetricMapping[];
  prometheus?: PrometheusVocabulary;
}

/** An attribute that a span has, with one of these values where it names any. */
export interface Mark {
  key: string;
  values?: readonly AttributeValue[];
}

/** Attributes by meaning, each in order of preference: the first that is there counts. */
export interface SpanVocabulary extends LabelKeys {
  /** A span with one of these is of this vocabulary, whichever scope wrote it. */
  is: readonly Mark[];
  /** A library that is also run as a gateway: what only the gateway writes. */
  gateway?: readonly Mark[];
  tokens: {
    input: readonly string[];
    output: readonly string[];
    cacheRead: readonly string[];
    cacheWrite: readonly string[];
    reasoning: readonly string[];
    /** All of them together: tells whether input holds what the cache had. */
    total: readonly string[];
  };
  /** The bound of output that the request sets. */
  maxOutput: readonly string[];
  /** Of these providers `input` leaves out what was read from or written to the cache, unless one of these attributes is there. */
  leavesOutCached?: { providers: RegExp; unless: readonly string[] };
  /** `auto`, `flex`, `priority`: how the provider says that it served. */
  service: readonly string[];
  error: readonly string[];
  usd: readonly string[];
  firstToken: readonly { key: string; unit: 's' | 'ms' }[];
  /** Events whose first one is the first token. */
  firstTokenEvents: readonly string[];
}

/** Where spans and points of metrics say who asked whom for what. */
export interface LabelKeys {
  provider: readonly string[];
  requestModel: readonly string[];
  responseModel: readonly string[];
  /** `parent`: no inference itself; what it tells of tokens, its inferences tell too. */
  operation: { keys: readonly string[]; values: Readonly<Record<string, UsageOperation | 'parent'>> };
  name: readonly string[];
}

/** A metric of OTLP by its name, and the attribute that tells which tokens it counts: a value that is not listed (`total`) is not counted. */
export interface MetricMapping {
  name: string;
  quantity: Quantity | { key: string; values: Readonly<Record<string, Quantity>> };
  /** Where it is another's than the vocabulary's. */
  counter?: Counter;
}

/**
 * What a Prometheus server's series say of each signal. Names and labels stand as the instrument has them (`gen_ai.token.type`); how a
 * server spells them, and what a collector put before them, is found from the list of its names (`present.ts`).
 */
export interface PrometheusVocabulary {
  /** The source is there if one of these names is. */
  detect: readonly string[];
  /** Names that are of use beside the signals. */
  also?: readonly string[];
  /** Its names are told apart from others' even behind a prefix that somebody put before them. */
  mayHavePrefix?: boolean;
  /** Most of its series live for a few requests, so that what they begin with counts. */
  isSparse?: true;
  /** The labels that readings are told apart by, by meaning: `{ model: 'model_name' }`; empty where a source has none. */
  by: Readonly<Record<string, string>>;
  /** Of several queries the first counts of which there is every name that it can't do without. */
  signals: Readonly<Partial<Record<SignalId, PrometheusQuery | readonly PrometheusQuery[]>>>;
  /** Of GPUs: labels that tell one from the other, and whose they are, in order of preference. */
  devices?: DeviceLabels;
  /** Of servers: how many requests are being worked at. */
  running?: Selector;
  /** Left out: its series can't be tied to calls. */
  calls?: CallSeries;
}

/** What ties series to calls of a repository, for a month's usage. Where it has no key for a thing, that is not told. */
export interface CallSeries extends Omit<LabelKeys, 'provider'> {
  /** Who asked, a program or a key, in order of preference. */
  askers: readonly string[];
  /** In place of the signal's, which leaves operations out. */
  requests?: Spellings;
  /** Requests that told their tokens: those that a mean is of. */
  told: { input: Spellings; output: Spellings };
}

/** `slice`: of a card that is divided (MIG), which part. */
export type DeviceLabels = Readonly<Record<'id' | 'type' | 'node' | 'namespace' | 'pod' | 'slice', readonly string[]>>;

export type Matcher = readonly [label: string, operator: '=' | '!=' | '=~' | '!~', value: string];

/** Series by their name and labels; a value times `scale` has the signal's unit. */
export interface Selector {
  name: string;
  where?: readonly Matcher[];
  scale?: number;
}

/** Spellings of one thing, in order of preference: of each instrument that has several, only the first counts. */
export type Spellings = readonly Selector[];

interface QueryBase {
  /** In place of the vocabulary's. */
  by?: Readonly<Record<string, string>>;
  /** What a reader has to know of the number. */
  note?: string;
}

export type PrometheusQuery = QueryBase &
  (
    | /** Of counters: how much each second; `unpriced` counts what is missing from it. */
      {
        kind: 'rate';
        of: Spellings;
        unpriced?: Selector;
      } /** A part of a whole. Both are sums, of counters unless `of` is `gauges`; `complement`: what is left of it. */
    | {
        kind: 'ratio';
        pairs: readonly Pair[];
        of?: 'gauges';
        complement?: true;
      } /** Of a counter's increase: which part each of `by` has. */
    | {
        kind: 'share';
        of: Spellings;
      } /** Of histograms: `_bucket` belongs to the name. `plus`: the same of another one, added. */
    | {
        kind: 'quantile';
        quantile: number;
        of: Spellings;
        plus?: Spellings;
      } /** Of gauges. `named`: series whose labels say what a device is called, by the labels that both have. */
    | {
        kind: 'gauge';
        fold: 'avg' | 'sum';
        of: Spellings;
        named?: { name: string; on: string; take: string };
      } /** How many different values the label `each` has. */
    | {
        kind: 'count';
        of: Spellings;
        each: string;
        named?: { name: string; on: string; take: string };
      } /** Two gauges of the same `on`, multiplied. */
    | { kind: 'product'; of: Selector; times: Selector; on: string }
  );

/** Each is the sum of what it names. `together`: the part is there wherever this pair is meant, so that the whole counts only beside it. */
export interface Pair {
  part: readonly Selector[];
  whole: readonly Selector[];
  together?: true;
}
