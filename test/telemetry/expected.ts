import { fromBinary, type JsonObject, type JsonValue, toJson } from '@bufbuild/protobuf';
import type { AttributeValue, OtlpMetric, OtlpPayload, OtlpSpan } from '../../server/core/signals/otlp/model.ts';
import { METRICS, TRACES } from './oracle.ts';

/** What the decoder should say, made of what @bufbuild/protobuf says of the same bytes. Shares no code with the decoder. */

type Any = Record<string, never> & { [key: string]: Any };

/** Keys that the tests use for content; all others are none. */
export const CONTENT_KEYS = [
  'gen_ai.input.messages',
  'gen_ai.prompt.0.content',
  'llm.output_messages.3.message.role',
  'input.value',
];
export const CONTENT_TEXT_KEYS = ['ai.toolCall.extraArgs', 'my.own.prompt', 'exception.message'];

/** Of those that were recorded. */
const CONTENT_OF_CLIENTS =
  /^gen_ai\.(?:in|out)put\.messages$|^(?:in|out)put\.value$|^llm\.(?:(?:in|out)put_messages|invocation_parameters)|^embedding\.embeddings/;

export function oracleJson(signal: OtlpPayload['signal'], bytes: Uint8Array): JsonObject {
  const message = signal === 'traces' ? TRACES : METRICS;
  return toJson(message, fromBinary(message, bytes)) as JsonObject;
}

export function expectedOf(signal: OtlpPayload['signal'], bytes: Uint8Array): OtlpPayload {
  const json = oracleJson(signal, bytes) as Any;
  if (signal === 'traces') return { signal, spans: entries(json, ['resourceSpans', 'scopeSpans', 'spans']).map(span) };
  return { signal, metrics: entries(json, ['resourceMetrics', 'scopeMetrics', 'metrics']).flatMap(metric) };
}

/** The same request as OTLP/JSON, which has ids in hex where protobuf's JSON has base64. */
export function otlpJson(value: JsonValue, key = ''): JsonValue {
  if (typeof value === 'string' && /^(?:traceId|spanId|parentSpanId)$/.test(key)) return hex(value);
  if (Array.isArray(value)) return value.map(item => otlpJson(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, otlpJson(item, name)]));
}

const list = (value: unknown): Any[] => (value ?? []) as Any[];
const text = (value: unknown): string => {
  const said = (value ?? '') as string;
  return Buffer.byteLength(said) > 1024 ? '' : said;
};
const number = (value: unknown): number => Number(value ?? 0);
const orNull = (value: unknown): number | null => (value === undefined ? null : Number(value));
const time = (value: unknown): number => {
  const nanos = BigInt((value ?? 0) as string);
  return Number(nanos / 1_000_000n) + Number(nanos % 1_000_000n) / 1e6;
};
const hex = (value: unknown): string => Buffer.from((value ?? '') as string, 'base64').toString('hex');
const id = (value: unknown, bytes: number): string =>
  hex(value).length === 2 * bytes && /[^0]/.test(hex(value)) ? hex(value) : '';

function entries(json: Any, [resources, scopes, leaves]: [string, string, string]): { origin: OtlpSpan; entry: Any }[] {
  return list(json[resources]).flatMap(byResource =>
    list(byResource[scopes]).flatMap(byScope =>
      list(byScope[leaves]).map(entry => {
        const scope = { name: text(byScope['scope']?.['name']), version: text(byScope['scope']?.['version']) };
        return { origin: { resource: attributes(byResource['resource'] ?? {}), scope } as OtlpSpan, entry };
      }),
    ),
  );
}

function attributes(of: object): Record<string, AttributeValue> {
  const found: Record<string, AttributeValue> = {};
  for (const { key: said, value } of list((of as Any)['attributes'])) {
    const key = text(said);
    const kept = attribute(value ?? ({} as Any));
    const holdsText = typeof kept === 'string' || (Array.isArray(kept) && kept.some(item => typeof item === 'string'));
    if (
      kept === undefined ||
      CONTENT_KEYS.includes(key) ||
      CONTENT_OF_CLIENTS.test(key) ||
      (holdsText && CONTENT_TEXT_KEYS.includes(key))
    )
      continue;
    found[key] = kept;
  }
  return found;
}

