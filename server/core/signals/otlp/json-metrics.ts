import {
  type Json,
  parseJson,
  toBoolean,
  toEnum,
  toList,
  toNumber,
  toNumberOrNull,
  toRecord,
  toShort,
} from './json.ts';
import { each, eachInGroups, type JsonReader, openJsonReader, toAttributes } from './json-attributes.ts';
import { toTime } from './json-traces.ts';
import {
  type Data,
  emptyData,
  type ExponentialDraft,
  finishMetrics,
  type HistogramDraft,
  type NumberDraft,
} from './metrics.ts';
import type { OtlpMetric } from './model.ts';
import { takeItem } from './wire.ts';

const TEMPORALITIES = ['UNSPECIFIED', 'DELTA', 'CUMULATIVE'].map(kind => `AGGREGATION_TEMPORALITY_${kind}`);

/** ExportMetricsServiceRequest of OTLP/JSON. */
export function parseMetrics(text: string): OtlpMetric[] {
  const reader = openJsonReader();
  const found = eachInGroups(reader, parseJson(text), ['resourceMetrics', 'scopeMetrics', 'metrics']);
  return finishMetrics(
    Array.from(found, ({ origin, entry }) => ({
      ...origin,
      name: toShort(entry['name'], 'name'),
      unit: toShort(entry['unit'], 'unit'),
      data: toData(reader, entry),
    })),
  );
}

const KINDS = [
  { key: 'gauge', kind: 'gauge' },
  { key: 'sum', kind: 'sum' },
  { key: 'histogram', kind: 'histogram' },
  { key: 'exponentialHistogram', kind: 'exponential-histogram' },
] as const;

function toData(reader: JsonReader, metric: Json): Data {
  const said = KINDS.find(({ key }) => metric[key] !== undefined && metric[key] !== null);
  if (!said) return emptyData();
  const data = toRecord(metric[said.key], said.key);
  const points = <T>(read: (reader: JsonReader, point: Json) => T): T[] =>
    Array.from(each(reader, data, 'dataPoints'), point => read(reader, point));
  return {
    ...emptyData(),
    kind: said.kind,
    temporality: toEnum(data['aggregationTemporality'], TEMPORALITIES, 'aggregationTemporality'),
    isMonotonic: toBoolean(data['isMonotonic'], 'isMonotonic'),
    numbers: said.kind === 'gauge' || said.kind === 'sum' ? points(toNumberPoint) : [],
    histograms: said.kind === 'histogram' ? points(toHistogramPoint) : [],
    exponentials: said.kind === 'exponential-histogram' ? points(toExponentialPoint) : [],
  };
}

const toPoint = (reader: JsonReader, point: Json) => ({
  attributes: toAttributes(reader, point),
  start: toTime(point, 'startTimeUnixNano'),
  at: toTime(point, 'timeUnixNano'),
  flags: toNumber(point['flags'], 'flags'),
});

const toSums = (point: Json) => ({
  count: toNumber(point['count'], 'count'),
  sum: toNumberOrNull(point['sum'], 'sum'),
});

const toNumberPoint = (reader: JsonReader, point: Json): NumberDraft => ({
  ...toPoint(reader, point),
  value: toNumberOrNull(point['asDouble'], 'asDouble') ?? toNumberOrNull(point['asInt'], 'asInt'),
});

const toHistogramPoint = (reader: JsonReader, point: Json): HistogramDraft => ({
  ...toPoint(reader, point),
  ...toSums(point),
  counts: toNumbers(reader, point, 'bucketCounts'),
  bounds: toNumbers(reader, point, 'explicitBounds'),
});

const toExponentialPoint = (reader: JsonReader, point: Json): ExponentialDraft => ({
  ...toPoint(reader, point),
  ...toSums(point),
  scale: toNumber(point['scale'], 'scale'),
  zeroCount: toNumber(point['zeroCount'], 'zeroCount'),
  positive: toBuckets(reader, point, 'positive'),
  negative: toBuckets(reader, point, 'negative'),
});

function toBuckets(reader: JsonReader, point: Json, key: string): ExponentialDraft['positive'] {
  const buckets = toRecord(point[key], key);
  return { offset: toNumber(buckets['offset'], 'offset'), counts: toNumbers(reader, buckets, 'bucketCounts') };
}

function toNumbers(reader: JsonReader, from: Json, key: string): number[] {
  return toList(from[key], key).map(value => {
    takeItem(reader);
    return toNumber(value, `an entry of ${key}`);
  });
}
