import {
  constants,
  createServer,
  type Http2Session,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
} from 'node:http2';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { type Body, ENCODINGS, isEncoding, readBody } from './body.ts';
import type { Intake, Limits, Outcome, Place, Refusal, SignalPath } from './intake.ts';

/** OTLP/gRPC: three calls of one message and one answer, by hand. A library for it would be larger than all of this program's parsers. */

const service = (name: string, signal: string): string => `/opentelemetry.proto.collector.${signal}.v1.${name}/Export`;

const SIGNALS: Readonly<Record<string, SignalPath>> = {
  [service('TraceService', 'trace')]: 'traces',
  [service('MetricsService', 'metrics')]: 'metrics',
  [service('LogsService', 'logs')]: 'logs',
};

/** https://grpc.github.io/grpc/core/md_doc_statuscodes.html; what a client may try again is unavailable. */
const CODES: Readonly<Record<Refusal, number>> = {
  malformed: 3,
  'too slow': 4,
  forbidden: 7,
  'too large': 8,
  'not implemented': 12,
  failed: 13,
  'too many': 14,
};

const OK = 0;

const GRPC_TYPE = 'application/grpc';

/** Whether it is packed, and how long it is. */
const HEAD_BYTES = 5;

const EMPTY_ANSWER = Buffer.alloc(HEAD_BYTES);

const IDLE_MS = 300_000;

export interface Grpc {
  accept(socket: Socket): void;
  close(): void;
}

/** Takes connections that speak HTTP/2. */
export function openGrpc(intake: Intake, limits: Limits): Grpc {
  const server = createServer({ maxSessionMemory: 64, settings: { maxConcurrentStreams: limits.requests } });
  const sessions = new Set<Http2Session>();
  server.on('session', session => {
    sessions.add(session);
    session.setTimeout(IDLE_MS, () => session.close());
    session.once('close', () => sessions.delete(session));
  });
  server.on('sessionError', () => undefined);
  server.on('stream', (stream, headers) => void serve(intake, limits, stream, headers));
  return {
    accept: socket => void server.emit('connection', socket),
    close: () => sessions.forEach(session => session.close()),
  };
}

async function serve(
  intake: Intake,
  limits: Limits,
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
): Promise<void> {
  // A client that went away needs no answer.
  stream.on('error', () => undefined);
  if (!headers['content-type']?.startsWith(GRPC_TYPE)) return refuseProtocol(stream);
  const path = headers[':path'] ?? '';
  const outcome = await answer(intake, limits, stream, headers, path);
  if (outcome.kind !== 'taken') intake.tell(`${path} got ${outcome.kind}`, outcome.why);
  finish(stream, outcome);
}

async function answer(
  intake: Intake,
  limits: Limits,
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  path: string,
): Promise<Outcome> {
  const refused = intake.refuseSender({ host: headers[':authority'] ?? headers.host, origin: headers.origin });
  if (refused) return refused;
  const signal = Object.hasOwn(SIGNALS, path) ? SIGNALS[path] : undefined;
  if (!signal) return { kind: 'not implemented', why: 'there is no such service' };
  const place = intake.begin();
  if (!place) return { kind: 'too many', why: 'too many requests at once' };
  try {
    const framed = await readBody(stream, 'identity', place, { ...limits, bodyBytes: limits.bodyBytes + HEAD_BYTES });
    if (!framed.ok) return framed.outcome;
    const message = await unframe(framed.bytes, String(headers['grpc-encoding'] ?? 'identity'), place, limits);
    return message.ok ? intake.take(signal, message.bytes, false) : message.outcome;
  } finally {
    place.end();
  }
}

/** One message: whether it is packed, its length, and it itself. */
async function unframe(bytes: Buffer, encoding: string, place: Place, limits: Limits): Promise<Body> {
  if (bytes.length < HEAD_BYTES || bytes.readUInt32BE(1) !== bytes.length - HEAD_BYTES)
    return { ok: false, outcome: { kind: 'malformed', why: 'it is not one message' } };
  const message = bytes.subarray(HEAD_BYTES);
  if (bytes[0] === 0) return { ok: true, bytes: message };
  if (!isEncoding(encoding))
    return { ok: false, outcome: { kind: 'not implemented', why: `it is packed with ${encoding}` } };
  return await readBody(Readable.from([message]), encoding, place, limits);
}

/** The status comes in trailers: after an empty message where it was taken, alone where not. */
function finish(stream: ServerHttp2Stream, outcome: Outcome): void {
  if (stream.destroyed || stream.closed) return;
  const head = { ':status': 200, 'content-type': GRPC_TYPE, 'grpc-accept-encoding': ENCODINGS.replaceAll(' ', '') };
  if (outcome.kind !== 'taken') {
    const status = { 'grpc-status': String(CODES[outcome.kind]), 'grpc-message': encodeURIComponent(outcome.why) };
    stream.respond({ ...head, ...status }, { endStream: true });
    // It has not sent all: what is still to come is nobody's.
    if (!stream.readableEnded) stream.close(constants.NGHTTP2_NO_ERROR);
    return;
  }
  stream.respond(head, { waitForTrailers: true });
  stream.once('wantTrailers', () => stream.sendTrailers({ 'grpc-status': String(OK) }));
  stream.end(EMPTY_ANSWER);
}

/** Who speaks HTTP/2 but not gRPC. */
function refuseProtocol(stream: ServerHttp2Stream): void {
  stream.respond({ ':status': 415 }, { endStream: true });
  stream.close(constants.NGHTTP2_NO_ERROR);
}
