import { attributes, type Draft, readShort } from './attributes.ts';
import type { ExponentialPoint, HistogramPoint, NumberPoint, OtlpMetric, Temporality } from './model.ts';
import { groups, type GroupOrigin } from './request.ts';
import {
  BYTES,
  type Field,
  FIXED64,
  type Message,
  type Reader,
  readBoolean,
  readDouble,
  readFields,
  readFixed,
  readInt,
  readMessage,
  readSignedFixed,
  readTime,
  readUnsigned,
  readZigzag,
  takeItem,
  VARINT,
} from './wire.ts';

/** ExportMetricsServiceRequest of protobuf. */

/** A point as it is sent: one with this flag says that there is no value. */
interface Flagged {
  flags: number;
}

const NO_RECORDED_VALUE = 1;

export type NumberDraft = Draft<NumberPoint> & Flagged;
export type HistogramDraft = Draft<HistogramPoint> & Flagged;
export type ExponentialDraft = Draft<ExponentialPoint> & Flagged;
type BucketsDraft = ExponentialDraft['positive'];

const flags: Field<Flagged> = { wire: VARINT, read: (reader, point) => (point.flags = readInt(reader)) };
const start: Field<{ start: number }> = { wire: FIXED64, read: (reader, point) => (point.start = readTime(reader)) };
const at: Field<{ at: number }> = { wire: FIXED64, read: (reader, point) => (point.at = readTime(reader)) };
const count: Field<{ count: number }> = { wire: FIXED64, read: (reader, point) => (point.count = readFixed(reader)) };
const sum: Field<{ sum: number | null }> = {
  wire: FIXED64,
  read: (reader, point) => (point.sum = readDouble(reader)),
};

const NUMBER_POINT: Message<NumberDraft> = {
  2: start,
  3: at,
  4: { wire: FIXED64, read: (reader, point) => (point.value = readDouble(reader)) },
  6: { wire: FIXED64, read: (reader, point) => (point.value = readSignedFixed(reader)) },
  7: attributes,
  8: flags,
};

const HISTOGRAM_POINT: Message<HistogramDraft> = {
  2: start,
  3: at,
  4: count,
  5: sum,
  6: numbers(FIXED64, readFixed, point => point.counts),
  7: numbers(FIXED64, readDouble, point => point.bounds),
  9: attributes,
  10: flags,
};

const BUCKETS: Message<BucketsDraft> = {
  1: { wire: VARINT, read: (reader, buckets) => (buckets.offset = readZigzag(reader)) },
  2: numbers(VARINT, readUnsigned, buckets => buckets.counts),
};

const EXPONENTIAL_POINT: Message<ExponentialDraft> = {
  1: attributes,
  2: start,
  3: at,
  4: count,
  5: sum,
  6: { wire: VARINT, read: (reader, point) => (point.scale = readZigzag(reader)) },
  7: { wire: FIXED64, read: (reader, point) => (point.zeroCount = readFixed(reader)) },
  8: { wire: BYTES, read: (reader, point) => readMessage(reader, BUCKETS, point.positive) },
  9: { wire: BYTES, read: (reader, point) => readMessage(reader, BUCKETS, point.negative) },
  10: flags,
};

function numbers<T>(wire: number, read: (reader: Reader) => number, listOf: (into: T) => number[]): Field<T> {
  return {
    wire,
    isPacked: true,
    read(reader, into) {
      takeItem(reader);
      listOf(into).push(read(reader));
    },
  };
}

/** What a metric holds, whatever its kind. */
export interface Data {
  kind: OtlpMetric['data']['kind'] | 'summary' | 'none';
  temporality: number;
  isMonotonic: boolean;
  numbers: NumberDraft[];
  histograms: HistogramDraft[];
  exponentials: ExponentialDraft[];
}

const temporality: Field<Data> = { wire: VARINT, read: (reader, data) => (data.temporality = readInt(reader)) };
const numberPoints = points(NUMBER_POINT, emptyNumber, data => data.numbers);

const GAUGE: Message<Data> = { 1: numberPoints };
const SUM: Message<Data> = {
  1: numberPoints,
  2: temporality,
  3: { wire: VARINT, read: (reader, data) => (data.isMonotonic = readBoolean(reader)) },
};
const HISTOGRAM: Message<Data> = {
  1: points(HISTOGRAM_POINT, emptyHistogram, data => data.histograms),
  2: temporality,
};
const EXPONENTIAL: Message<Data> = {
  1: points(EXPONENTIAL_POINT, emptyExponential, data => data.exponentials),
  2: temporality,
};

