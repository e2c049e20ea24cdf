import type { Encoding } from './encodings.ts';
import { createMerger } from './merge.ts';
import { NO_RANK, readVocabulary } from './vocabulary.ts';

/** Pieces that are no single token repeat much; a full cache is emptied, which bounds it. */
const CACHED_PIECES = 20_000;
/** V8 copies slices shorter than 13 units; a longer one as a key would keep its whole text in memory. */
const CACHED_UNITS = 12;

/**
 * `text => number of tokens`, as tiktoken's `encode_ordinary` counts them: special tokens are ordinary text, a lone
 * surrogate is U+FFFD. `vocabulary` is a file made by `vocabulary.build.mjs`.
 */
export function createCounter({ pattern }: Encoding, vocabulary: Uint8Array): (text: string) => number {
  const ranks = readVocabulary(vocabulary);
  const merge = createMerger(ranks);
  const cache = new Map<string, number>();
  let bytes = new Uint8Array(1024);

  const countPiece = (text: string, start: number, end: number): number => {
    if (end - start === 1 && text.charCodeAt(start) < 0x80) return 1;
    if (bytes.length < (end - start) * 3) bytes = new Uint8Array((end - start) * 4);
    const length = writeUtf8(text, start, end, bytes);
    if (ranks.rankOf(bytes, 0, length) !== NO_RANK) return 1;
    if (end - start > CACHED_UNITS) return merge(bytes, length);
    const piece = text.slice(start, end);
    const known = cache.get(piece);
    if (known !== undefined) return known;
    if (cache.size === CACHED_PIECES) cache.clear();
    const count = merge(bytes, length);
    cache.set(piece, count);
    return count;
  };
  return text => {
    let count = 0;
    pattern.lastIndex = 0;
    for (let start = 0; start < text.length && pattern.test(text); start = pattern.lastIndex) {
      count += countPiece(text, start, pattern.lastIndex);
    }
    return count;
  };
}

/** Number of bytes that `text[start…end)` takes, written to the start of `bytes`. */
function writeUtf8(text: string, start: number, end: number, bytes: Uint8Array): number {
  let length = 0;
  for (let at = start; at < end; at++) {
    let code = text.charCodeAt(at);
    if (code < 0x80) {
      bytes[length++] = code;
      continue;
    }
    if (code >= 0xd800 && code < 0xe000) {
      code = text.codePointAt(at) as number;
      if (code > 0xffff) at++;
      else code = 0xfffd;
    }
    if (code < 0x800) bytes[length++] = 0xc0 | (code >> 6);
    else {
      if (code < 0x10000) bytes[length++] = 0xe0 | (code >> 12);
      else {
        bytes[length++] = 0xf0 | (code >> 18);
        bytes[length++] = 0x80 | ((code >> 12) & 0x3f);
      }
      bytes[length++] = 0x80 | ((code >> 6) & 0x3f);
    }
    bytes[length++] = 0x80 | (code & 0x3f);
  }
  return length;
}
