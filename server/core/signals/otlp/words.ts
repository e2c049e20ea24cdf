/**
 * Bytes to text. The same words come thousands of times in a payload (keys, models, paths): each becomes one string, however often it
 * comes. Core has no `TextDecoder`, which takes longer for short texts anyhow.
 */

/** Words met so far, by a hash of their bytes. One that comes later takes its slot. */
export type Words = (string | undefined)[];

const SLOTS = 4096;
/** Longer ones are seldom met twice. */
const MAX_WORD = 96;

export const openWords = (): Words => Array.from<string | undefined>({ length: SLOTS });

export function readWord(words: Words, bytes: Uint8Array, from: number, to: number): string {
  if (to - from > MAX_WORD) return readText(bytes, from, to);
  let hash = to - from;
  for (let at = from; at < to; at++) hash = (Math.imul(hash, 31) + (bytes[at] ?? 0)) | 0;
  const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
  const known = words[slot];
  if (known !== undefined && isAscii(known, bytes, from, to)) return known;
  const word = readText(bytes, from, to);
  words[slot] = word;
  return word;
}

/** A word that is not plain ASCII is never the same: it is read anew. */
function isAscii(word: string, bytes: Uint8Array, from: number, to: number): boolean {
  if (word.length !== to - from) return false;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? 0;
    if (byte >= 0x80 || word.charCodeAt(at - from) !== byte) return false;
  }
  return true;
}

/** As many as go into one call without filling the stack. */
const STRETCH = 4096;

/** UTF-8 as browsers read it: what is none becomes U+FFFD. */
export function readText(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let at = from; at < to;) {
    const end = endOfAscii(bytes, at, Math.min(to, at + STRETCH));
    if (end > at) text += Reflect.apply(String.fromCharCode, null, bytes.subarray(at, end));
    at = end;
    if (at >= to || (bytes[at] ?? 0) < 0x80) continue;
    const { code, length } = readCharacter(bytes, at, to);
    text += String.fromCodePoint(code);
    at += length;
  }
  return text;
}

function endOfAscii(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && (bytes[at] ?? 0) < 0x80) at++;
  return at;
}

/** A character of several bytes. Of a broken one as many bytes are taken as could have begun one. */
function readCharacter(bytes: Uint8Array, at: number, to: number): { code: number; length: number } {
  const first = bytes[at] ?? 0;
  const needed =
    first >= 0xf0 && first <= 0xf4 ? 3 : first >= 0xe0 && first < 0xf0 ? 2 : first >= 0xc2 && first < 0xe0 ? 1 : 0;
  let code = first & (0x3f >> needed);
  for (let next = 1; next <= needed; next++) {
    const byte = at + next < to ? (bytes[at + next] ?? 0) : 0;
    if (byte < lowest(first, next) || byte > highest(first, next)) return { code: 0xfffd, length: next };
    code = (code << 6) | (byte & 0x3f);
  }
  return needed === 0 ? { code: 0xfffd, length: 1 } : { code, length: needed + 1 };
}

/** The second byte's range keeps out overlong forms, surrogates and what is beyond U+10FFFF. */
const lowest = (first: number, next: number): number =>
  next > 1 ? 0x80 : first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
const highest = (first: number, next: number): number =>
  next > 1 ? 0xbf : first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