function attribute(value: Any): AttributeValue | undefined {
  if (!value['arrayValue']) return scalar(value);
  const values = list(value['arrayValue']['values']);
  const bytes = values.reduce((sum, { stringValue }) => sum + Buffer.byteLength((stringValue ?? '') as string), 0);
  if (bytes > 1024) return undefined;
  const items = values.map(scalar).filter(item => item !== undefined);
  return items.length > 128 ? undefined : (items as string[]);
}

function scalar({ stringValue, boolValue, intValue, doubleValue }: Any): string | number | boolean | undefined {
  if (stringValue !== undefined) return Buffer.byteLength(stringValue as string) > 1024 ? undefined : stringValue;
  if (boolValue !== undefined) return boolValue;
  const said = intValue ?? doubleValue;
  return said === undefined ? undefined : Number(said);
}

const KINDS = ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'].map(kind => `SPAN_KIND_${kind}`);
const CODES = ['UNSET', 'OK', 'ERROR'].map(code => `STATUS_CODE_${code}`);

/** A number that has no name stays one. */
const byName = (names: string[], value: unknown): number =>
  typeof value === 'string' ? names.indexOf(value) : number(value);

const span = ({ origin, entry }: { origin: OtlpSpan; entry: Any }): OtlpSpan => ({
  ...origin,
  traceId: id(entry['traceId'], 16),
  spanId: id(entry['spanId'], 8),
  parentSpanId: id(entry['parentSpanId'], 8),
  name: text(entry['name']),
  kind: byName(KINDS, entry['kind']),
  start: time(entry['startTimeUnixNano']),
  end: time(entry['endTimeUnixNano']),
  attributes: attributes(entry),
  events: list(entry['events']).map(event => ({
    name: text(event['name']),
    at: time(event['timeUnixNano']),
    attributes: attributes(event),
  })),
  status: { code: byName(CODES, entry['status']?.['code']), message: text(entry['status']?.['message']) },
});

function metric({ origin, entry }: { origin: OtlpSpan; entry: Any }): OtlpMetric[] {
  const said = { ...origin, name: text(entry['name']), unit: text(entry['unit']) };
  const { gauge, sum, histogram, exponentialHistogram } = entry;
  if (gauge) return [{ ...said, data: { kind: 'gauge', points: list(gauge['dataPoints']).map(numberPoint) } }];
  const data = sum ?? histogram ?? exponentialHistogram;
  const temporality = /_(DELTA|CUMULATIVE)$/.exec(String(data?.['aggregationTemporality']))?.[1]?.toLowerCase();
  if (!data || !temporality) return [];
  const common = { temporality: temporality as 'delta' };
  const points = list(data['dataPoints']);
  const withValue = points.filter(point => number(point['flags']) % 2 === 0);
  if (sum) {
    const isMonotonic = (sum['isMonotonic'] as unknown as boolean) ?? false;
    return [{ ...said, data: { kind: 'sum', ...common, isMonotonic, points: points.map(numberPoint) } }];
  }
  return histogram
    ? [{ ...said, data: { kind: 'histogram', ...common, points: withValue.map(histogramPoint) } }]
    : [{ ...said, data: { kind: 'exponential-histogram', ...common, points: withValue.map(exponentialPoint) } }];
}

const point = (from: Any) => ({
  attributes: attributes(from),
  start: time(from['startTimeUnixNano']),
  at: time(from['timeUnixNano']),
});

const numberPoint = (from: Any) => ({
  ...point(from),
  value: number(from['flags']) % 2 === 1 ? null : orNull(from['asDouble'] ?? from['asInt']),
});

function histogramPoint(from: Any) {
  const counts = list(from['bucketCounts']).map(Number);
  const bounds = list(from['explicitBounds']).map(Number);
  const buckets = counts.length === bounds.length + 1 ? { counts, bounds } : { counts: [], bounds: [] };
  return { ...point(from), count: number(from['count']), sum: orNull(from['sum']), ...buckets };
}

const buckets = (from: Any | undefined) => ({
  offset: number(from?.['offset']),
  counts: list(from?.['bucketCounts']).map(Number),
});

const exponentialPoint = (from: Any) => ({
  ...point(from),
  count: number(from['count']),
  sum: orNull(from['sum']),
  scale: number(from['scale']),
  zeroCount: number(from['zeroCount']),
  positive: buckets(from['positive']),
  negative: buckets(from['negative']),
});
