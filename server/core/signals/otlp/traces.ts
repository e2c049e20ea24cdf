import { attributes, type Draft, readShort } from './attributes.ts';
import type { OtlpSpan } from './model.ts';
import { type GroupOrigin, groups } from './request.ts';
import {
  BYTES,
  FIXED64,
  type Message,
  type Reader,
  readBytes,
  readFields,
  readInt,
  readMessage,
  readTime,
  takeItem,
  VARINT,
} from './wire.ts';

/** ExportTraceServiceRequest of protobuf. */

type SpanDraft = Draft<OtlpSpan>;

const EVENT: Message<SpanDraft['events'][number]> = {
  1: { wire: FIXED64, read: (reader, event) => (event.at = readTime(reader)) },
  2: { wire: BYTES, read: (reader, event) => (event.name = readShort(reader)) },
  3: attributes,
};

const STATUS: Message<OtlpSpan['status']> = {
  2: { wire: BYTES, read: (reader, status) => (status.message = readShort(reader)) },
  3: { wire: VARINT, read: (reader, status) => (status.code = readInt(reader)) },
};

const SPAN: Message<SpanDraft> = {
  1: { wire: BYTES, read: (reader, span) => (span.traceId = readId(reader, TRACE_ID_BYTES)) },
  2: { wire: BYTES, read: (reader, span) => (span.spanId = readId(reader, SPAN_ID_BYTES)) },
  4: { wire: BYTES, read: (reader, span) => (span.parentSpanId = readId(reader, SPAN_ID_BYTES)) },
  5: { wire: BYTES, read: (reader, span) => (span.name = readShort(reader)) },
  6: { wire: VARINT, read: (reader, span) => (span.kind = readInt(reader)) },
  7: { wire: FIXED64, read: (reader, span) => (span.start = readTime(reader)) },
  8: { wire: FIXED64, read: (reader, span) => (span.end = readTime(reader)) },
  9: attributes,
  11: {
    wire: BYTES,
    read(reader, span) {
      takeItem(reader);
      span.events.push(readMessage(reader, EVENT, { name: '', at: 0, attributes: {} }));
    },
  },
  15: { wire: BYTES, read: (reader, span) => readMessage(reader, STATUS, span.status) },
};

const REQUEST = groups<OtlpSpan>({
  wire: BYTES,
  read(reader, { origin, into }) {
    takeItem(reader);
    into.push(readMessage<SpanDraft>(reader, SPAN, emptySpan(origin)));
  },
});

/** All spans of a request. */
export function readTraces(reader: Reader): OtlpSpan[] {
  const spans: OtlpSpan[] = [];
  readFields(reader, REQUEST, spans);
  return spans;
}

export const emptySpan = (origin: GroupOrigin): SpanDraft => ({
  ...origin,
  traceId: '',
  spanId: '',
  parentSpanId: '',
  name: '',
  kind: 0,
  start: 0,
  end: 0,
  attributes: {},
  events: [],
  status: { code: 0, message: '' },
});

export const TRACE_ID_BYTES = 16;
export const SPAN_ID_BYTES = 8;

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Empty where it is none: of another length, or nothing but zeros. */
function readId(reader: Reader, length: number): string {
  const from = readBytes(reader);
  if (reader.at - from !== length) return '';
  let id = '';
  for (let at = from; at < reader.at; at++) id += HEX[reader.bytes[at] ?? 0] ?? '';
  return isId(id) ? id : '';
}

export const isId = (hex: string): boolean => !/^0*$/.test(hex);
