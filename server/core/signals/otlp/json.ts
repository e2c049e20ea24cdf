import { MAX_TEXT_BYTES } from './content.ts';
import { Fault } from './wire.ts';

/** The values of OTLP/JSON. A field that is null or not there has its default; one of a wrong type is a fault that names it. */

export type Json = Readonly<Record<string, unknown>>;

/**
 * Brackets and commas. As many are in 25 MiB of telemetry, several times the largest batch of a collector; two million names that are all
 * different take the parser seconds.
 */
const MAX_MARKS = 2_000_000;

/** What nests deeper is no telemetry. The parser would go on until memory is full. */
const MAX_DEPTH = 100;

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
/** `[`, `]`, `{` and `}` differ from these in one bit. */
const OPEN = 0x5b;
const CLOSE = 0x5d;
const BRACE_BIT = 0x20;

/** The text as a value, once it is seen that it holds no more than is bearable. */
export function parseJson(text: string): Json {
  checkSize(text);
  try {
    return toRecord(JSON.parse(text), 'the whole');
  } catch (error) {
    throw error instanceof Fault ? error : new Fault('it is no valid JSON');
  }
}

function checkSize(text: string): void {
  let marks = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfText(text, at);
    else if (code === COMMA) marks++;
    else if ((code & ~BRACE_BIT) === (CLOSE & ~BRACE_BIT)) depth--;
    else if ((code & ~BRACE_BIT) === (OPEN & ~BRACE_BIT)) {
      marks++;
      if (++depth > MAX_DEPTH) throw new Fault('it is nested too deep');
    }
    if (marks > MAX_MARKS) throw new Fault(`it holds more than ${MAX_MARKS} entries`);
  }
}

function endOfText(text: string, from: number): number {
  for (let at = from + 1; ; at++) {
    at = text.indexOf('"', at);
    if (at === -1) return text.length;
    let escapes = 0;
    while (text.charCodeAt(at - 1 - escapes) === BACKSLASH) escapes++;
    if (escapes % 2 === 0) return at;
  }
}

export function toRecord(value: unknown, what: string): Json {
  if (value === undefined || value === null) return {};
  if (!isRecord(value)) throw new Fault(`${what} is no object`);
  return value;
}

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function toList(value: unknown, what: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new Fault(`${what} is no list`);
  return value;
}

export function toText(value: unknown, what: string): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') throw new Fault(`${what} is no text`);
  return value;
}

/** A name, a version, a unit: a text that is too long is none, and is left empty. */
export function toShort(value: unknown, what: string): string {
  const text = toText(value, what);
  return utf8Bytes(text) > MAX_TEXT_BYTES ? '' : text;
}

/** Counted only where it matters: no text has more bytes than three for each of its units. */
export function utf8Bytes(text: string): number {
  if (text.length * 3 <= MAX_TEXT_BYTES || text.length > MAX_TEXT_BYTES) return text.length;
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

export function toBoolean(value: unknown, what: string): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value !== 'boolean') throw new Fault(`${what} is no boolean`);
  return value;
}

const WORDS: Readonly<Record<string, number>> = { NaN: Number.NaN, Infinity, '-Infinity': -Infinity };

/** Whole numbers come as text where they may be large, and some exporters write them as numbers all the same. */
export function toNumber(value: unknown, what: string): number {
  if (value === undefined || value === null) return 0;
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !(Object.hasOwn(WORDS, value) || /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(value)))
    throw new Fault(`${what} is no number`);
  return WORDS[value] ?? Number(value);
}

/** Null where it is not said. */
export const toNumberOrNull = (value: unknown, what: string): number | null =>
  value === undefined || value === null ? null : toNumber(value, what);

/** By number or, as some write it, by name. A name of a later version is as good as none. */
export function toEnum(value: unknown, names: readonly string[], what: string): number {
  if (typeof value !== 'string' || /^-?\d+$/.test(value)) return toNumber(value, what);
  return Math.max(0, names.indexOf(value));
}

/** Hex as OTLP wants it. Empty where it is none, or nothing but zeros. */
export function toId(value: unknown, bytes: number, what: string): string {
  const id = toText(value, what).toLowerCase();
  return id.length === 2 * bytes && /^[\da-f]+$/.test(id) && !/^0+$/.test(id) ? id : '';
}
