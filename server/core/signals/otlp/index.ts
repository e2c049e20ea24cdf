import { parseMetrics } from './json-metrics.ts';
import { parseTraces } from './json-traces.ts';
import { readMetrics } from './metrics.ts';
import type { OtlpPayload } from './model.ts';
import { readTraces } from './traces.ts';
import { Fault, openReader } from './wire.ts';

/** What a request says, or why it can't be read. */
export type Decoded = { ok: true; payload: OtlpPayload } | { ok: false; why: string };

/** A request as it was sent, unpacked: bytes of protobuf, or the text of OTLP/JSON. */
export type Body = Uint8Array | string;

/** Reads a request without what prompts and answers say: see `content.ts` for the rule. Whatever it is handed, it ends soon and throws nothing. */
export function decodeOtlp(signal: OtlpPayload['signal'], body: Body): Decoded {
  try {
    return { ok: true, payload: signal === 'traces' ? traces(body) : metrics(body) };
  } catch (error) {
    if (error instanceof Fault) return { ok: false, why: error.message };
    throw error;
  }
}

const traces = (body: Body): OtlpPayload => ({
  signal: 'traces',
  spans: typeof body === 'string' ? parseTraces(body) : readTraces(openReader(body)),
});

const metrics = (body: Body): OtlpPayload => ({
  signal: 'metrics',
  metrics: typeof body === 'string' ? parseMetrics(body) : readMetrics(openReader(body)),
});
