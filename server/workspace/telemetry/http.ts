import { setTimeout as wait } from 'node:timers/promises';
import type { Known } from '../../core/model.ts';
import { known, unknown } from '../../core/signals/model.ts';
import { errorOf } from '../../core/signals/prometheus/answer.ts';
import { type Certificate, fetchWithCertificate } from './certificate.ts';

/** How a server knows who asks. Held in memory alone: none of it comes into a message. */
export interface Auth {
  bearer?: string;
  basic?: { user: string; password: string };
  /** Such as `X-Scope-OrgID`. */
  headers?: Readonly<Record<string, string>>;
  certificate?: Certificate;
}

export interface HttpOptions {
  /** With the path that a server's API lies below: `https://mimir.example.com/prometheus`. */
  url: string;
  auth?: Auth;
  fetch?: typeof fetch;
  /** For one request, with its repetitions. */
  timeoutMs?: number;
  /** Requests at a time. */
  concurrency?: number;
}

/** Asks a server for JSON. */
export interface HttpClient {
  /** The address without what is secret in it. */
  address: string;
  post(path: string, form: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<Known<unknown>>;
  get(path: string, query: readonly (readonly [string, string])[], signal?: AbortSignal): Promise<Known<unknown>>;
}

const TIMEOUT_MS = 15_000;
const CONCURRENCY = 4;
const MOST_RETRIES = 2;
const LONGEST_RETRY_AFTER_MS = 5_000;
const LARGEST_ANSWER = 32 * 1024 * 1024;

/** The client, or what is wrong with the address. */
export function openHttp(options: HttpOptions): Known<HttpClient> {
  const parsed = parseAddress(options);
  if (!parsed.known) return parsed;
  const { address, headers, secrets } = parsed.value;
  const { certificate } = options.auth ?? {};
  const send = options.fetch ?? (certificate ? fetchWithCertificate(certificate) : fetch);
  const inTurn = gate(options.concurrency ?? CONCURRENCY);
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;

  async function request(url: string, init: RequestInit, signal?: AbortSignal): Promise<Known<unknown>> {
    // The time counts from when the server is asked, not from when others were asked before it.
    const timeout = new AbortController();
    const either = signal ? AbortSignal.any([timeout.signal, signal]) : timeout.signal;
    const ask = async (): Promise<Known<unknown>> => {
      const timer = setTimeout(() => timeout.abort(), timeoutMs);
      return sendPatiently(send, url, { ...init, headers, signal: either }).finally(() => clearTimeout(timer));
    };
    try {
      const answer = await inTurn(ask, either);
      return answer.known ? answer : unknown(hide(answer.why, secrets));
    } catch (error) {
      if (timeout.signal.aborted) return unknown(`no answer within ${timeoutMs / 1000} s`);
      if (signal?.aborted) return unknown('cancelled');
      return unknown(hide(reasonOf(error), secrets));
    }
  }

  const get: HttpClient['get'] = (path, query, signal) => {
    const search = new URLSearchParams(query.map(([key, value]): [string, string] => [key, value]));
    return request(`${address}${path}?${search}`, { method: 'GET' }, signal);
  };
  const post: HttpClient['post'] = async (path, form, signal) => {
    const body = new URLSearchParams(form);
    const answer = await request(`${address}${path}`, { method: 'POST', body }, signal);
    // Some who stand between let nothing but GET through.
    return !answer.known && answer.why.startsWith('405') ? get(path, Object.entries(form), signal) : answer;
  };
  return known({ address, get, post });
}

interface Address {
  address: string;
  headers: Record<string, string>;
  secrets: readonly string[];
}

/** A name and a password in an address go to the header, and are not shown. */
function parseAddress({ url, auth = {} }: HttpOptions): Known<Address> {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed?.protocol !== 'http:' && parsed?.protocol !== 'https:')
    return unknown('the address is none: write it as http://localhost:9090');
  const written = { user: decode(parsed.username), password: decode(parsed.password) };
  const basic = auth.basic ?? (written.user === '' ? undefined : written);
  const headers: Record<string, string> = { accept: 'application/json', ...auth.headers };
  if (basic) headers['authorization'] = `Basic ${Buffer.from(`${basic.user}:${basic.password}`).toString('base64')}`;
  if (auth.bearer !== undefined) headers['authorization'] = `Bearer ${auth.bearer}`;
  const secrets = [
    auth.bearer,
    basic?.password,
    headers['authorization'],
    headers['authorization']?.split(' ')[1],
    ...Object.values(auth.headers ?? {}),
  ].filter((secret): secret is string => secret !== undefined && secret !== '');
  const address = `${parsed.origin}${parsed.pathname}`.replace(/\/+$/, '').replace(/\/api\/v1$/, '');
  return known({ address, headers, secrets });
}