function points<T>(message: Message<T>, empty: () => T, listOf: (data: Data) => T[]): Field<Data> {
  return {
    wire: BYTES,
    read(reader, data) {
      takeItem(reader);
      listOf(data).push(readMessage(reader, message, empty()));
    },
  };
}

export interface MetricDraft extends GroupOrigin {
  name: string;
  unit: string;
  data: Data;
}

/** Of several kinds the last that was said holds; said twice it adds. */
function kind(of: Data['kind'], message: Message<Data>): Field<MetricDraft> {
  return {
    wire: BYTES,
    read(reader, metric) {
      if (metric.data.kind !== of) metric.data = { ...emptyData(), kind: of };
      readMessage(reader, message, metric.data);
    },
  };
}

const METRIC: Message<MetricDraft> = {
  1: { wire: BYTES, read: (reader, metric) => (metric.name = readShort(reader)) },
  3: { wire: BYTES, read: (reader, metric) => (metric.unit = readShort(reader)) },
  5: kind('gauge', GAUGE),
  7: kind('sum', SUM),
  9: kind('histogram', HISTOGRAM),
  10: kind('exponential-histogram', EXPONENTIAL),
  11: kind('summary', {}),
};

const REQUEST = groups<MetricDraft>({
  wire: BYTES,
  read(reader, { origin, into }) {
    takeItem(reader);
    into.push(readMessage(reader, METRIC, { ...origin, name: '', unit: '', data: emptyData() }));
  },
});

/** All metrics of a request, but summaries and what does not say whether it is delta or cumulative: nothing can be added up from these. */
export function readMetrics(reader: Reader): OtlpMetric[] {
  const drafts: MetricDraft[] = [];
  readFields(reader, REQUEST, drafts);
  return finishMetrics(drafts);
}

export function finishMetrics(drafts: readonly MetricDraft[]): OtlpMetric[] {
  return drafts.flatMap(({ data, ...metric }) => {
    const finished = finish(data);
    return finished ? [{ ...metric, data: finished }] : [];
  });
}

const TEMPORALITIES: readonly (Temporality | undefined)[] = [undefined, 'delta', 'cumulative'];

function finish({ kind: of, ...data }: Data): OtlpMetric['data'] | null {
  if (of === 'gauge') return { kind: of, points: data.numbers.map(finishNumber) };
  const over = TEMPORALITIES[data.temporality];
  if (!over) return null;
  if (of === 'sum')
    return { kind: of, temporality: over, isMonotonic: data.isMonotonic, points: data.numbers.map(finishNumber) };
  if (of === 'histogram') return { kind: of, temporality: over, points: data.histograms.flatMap(finishHistogram) };
  if (of === 'exponential-histogram')
    return { kind: of, temporality: over, points: data.exponentials.flatMap(finishExponential) };
  return null;
}

const hasValue = (bits: number): boolean => (bits & NO_RECORDED_VALUE) === 0;

const finishNumber = ({ flags: bits, value, ...point }: NumberDraft): NumberPoint => ({
  ...point,
  value: hasValue(bits) ? value : null,
});

const finishExponential = ({ flags: bits, ...point }: ExponentialDraft): ExponentialPoint[] =>
  hasValue(bits) ? [point] : [];

/** Counts that don't fit their bounds say nothing; count and sum still do. */
function finishHistogram({ flags: bits, counts, bounds, ...point }: HistogramDraft): HistogramPoint[] {
  if (!hasValue(bits)) return [];
  return [counts.length === bounds.length + 1 ? { ...point, counts, bounds } : { ...point, counts: [], bounds: [] }];
}

export const emptyData = (): Data => ({
  kind: 'none',
  temporality: 0,
  isMonotonic: false,
  numbers: [],
  histograms: [],
  exponentials: [],
});

export function emptyNumber(): NumberDraft {
  return { attributes: {}, start: 0, at: 0, value: null, flags: 0 };
}

export function emptyHistogram(): HistogramDraft {
  return { attributes: {}, start: 0, at: 0, count: 0, sum: null, bounds: [], counts: [], flags: 0 };
}

export function emptyExponential(): ExponentialDraft {
  const buckets = (): BucketsDraft => ({ offset: 0, counts: [] });
  const sums = { count: 0, sum: null, scale: 0, zeroCount: 0 };
  return { attributes: {}, start: 0, at: 0, ...sums, positive: buckets(), negative: buckets(), flags: 0 };
}
