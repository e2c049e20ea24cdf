import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { ENCODINGS, isEncoding, readBody } from './body.ts';
import type { Intake, Limits, Outcome, Refusal, SignalPath } from './intake.ts';

/** OTLP/HTTP: a POST of protobuf or JSON to the path of its signal. */

const SIGNALS: Readonly<Record<string, SignalPath>> = {
  '/v1/traces': 'traces',
  '/v1/metrics': 'metrics',
  '/v1/logs': 'logs',
};

const PROTOBUF = 'application/x-protobuf';
const JSON_TYPE = 'application/json';

const STATUS: Readonly<Record<Refusal, number>> = {
  malformed: 400,
  forbidden: 403,
  'too large': 413,
  'not implemented': 501,
  'too slow': 408,
  'too many': 503,
  failed: 500,
};

/** What exporters wait before they try again. */
const RETRY_AFTER_S = 1;

/** How long a sender who was refused may go on sending, so that it reads the answer. */
const DRAIN_MS = 1000;

const OK = 200;

interface Answer {
  status: number;
  why: string;
  headers?: Readonly<Record<string, string>>;
}

/** Answers requests, one by one. */
export function openHttp(intake: Intake, limits: Limits): RequestListener {
  const finish = (request: IncomingMessage, response: ServerResponse, answer: Answer): void => {
    if (answer.status !== OK) intake.tell(`${request.method} ${pathOf(request)} got ${answer.status}`, answer.why);
    send(request, response, answer);
  };
  return (request, response) => {
    const refused = refuse(intake, limits, request);
    if (refused) finish(request, response, refused);
    else void receive(intake, limits, request).then(outcome => finish(request, response, answerTo(outcome)));
  };
}

const pathOf = (request: IncomingMessage): string => (request.url ?? '').replace(/\?.*$/s, '');

const typeOf = (request: IncomingMessage): string =>
  (request.headers['content-type'] ?? '').replace(/;.*$/s, '').trim().toLowerCase();

const encodingOf = (request: IncomingMessage): string =>
  (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();

/** What the head of a request tells already. */
function refuse(intake: Intake, limits: Limits, request: IncomingMessage): Answer | null {
  const { host, origin } = request.headers;
  const sender = intake.refuseSender({ host, origin });
  if (sender) return answerTo(sender);
  if (!Object.hasOwn(SIGNALS, pathOf(request)))
    return { status: 404, why: `there is nothing here but ${Object.keys(SIGNALS).join(', ')}` };
  if (request.method !== 'POST') return { status: 405, why: 'telemetry comes by POST', headers: { Allow: 'POST' } };
  if (typeOf(request) !== PROTOBUF && typeOf(request) !== JSON_TYPE)
    return { status: 415, why: `telemetry comes as ${PROTOBUF} or ${JSON_TYPE}` };
  if (!isEncoding(encodingOf(request)))
    return { status: 415, why: `telemetry comes as ${ENCODINGS}`, headers: { 'Accept-Encoding': ENCODINGS } };
  if (Number(request.headers['content-length'] ?? 0) > limits.bodyBytes)
    return answerTo({ kind: 'too large', why: `more than ${limits.bodyBytes} bytes` });
  return null;
}

async function receive(intake: Intake, limits: Limits, request: IncomingMessage): Promise<Outcome> {
  const place = intake.begin();
  if (!place) return { kind: 'too many', why: 'too many requests at once' };
  try {
    const body = await readBody(request, encodingOf(request), place, limits);
    if (!body.ok) return body.outcome;
    return intake.take(SIGNALS[pathOf(request)] ?? 'logs', body.bytes, typeOf(request) === JSON_TYPE);
  } finally {
    place.end();
  }
}

function answerTo(outcome: Outcome): Answer {
  if (outcome.kind === 'taken') return { status: OK, why: '' };
  const headers = outcome.kind === 'too many' ? { 'Retry-After': String(RETRY_AFTER_S) } : {};
  return { status: STATUS[outcome.kind], why: outcome.why, headers };
}

/** An empty ExportResponse, or a `google.rpc.Status` that says why not, in the form that was sent. */
function send(request: IncomingMessage, response: ServerResponse, { status, why, headers }: Answer): void {
  if (response.destroyed) return;
  const isJson = typeOf(request) === JSON_TYPE;
  const body =
    status === OK
      ? Buffer.from(isJson ? '{}' : '')
      : isJson
        ? Buffer.from(JSON.stringify({ message: why }))
        : statusMessage(why);
  response.writeHead(status, {
    'Content-Type': isJson ? JSON_TYPE : PROTOBUF,
    'Content-Length': body.length,
    ...headers,
    ...(!request.complete && { Connection: 'close' }),
  });
  response.write(body);
  if (request.complete) response.end();
  else endLater(request, response);
}

/** A connection that is closed while its sender still sends takes the answer with it. */
function endLater(request: IncomingMessage, response: ServerResponse): void {
  const end = (): void => {
    clearTimeout(timer);
    response.end();
  };
  const timer = setTimeout(end, DRAIN_MS);
  request.once('end', end);
  request.once('close', end);
  request.resume();
}

/** `message` is its second field. */
function statusMessage(why: string): Buffer {
  const text = Buffer.from(why).subarray(0, ONE_BYTE_LENGTH);
  return Buffer.concat([Buffer.from([0x12, text.length]), text]);
}

/** The longest text whose length takes one byte. */
const ONE_BYTE_LENGTH = 127;
