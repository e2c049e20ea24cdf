import { readdirSync, readFileSync } from 'node:fs';
import type { OtlpPayload } from '../../server/core/signals/otlp/model.ts';

/**
 * Requests of real clients, recorded against a server that answers like OpenAI's: `captures/<instrument>-<number>.<signal>.<form>`.
 * The bytes are the clients' own; taken out is what their resource says of the machine, and the service is called `shop`.
 */
export interface Capture {
  name: string;
  signal: OtlpPayload['signal'];
  body: Uint8Array | string;
}

const FOLDER = new URL('captures/', import.meta.url);

export function readCaptures(): Capture[] {
  return readdirSync(FOLDER).map(name => {
    const bytes = readFileSync(new URL(name, FOLDER));
    const signal = name.includes('.traces.') ? 'traces' : 'metrics';
    return { name, signal, body: name.endsWith('.json') ? bytes.toString() : new Uint8Array(bytes) };
  });
}
