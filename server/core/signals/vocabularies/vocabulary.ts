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
  spans?: SpanVocabulary;
  metrics?: readonly MetricMapping[];
  prometheus?: PrometheusVocabulary;
}

/** Attributes by meaning, each in order of preference: the first that is there counts. */
export interface SpanVocabulary {
  /** A span with one of these (and a value that it may have, where it names any) is of this vocabulary. */
  is: readonly { key: string; values?: readonly AttributeValue[] }[];
  provider: readonly string[];
  requestModel: readonly string[];
  responseModel: readonly string[];
  operation: { keys: readonly string[]; values: Readonly<Record<string, UsageOperation | 'parent'>> };
  /** Where `input` leaves out what was read from or written to the cache, it is added. */
  tokens: {
    input: readonly string[];
    output: readonly string[];
    cacheRead: readonly string[];
    cacheWrite: readonly string[];
    reasoning: readonly string[];
  };
  name: readonly string[];
  error: readonly string[];
  usd: readonly string[];
  firstToken: readonly { key: string; unit: 's' | 'ms' }[];
}

/** A metric of OTLP by its name, and the attribute that tells which tokens it counts. */
export interface MetricMapping {
  name: string;
  quantity: Quantity | { key: string; values: Readonly<Record<string, Quantity>> };
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
