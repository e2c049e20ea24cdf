import type { Tokens } from './unpack.ts';

/** The rank of a run of bytes: the smaller, the earlier it is merged. `NO_RANK`: no token. */
export const NO_RANK = 0x7fffffff;

export interface Vocabulary {
  /** Rank of `bytes[start…end)`. */
  rankOf(bytes: Uint8Array, start: number, end: number): number;
  /** Rank of `bytes[0…length)` whose hash is known. */
  rankOfHashed(bytes: Uint8Array, length: number, hash: number): number;
  /** Rank of two bytes. */
  rankOfPair(first: number, second: number): number;
}

/** FNV-1a, a byte at a time; what `rankOfHashed` takes is mixed once at the end. */
export const HASH_START = 0x811c9dc5;
export const addToHash = (hash: number, byte: number): number => Math.imul(hash ^ byte, 0x01000193);
export const mixHash = (hash: number): number => hash ^ (hash >>> 15);

/** Flat tables: 200,000 strings would cost 100 MB. */
export function createVocabulary(tokens: Tokens): Vocabulary {
  const slots = hashTokens(tokens);
  const pairs = rankPairs(tokens);
  const { starts, bytes: known } = tokens;
  const mask = slots.length - 1;
  const find = (bytes: Uint8Array, start: number, length: number, hash: number): number => {
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const rank = (slots[slot] as number) - 1;
      if (rank < 0) return NO_RANK;
      const from = starts[rank] as number;
      if ((starts[rank + 1] as number) - from !== length) continue;
      let at = 0;
      while (at < length && known[from + at] === bytes[start + at]) at++;
      if (at === length) return rank;
    }
  };
  return {
    rankOf: (bytes, start, end) => find(bytes, start, end - start, hashOf(bytes, start, end)),
    rankOfHashed: (bytes, length, hash) => find(bytes, 0, length, hash),
    rankOfPair: (first, second) => pairs[(first << 8) | second] as number,
  };
}

/** Open addressing, at most half full; a slot holds rank + 1, so that 0 is free. */
function hashTokens({ starts, bytes }: Tokens): Int32Array {
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(starts.length * 2)));
  const mask = slots.length - 1;
  for (let rank = 0; rank + 1 < starts.length; rank++) {
    const start = starts[rank] as number;
    const end = starts[rank + 1] as number;
    if (start === end) continue;
    let slot = hashOf(bytes, start, end) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = rank + 1;
  }
  return slots;
}

function rankPairs({ starts, bytes }: Tokens): Int32Array {
  const pairs = new Int32Array(0x10000).fill(NO_RANK);
  for (let rank = 0; rank + 1 < starts.length; rank++) {
    const start = starts[rank] as number;
    if (starts[rank + 1] === start + 2) pairs[((bytes[start] as number) << 8) | (bytes[start + 1] as number)] = rank;
  }
  return pairs;
}

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = HASH_START;
  for (let at = start; at < end; at++) hash = addToHash(hash, bytes[at] as number);
  return mixHash(hash);
}
