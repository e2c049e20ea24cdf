import type { Encoding } from './encodings.ts';
import { createMerger } from './merge.ts';
import type { Split } from './split.ts';
import { NO_TOKENS, type Tokens, unpackTokens } from './unpack.ts';
import { addToHash, createVocabulary, HASH_START, mixHash, NO_RANK } from './vocabulary.ts';

/** How a text is counted: cut into pieces, each counted for itself. */
export interface Pieces {
  /** The text as the tokenizer takes it; what the others are asked about. */
  prepare(text: string): string;
  split: Split;
  /** Tokens of the piece `text[start…end)`. */
  count(text: string, start: number, end: number): number;
}

/** Slots for pieces that were counted; a piece takes the slot of its hash from the one before it. */
const SLOTS = 2 ** 15;
/** Longer pieces are rare. */
const SLOT_BYTES = 24;

/**
 * Counts as tiktoken's `encode_ordinary`: special tokens are ordinary text, a lone surrogate is U+FFFD. `read` gives the
 * files made by `vocabulary.build.mjs`.
 */
export function openPieces({ split, file, base, form }: Encoding, read: (file: string) => Uint8Array): Pieces {
  const shared: Tokens = base === undefined ? NO_TOKENS : unpackTokens(read(base), NO_TOKENS);
  const vocabulary = createVocabulary(unpackTokens(read(file), shared));
  const merge = createMerger(vocabulary);
  const kept = new Uint8Array(SLOTS * SLOT_BYTES);
  const lengths = new Uint8Array(SLOTS);
  const counts = new Uint8Array(SLOTS);
  let bytes = new Uint8Array(1024);

  const countAnew = (length: number, hash: number): number =>
    vocabulary.rankOfHashed(bytes, length, hash) === NO_RANK ? merge(bytes, length) : 1;

  const count = (text: string, start: number, end: number): number => {
    if (end - start === 1 && text.charCodeAt(start) < 0x80) return 1;
    if (bytes.length < (end - start) * 3) bytes = new Uint8Array((end - start) * 4);
    const length = writeUtf8(text, start, end, bytes);
    let hash = HASH_START;
    for (let at = 0; at < length; at++) hash = addToHash(hash, bytes[at] as number);
    hash = mixHash(hash);
    if (length > SLOT_BYTES) return countAnew(length, hash);
    const slot = hash & (SLOTS - 1);
    const from = slot * SLOT_BYTES;
    let at = lengths[slot] === length ? 0 : length + 1;
    while (at < length && kept[from + at] === bytes[at]) at++;
    if (at !== length) {
      lengths[slot] = length;
      for (let i = 0; i < length; i++) kept[from + i] = bytes[i] as number;
      counts[slot] = countAnew(length, hash);
    }
    return counts[slot] as number;
  };
  return { prepare: form === undefined ? text => text : text => text.normalize(form), split, count };
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
