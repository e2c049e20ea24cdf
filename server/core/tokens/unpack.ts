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
  const tokens = { starts: new Uint32Array(count + 1), bytes: new Uint8Array(size) };
  const halves = file.subarray(4 * (3 + 3 * runs));
  let rank = 0;
  let own = 0;
  for (let run = 3; run < 3 + 3 * runs; run += 3) {
    own = joinHalves(tokens, rank, word(run), halves, own);
    rank = copyTokens(tokens, word(run), word(run + 1), base, word(run + 2));
  }
  joinHalves(tokens, rank, count, halves, own);
  return tokens;
}

/** Makes the tokens `rank…until` of earlier ones, from the halves at `own` on; the result is where these end. */
function joinHalves({ starts, bytes }: Tokens, rank: number, until: number, halves: Uint8Array, own: number): number {
  const plane = halves.length / 6;
  let at = own;
  let end = starts[rank] as number;
  for (let made = rank; made < until; starts[++made] = end, at++) {
    const left = numberAt(halves, at, plane);
    const right = numberAt(halves, at + 3 * plane, plane);
    if (right !== NONE) {
      for (let i = starts[left] as number, last = starts[left + 1] as number; i < last; i++)
        bytes[end++] = bytes[i] as number;
      for (let i = starts[right] as number, last = starts[right + 1] as number; i < last; i++)
        bytes[end++] = bytes[i] as number;
    } else if (left !== NONE) bytes[end++] = left;
  }
  return at;
}

const numberAt = (planes: Uint8Array, at: number, plane: number): number =>
  (planes[at] as number) | ((planes[at + plane] as number) << 8) | ((planes[at + 2 * plane] as number) << 16);

/** Copies `length` tokens of `base`; the result is the rank behind them. */
function copyTokens({ starts, bytes }: Tokens, rank: number, length: number, base: Tokens, from: number): number {
  const first = base.starts[from] as number;
  const shift = (starts[rank] as number) - first;
  bytes.set(base.bytes.subarray(first, base.starts[from + length]), first + shift);
  for (let i = 1; i <= length; i++) starts[rank + i] = (base.starts[from + i] as number) + shift;
  return rank + length;
}
