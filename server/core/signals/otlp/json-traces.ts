import { type Json, parseJson, toEnum, toId, toNumber, toRecord, toShort } from './json.ts';
import { each, eachInGroups, type JsonReader, openJsonReader, toAttributes } from './json-attributes.ts';
import type { OtlpSpan } from './model.ts';
import { SPAN_ID_BYTES, TRACE_ID_BYTES } from './traces.ts';
import { NANOS_PER_MS } from './wire.ts';

const KINDS = ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'].map(kind => `SPAN_KIND_${kind}`);
const STATUSES = ['UNSET', 'OK', 'ERROR'].map(status => `STATUS_CODE_${status}`);

/** ExportTraceServiceRequest of OTLP/JSON. */
export function parseTraces(text: string): OtlpSpan[] {
  const reader = openJsonReader();
  const found = eachInGroups(reader, parseJson(text), ['resourceSpans', 'scopeSpans', 'spans']);
  return Array.from(found, ({ origin, entry }) => ({ ...origin, ...toSpan(reader, entry) }));
}

function toSpan(reader: JsonReader, span: Json): Omit<OtlpSpan, 'resource' | 'scope'> {
  const status = toRecord(span['status'], 'status');
  return {
    traceId: toId(span['traceId'], TRACE_ID_BYTES, 'traceId'),
    spanId: toId(span['spanId'], SPAN_ID_BYTES, 'spanId'),
    parentSpanId: toId(span['parentSpanId'], SPAN_ID_BYTES, 'parentSpanId'),
    name: toShort(span['name'], 'name'),
    kind: toEnum(span['kind'], KINDS, 'kind'),
    start: toTime(span, 'startTimeUnixNano'),
    end: toTime(span, 'endTimeUnixNano'),
    attributes: toAttributes(reader, span),
    events: Array.from(each(reader, span, 'events'), event => ({
      name: toShort(event['name'], 'name'),
      at: toTime(event, 'timeUnixNano'),
      attributes: toAttributes(reader, event),
    })),
    status: { code: toEnum(status['code'], STATUSES, 'code'), message: toShort(status['message'], 'message') },
  };
}

/** Whole milliseconds are told apart before anything is rounded, as of protobuf. */
export function toTime(from: Json, key: string): number {
  const said = from[key];
  if (typeof said !== 'string' || !/^\d{7,}$/.test(said)) return toNumber(said, key) / NANOS_PER_MS;
  return Number(said.slice(0, -6)) + Number(said.slice(-6)) / NANOS_PER_MS;
}
