import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';

/** The world's answer, or why there is none: a failure here is never a crash and never an empty file. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; why: string };

/** Larger sources are generated or data; parsing them would hold up all others. */
export const MAX_SOURCE_BYTES = 2 * 1024 * 1024;

/** A notebook carries its outputs, images among them. */
export const MAX_CONTAINER_BYTES = 32 * 1024 * 1024;

/** A line longer than this was written by a machine. */
const MAX_LINE = 200_000;

/** A file's bytes, if they are a text of a sensible size. */
export function readBytes(path: string, maxBytes: number): Outcome<Buffer> {
  try {
    const stat = statSync(path);
    if (!stat.isFile()) return { ok: false, why: 'not a regular file' };
    if (stat.size > maxBytes) return { ok: false, why: tooLarge(maxBytes) };
    return textBytes(readFileSync(path));
  } catch (error) {
    return { ok: false, why: reasonOf(error) };
  }
}

export const tooLarge = (maxBytes: number): string => `larger than ${Math.round(maxBytes / 1024 / 1024)} MB`;

/** The first bytes of a file; undefined where there is none. */
export function readHead(path: string, length: number): Buffer | undefined {
  try {
    if (!statSync(path).isFile()) return undefined;
    const file = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(length);
      return bytes.subarray(0, readSync(file, bytes, 0, length, 0));
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined; // gone, or not ours to read: its size is not known
  }
}

/** Bytes, if they are a text. */
export const textBytes = (bytes: Buffer): Outcome<Buffer> =>
  isBinary(bytes) ? { ok: false, why: 'binary' } : { ok: true, value: bytes };

/** UTF-16 has zero bytes too, but says so in its first two. */
const isBinary = (bytes: Buffer): boolean => bytes.subarray(0, 8192).includes(0) && utf16Of(bytes) === null;

function utf16Of(bytes: Buffer): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
}

/** Bytes as text: a byte order mark is taken off, what is no UTF-8 is read as Latin-1 rather than lost. */
export function decode(bytes: Buffer): string {
  const utf16 = utf16Of(bytes);
  if (utf16) return new TextDecoder(utf16).decode(bytes);
  const text = bytes.toString('utf8');
  if (text.includes('\ufffd') && !isUtf8(bytes)) return bytes.toString('latin1');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false; // the answer to the question, nothing is lost
  }
}

/** JavaScript of more characters a line than people write, and enough of it to be sure. */
const MINIFIED_MIN = 20_000;
const MINIFIED_LINE = 400;

/** Names are gone from it, and with them what a call is: a bundle's library is found where the bundle is made. */
function isMinified(file: string, text: string): boolean {
  if (!/\.[cm]?js$/.test(file) || text.length < MINIFIED_MIN) return false;
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return text.length / lines > MINIFIED_LINE;
}

/** Why a source is not worth parsing; undefined if it is. */
export function unreadable(file: string, text: string): string | undefined {
  if (isMinified(file, text)) return 'minified';
  let from = 0;
  while (text.length - from > MAX_LINE) {
    const end = text.indexOf('\n', from);
    if (end < 0 || end - from > MAX_LINE) return `a line of over ${MAX_LINE.toLocaleString('en')} characters`;
    from = end + 1;
  }
  return undefined;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'gone while reading',
  EACCES: 'no permission to read it',
  EPERM: 'no permission to read it',
  ELOOP: 'a symbolic link to itself',
  EISDIR: 'a folder',
};

export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? (error instanceof Error ? error.message : String(error));
}