/** A `%` that encodes nothing stands for itself. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Asks again where the server says that it is busy, and when. */
async function sendPatiently(send: typeof fetch, url: string, init: RequestInit): Promise<Known<unknown>> {
  for (let attempt = 0; ; attempt++) {
    // A redirection would take what is secret elsewhere.
    const response = await send(url, { ...init, redirect: 'manual' });
    const isBusy = response.status === 429 || response.status === 503;
    if (!isBusy || attempt === MOST_RETRIES) return readBody(response);
    await response.body?.cancel();
    await wait(delayOf(response, attempt), undefined, init.signal ? { signal: init.signal } : {});
  }
}

function delayOf(response: Response, attempt: number): number {
  const given = response.headers.get('retry-after');
  const seconds = given === null ? Number.NaN : Number(given);
  const asked = Number.isNaN(seconds) ? Date.parse(given ?? '') - Date.now() : seconds * 1000;
  const delay = Number.isNaN(asked) ? 250 * 2 ** attempt : asked;
  return Math.min(Math.max(delay, 0), LONGEST_RETRY_AFTER_MS);
}

async function readBody(response: Response): Promise<Known<unknown>> {
  const { status, statusText } = response;
  if (status >= 300 && status < 400) {
    await response.body?.cancel();
    const to = response.headers.get('location');
    const where =
      to !== null && URL.canParse(to, response.url || undefined) ? new URL(to, response.url || undefined).origin : '';
    return unknown(`${status}: it sends elsewhere (${where || 'it does not say where'}): is a login missing?`);
  }
  const text = await readText(response);
  if (text === null) return unknown('the answer is larger than 32 MB: ask for less with matchers');
  const json = parse(text);
  if (response.ok) return json ?? unknown(`${status}: ${notJson(text)}`);
  const said = json && isErrorBody(json.value) ? errorOf(json.value) : firstLine(text) || statusText;
  return unknown(`${status}: ${said}`);
}

async function readText(response: Response): Promise<string | null> {
  const decoder = new TextDecoder();
  let [text, size] = ['', 0];
  if (!response.body) return text;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > LARGEST_ANSWER) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parse(text: string): { known: true; value: unknown } | null {
  try {
    return { known: true, value: JSON.parse(text) };
  } catch {
    return null; // the caller says what came in its place
  }
}

const isErrorBody = (body: unknown): body is Readonly<Record<string, unknown>> =>
  typeof body === 'object' && body !== null && 'error' in body;

function notJson(text: string): string {
  if (text.trim() === '') return 'an empty answer';
  if (/^\s*[{[]/.test(text)) return 'the answer broke off';
  return /^\s*</.test(text)
    ? 'a web page in place of JSON: is this the address of the API?'
    : `no JSON: ${firstLine(text)}`;
}

/** What is not JSON may be a page of a proxy: its tags are left out. */
const firstLine = (text: string): string =>
  text
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 200);

/** The server may repeat what it was sent. */
const hide = (text: string, secrets: readonly string[]): string =>
  secrets.reduce((left, secret) => left.replaceAll(secret, '•••'), text);

/** `fetch failed` says nothing: what is behind it does. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  const code = 'code' in cause ? String(cause.code) : '';
  return KNOWN_FAILURES[code] ?? (cause.message || code || cause.name);
}

const KNOWN_FAILURES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there (connection refused)',
  ENOTFOUND: 'there is no host of that name',
  EAI_AGAIN: 'the name of the host could not be looked up',
  ECONNRESET: 'the connection broke off',
  UND_ERR_SOCKET: 'the connection broke off',
  EHOSTUNREACH: 'the host can’t be reached',
  ETIMEDOUT: 'the host does not answer',
};

/** Lets so many through at a time. */
function gate(most: number): <T>(work: () => Promise<T>, signal: AbortSignal) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work, signal) => {
    if (running >= most) await turn(waiting, signal);
    running++;
    try {
      return await work();
    } finally {
      running--;
      waiting.shift()?.();
    }
  };
}

async function turn(waiting: (() => void)[], signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const giveUp = (): void => {
      waiting.splice(waiting.indexOf(go), 1);
      reject(new Error('aborted'));
    };
    const go = (): void => {
      signal.removeEventListener('abort', giveUp);
      resolve();
    };
    waiting.push(go);
    signal.addEventListener('abort', giveUp, { once: true });
  });
}
