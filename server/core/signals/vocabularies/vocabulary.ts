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
 * PromQL by signal. `$W` is the window, `$WS` the same in seconds, `$F` the user's matchers, `$FC` these after a comma.
 * A query gives one series for each value of `by`, or one alone.
 */
export interface PrometheusVocabulary {
  /** The source is there if one of these names is. */
  detect: readonly string[];
  /** The label that holds the model. */
  by: string | null;
  queries: Readonly<Partial<Record<SignalId, string>>>;
}
