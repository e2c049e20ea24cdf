import type { Readable } from 'node:stream';
import { createGunzip, createInflate } from 'node:zlib';
import type { Limits, Outcome, Place, Refusal } from './intake.ts';

/** A body as it comes, unpacked as it comes: both are stopped where they go beyond the limit. */

export type Body = { ok: true; bytes: Buffer } | { ok: false; outcome: Outcome };

const UNPACK: Readonly<Record<string, () => ReturnType<typeof createGunzip>>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
};

/** What requests may be packed with. */
export const ENCODINGS = 'gzip, deflate, identity';

/** Whether it can be unpacked. */
export const isEncoding = (encoding: string): boolean => encoding === 'identity' || Object.hasOwn(UNPACK, encoding);

/** A stream's whole content. Where it is refused, reading goes on no further; the stream is the caller's to end. */
export async function readBody(from: Readable, encoding: string, place: Place, limits: Limits): Promise<Body> {
  const unpack = UNPACK[encoding]?.() ?? null;
  return await new Promise<Body>(resolve => {
    const chunks: Buffer[] = [];
    let sentBytes = 0;
    let unpackedBytes = 0;
    const end = (body: Body): void => {
      clearTimeout(timer);
      from.off('data', onSent);
      unpack?.destroy();
      resolve(body);
    };
    const refuse = (kind: Refusal, why: string): void => end({ ok: false, outcome: { kind, why } });
    const refuseSize = (): void => refuse('too large', `it is larger than ${limits.bodyBytes} bytes`);
    const onUnpacked = (chunk: Buffer): void => {
      unpackedBytes += chunk.length;
      if (unpackedBytes > limits.bodyBytes) refuseSize();
      else if (!place.hold(chunk.length)) refuse('too many', 'too much is being received at once');
      else chunks.push(chunk);
    };
    const onSent = (chunk: Buffer): void => {
      if (!unpack) return onUnpacked(chunk);
      sentBytes += chunk.length;
      if (sentBytes > limits.bodyBytes) return refuseSize();
      if (unpack.write(chunk)) return;
      // Unpacking is slower than loopback: what is packed would pile up.
      from.pause();
      unpack.once('drain', () => from.resume());
    };
    const onDone = (): void => end({ ok: true, bytes: Buffer.concat(chunks) });
    const onBroken = (): void => refuse('malformed', 'it broke off');
    const timer = setTimeout(() => refuse('too slow', `it took longer than ${limits.requestMs} ms`), limits.requestMs);
    from.on('data', onSent);
    from.once('end', () => (unpack ? unpack.end() : onDone()));
    from.once('error', onBroken);
    from.once('close', () => from.readableEnded || onBroken());
    unpack?.on('data', onUnpacked);
    unpack?.once('end', onDone);
    unpack?.once('error', () => refuse('malformed', `it is no valid ${encoding}`));
  });
}
