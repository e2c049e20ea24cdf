import { decodeOtlp } from '../../server/core/signals/otlp/index.ts';
import { type Capture, readCaptures } from './captures.ts';

/** What came of requests that were damaged at random. */
export interface Fuzzed {
  accepted: number;
  refused: number;
  slowestMs: number;
}

/** Damages recorded requests, each time in one to eight places, and has them decoded. Throws where the decoder does. */
export function fuzz(times: number, seed: number): Fuzzed {
  const random = openRandom(seed);
  const captures = readCaptures();
  const fuzzed: Fuzzed = { accepted: 0, refused: 0, slowestMs: 0 };
  const pick = (): Capture => captures[random(captures.length)] as Capture;
  for (let time = 0; time < times; time++) {
    const { signal, body } = pick();
    const other = toBytes(pick().body);
    let bytes = toBytes(body);
    for (let damage = random(8); damage >= 0; damage--) bytes = damaged(bytes, other, random);
    const began = performance.now();
    const { ok } = decodeOtlp(
      random(20) === 0 ? 'metrics' : signal,
      typeof body === 'string' ? bytes.toString() : bytes,
    );
    fuzzed.slowestMs = Math.max(fuzzed.slowestMs, performance.now() - began);
    fuzzed[ok ? 'accepted' : 'refused']++;
  }
  return fuzzed;
}

const toBytes = (body: Uint8Array | string): Buffer =>
  typeof body === 'string' ? Buffer.from(body) : Buffer.from(body);

type Random = (below: number) => number;

/** What breaks decoders: other bytes, lost and doubled stretches, lengths that lie, pieces of other requests. */
function damaged(bytes: Buffer, other: Buffer, random: Random): Buffer {
  if (bytes.length === 0) return bytes;
  const at = random(bytes.length);
  const to = Math.min(bytes.length, at + 1 + random(64));
  const before = bytes.subarray(0, at);
  switch (random(7)) {
    case 0:
      return Buffer.concat([before, Buffer.from([random(256)]), bytes.subarray(at + 1)]);
    case 1:
      return Buffer.concat([before, Buffer.from([(bytes[at] ?? 0) ^ (1 << random(8))]), bytes.subarray(at + 1)]);
    case 2:
      return before;
    case 3:
      return Buffer.concat([before, bytes.subarray(to)]);
    case 4:
      return Buffer.concat([bytes.subarray(0, to), bytes.subarray(at)]);
    case 5:
      return Buffer.concat([before, Buffer.alloc(1 + random(11), 0xff), bytes.subarray(at)]);
    default:
      return Buffer.concat([before, other.subarray(random(other.length)), bytes.subarray(at)]);
  }
}

/** The same numbers for the same seed (mulberry32). */
function openRandom(seed: number): Random {
  let state = seed;
  return below => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
