/** The rank of a run of bytes: the smaller, the earlier it is merged. `NO_RANK`: no token. */
export const NO_RANK = 0x7fffffff;

export interface Vocabulary {
  /** Rank of `bytes[start…end)`. */
  rankOf(bytes: Uint8Array, start: number, end: number): number;
  /** Rank of two bytes. */
  rankOfPair(first: number, second: number): number;
}

interface Tokens {
  lengths: Uint8Array;
  /** Token `rank` is `bytes[starts[rank] … starts[rank] + lengths[rank])`. */
  starts: Uint32Array;
  bytes: Uint8Array;
  longest: number;
}

/** Reads `[u32 n][u8 length]*n [bytes]`, ranks in order, length 0 a gap. Flat tables: 200,000 strings would cost 100 MB. */
export function readVocabulary(file: Uint8Array): Vocabulary {
  const tokens = readTokens(file);
  const slots = hashTokens(tokens);
  const pairs = rankPairs(tokens);
  const { lengths, starts, bytes: known, longest } = tokens;
  const mask = slots.length - 1;
  return {
    rankOf(bytes, start, end) {
      const length = end - start;
      if (length > longest) return NO_RANK;
      for (let slot = hashOf(bytes, start, end) & mask; ; slot = (slot + 1) & mask) {
        const rank = (slots[slot] as number) - 1;
        if (rank < 0) return NO_RANK;
        if (lengths[rank] !== length) continue;
        const from = starts[rank] as number;
        let at = 0;
        while (at < length && known[from + at] === bytes[start + at]) at++;
        if (at === length) return rank;
      }
    },
    rankOfPair: (first, second) => pairs[(first << 8) | second] as number,
  };
}

function readTokens(file: Uint8Array): Tokens {
  const size = new DataView(file.buffer, file.byteOffset, file.byteLength).getUint32(0, true);
  const lengths = file.subarray(4, 4 + size);
  const starts = new Uint32Array(size);
  let start = 0;
  let longest = 0;
  lengths.forEach((length, rank) => {
    starts[rank] = start;
    start += length;
    longest = Math.max(longest, length);
  });
  return { lengths, starts, bytes: file.subarray(4 + size), longest };
}

/** Open addressing, at most half full; a slot holds rank + 1, so that 0 is free. */
function hashTokens({ lengths, starts, bytes }: Tokens): Int32Array {
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(lengths.length * 2 + 1)));
  const mask = slots.length - 1;
  lengths.forEach((length, rank) => {
    if (length === 0) return;
    const start = starts[rank] as number;
    let slot = hashOf(bytes, start, start + length) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = rank + 1;
  });
  return slots;
}

function rankPairs({ lengths, starts, bytes }: Tokens): Int32Array {
  const pairs = new Int32Array(0x10000).fill(NO_RANK);
  lengths.forEach((length, rank) => {
    const start = starts[rank] as number;
    if (length === 2) pairs[((bytes[start] as number) << 8) | (bytes[start + 1] as number)] = rank;
  });
  return pairs;
}

/** FNV-1a. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
  return hash ^ (hash >>> 15);
}
