/** Token `rank` is `bytes[starts[rank] … starts[rank + 1])`; empty where there is none. */
export interface Tokens {
  starts: Uint32Array;
  bytes: Uint8Array;
}

export const NO_TOKENS: Tokens = { starts: new Uint32Array(1), bytes: new Uint8Array(0) };

/** Of 24 bits: no token. */
const NONE = 0xffffff;

/** Reads what `vocabulary.build.mjs` wrote; its `pack` says how. Runs are copied from `base`. */
export function unpackTokens(file: Uint8Array, base: Tokens): Tokens {
  const head = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const word = (i: number): number => head.getUint32(4 * i, true);
  const [count, size, runs] = [word(0), word(1), word(2)];
  const planes = file.subarray(4 * (3 + 3 * runs));
  const n = planes.length / 6;
  const half = (i: number): number =>
    (planes[i] as number) | ((planes[i + n] as number) << 8) | ((planes[i + 2 * n] as number) << 16);

  const starts = new Uint32Array(count + 1);
  const bytes = new Uint8Array(size);
  let end = 0;
  const append = (tokens: Tokens, rank: number): void => {
    const until = tokens.starts[rank + 1] as number;
    for (let at = tokens.starts[rank] as number; at < until; at++) bytes[end++] = tokens.bytes[at] as number;
  };
  const known = { starts, bytes };
  for (let rank = 0, own = 0, run = 0; rank < count; starts[++rank] = end) {
    const [first, length, from] =
      run < runs ? [word(3 + 3 * run), word(4 + 3 * run), word(5 + 3 * run)] : [count, 0, 0];
    if (rank >= first) {
      append(base, from + rank - first);
      if (rank === first + length - 1) run++;
      continue;
    }
    const left = half(own);
    const right = half(own + 3 * n);
    own++;
    if (right !== NONE) {
      append(known, left);
      append(known, right);
    } else if (left !== NONE) bytes[end++] = left;
  }
  return known;
}
