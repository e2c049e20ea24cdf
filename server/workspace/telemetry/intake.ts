import { createHash } from 'node:crypto';
import { decodeOtlp } from '../../core/signals/otlp/index.ts';
import type { OtlpPayload } from '../../core/signals/otlp/model.ts';

/** What both protocols share: who may send, how much at once, and what becomes of a request. */

export interface IntakeOptions {
  /** Another address than loopback: whoever can reach it can send. `0.0.0.0` in a container. */
  host?: string;
  /** Traces and metrics as they come, `at` milliseconds since 1970. A request that is sent again, byte for byte, is told once. */
  onPayload(payload: OtlpPayload, at: number): void;
  /** What was refused and why, without anything of its content. May come often. */
  onProblem(why: string): void;
}

export interface Limits {
  /** Of one request, as sent and unpacked. */
  bodyBytes: number;
  /** Of all requests that are being read. */
  heldBytes: number;
  requests: number;
  /** From a request's first byte to its last. */
  requestMs: number;
}

export const LIMITS: Limits = {
  bodyBytes: 64 * 1024 * 1024,
  heldBytes: 192 * 1024 * 1024,
  requests: 32,
  requestMs: 20_000,
};

export type SignalPath = 'traces' | 'metrics' | 'logs';

/** What a request came to; each protocol has its own number for it. */
export type Outcome = { kind: 'taken' } | { kind: Refusal; why: string };

export type Refusal = 'malformed' | 'forbidden' | 'too large' | 'not implemented' | 'too slow' | 'too many' | 'failed';

export interface Intake {
  /** By what a request says of who sends it: null where they may. */
  refuseSender(headers: { host: string | undefined; origin: string | undefined }): Outcome | null;
  /** A place for one request, to be given back. Null: all are taken. */
  begin(): Place | null;
  take(signal: SignalPath, body: Uint8Array, isJson: boolean): Outcome;
  tell(what: string, why: string): void;
}

export interface Place {
  /** False: together the requests hold too much. */
  hold(bytes: number): boolean;
  end(): void;
}

export function openIntake(options: IntakeOptions, limits: Limits): Intake {
  const isLocal = options.host === undefined || isLoopback(options.host) || options.host === '::1';
  const repeats = openRepeats();
  return {
    refuseSender({ host, origin }) {
      // Exporters send no origin: it is a page in a browser.
      if (origin !== undefined) return { kind: 'forbidden', why: 'web pages may not send telemetry' };
      return isLocal && !isLoopback(host) ? { kind: 'forbidden', why: 'it is addressed to another host' } : null;
    },
    begin: openPlaces(limits),
    take(signal, body, isJson) {
      if (signal === 'logs') return { kind: 'taken' };
      const print = createHash('sha1').update(signal).update(body).digest('base64');
      if (repeats.has(print)) return { kind: 'taken' };
      const decoded = decodeOtlp(signal, isJson ? textOf(body) : body);
      if (!decoded.ok) return { kind: 'malformed', why: decoded.why };
      try {
        options.onPayload(decoded.payload, Date.now());
      } catch (error) {
        // Nobody is above who could catch it, and the next request may be fine. The sender need not know our insides.
        options.onProblem(error instanceof Error ? (error.stack ?? error.message) : String(error));
        return { kind: 'failed', why: 'it could not be worked on' };
      }
      repeats.add(print);
      return { kind: 'taken' };
    },
    tell: (what, why) => options.onProblem(`${what.slice(0, 200)}: ${why}`),
  };
}

function openPlaces(limits: Limits): () => Place | null {
  let requests = 0;
  let held = 0;
  return () => {
    if (requests >= limits.requests) return null;
    requests++;
    let own = 0;
    return {
      hold(bytes) {
        own += bytes;
        held += bytes;
        return held <= limits.heldBytes;
      },
      end() {
        requests--;
        held -= own;
        own = 0;
      },
    };
  };
}

const textOf = (body: Uint8Array): string => new TextDecoder().decode(body);

/** As many requests are remembered. An exporter repeats one within seconds. */
const REMEMBERED = 1024;

/**
 * An exporter that lost an answer sends the request again, and some send their last one twice. Points and spans carry their times to the
 * nanosecond: what is the same byte for byte is the same telemetry, so that deltas count once.
 */
function openRepeats(): { has(print: string): boolean; add(print: string): void } {
  const prints = new Set<string>();
  return {
    has: print => prints.has(print),
    add(print) {
      prints.add(print);
      if (prints.size <= REMEMBERED) return;
      const [oldest] = prints;
      if (oldest !== undefined) prints.delete(oldest);
    },
  };
}

/** A page whose own name leads to this machine has that name as host: only loopback's names are ours. */
export function isLoopback(host: string | undefined): boolean {
  const name = host?.replace(/:\d*$/, '').toLowerCase() ?? '';
  return name === 'localhost' || name === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(name);
}
