/**
 * What an OTLP request says, as far as it is of use here: prompts and answers are dropped while it is decoded and come no further.
 * Names as in opentelemetry-proto; times are milliseconds since 1970, with fractions.
 */

/** Numbers that don't fit a double exactly are rounded; lists hold what they hold; maps are left out. */
export type AttributeValue = string | number | boolean | readonly (string | number | boolean)[];
export type Attributes = Readonly<Record<string, AttributeValue>>;

/** Whose telemetry it is, and which instrument wrote it. */
export interface Origin {
  resource: Attributes;
  scope: { name: string; version: string };
}

export interface OtlpSpan extends Origin {
  /** Lower-case hex. `parentSpanId`: empty for a root. */
  traceId: string;
  spanId: string;
  parentSpanId: string;
  name: string;
  /** 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  kind: number;
  start: number;
  end: number;
  attributes: Attributes;
  events: readonly { name: string; at: number; attributes: Attributes }[];
  /** 0 unset, 1 ok, 2 error. */
  status: { code: number; message: string };
}

export type Temporality = 'delta' | 'cumulative';

export interface OtlpMetric extends Origin {
  name: string;
  unit: string;
  data:
    | { kind: 'gauge'; points: readonly NumberPoint[] }
    | { kind: 'sum'; temporality: Temporality; isMonotonic: boolean; points: readonly NumberPoint[] }
    | { kind: 'histogram'; temporality: Temporality; points: readonly HistogramPoint[] }
    | { kind: 'exponential-histogram'; temporality: Temporality; points: readonly ExponentialPoint[] };
}

interface Point {
  attributes: Attributes;
  /** 0 where it is not said. */
  start: number;
  at: number;
}

export interface NumberPoint extends Point {
  /** Null: a point that says that there is no value. */
  value: number | null;
}

export interface HistogramPoint extends Point {
  count: number;
  sum: number | null;
  /** Upper bounds; one count more than bounds, or none of both. */
  bounds: readonly number[];
  counts: readonly number[];
}

export interface ExponentialPoint extends Point {
  count: number;
  sum: number | null;
  /** Bucket `i` of an offset `o` is (base^(o+i), base^(o+i+1)], base = 2^(2^-scale). */
  scale: number;
  zeroCount: number;
  positive: { offset: number; counts: readonly number[] };
  negative: { offset: number; counts: readonly number[] };
}

/** One request. */
export type OtlpPayload =
  | { signal: 'traces'; spans: readonly OtlpSpan[] }
  | { signal: 'metrics'; metrics: readonly OtlpMetric[] };
