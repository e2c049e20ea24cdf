import { create, toBinary } from '@bufbuild/protobuf';
import type { OtlpPayload } from '../../server/core/signals/otlp/model.ts';
import { openReceiver, type Receiver, type ReceiverOptions } from '../../server/workspace/telemetry/receiver.ts';
import { TRACES } from './oracle.ts';

/** A receiver on a port of its own, and what it told. */
export interface Receiving extends Receiver {
  payloads: OtlpPayload[];
  problems: string[];
  /** Of all spans. */
  names(): string[];
}

export async function receive(options: Partial<ReceiverOptions> = {}): Promise<Receiving> {
  const payloads: OtlpPayload[] = [];
  const problems: string[] = [];
  const receiver = await openReceiver({
    port: 0,
    onPayload: payload => void payloads.push(payload),
    onProblem: why => void problems.push(why),
    ...options,
  });
  const names = (): string[] =>
    payloads.flatMap(payload => (payload.signal === 'traces' ? payload.spans.map(({ name }) => name) : []));
  return { ...receiver, payloads, problems, names };
}

/** A request for one span, which differs by its name. */
export function tracesOf(name: string): Uint8Array {
  const span = { traceId: new Uint8Array(16).fill(1), spanId: new Uint8Array(8).fill(2), name };
  return toBinary(TRACES, create(TRACES, { resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] } as never));
}
