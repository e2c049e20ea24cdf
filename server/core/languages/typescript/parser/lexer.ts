import { fail, GIVEN_UP, miss, NAME, NO_WORD, type Parser } from './state.ts';
import { wordAt } from './words.ts';

/** 1: may begin a name; 2: may only stand inside. */
const NAME_CHARS = new Uint8Array(128);
for (let c = 0; c < 128; c++) {
  const char = String.fromCharCode(c);
  NAME_CHARS[c] = /[\w$]/.test(char) ? (/\d/.test(char) ? 2 : 1) : 0;
}
const WIDE_NAME = /[\p{ID_Continue}\u200c\u200d]/u;
const WIDE_BLANK = /[\u00a0\ufeff\u2028\u2029\u200b\u2060\p{Zs}]/u;

export const isNameChar = (c: number): boolean => (c < 128 ? NAME_CHARS[c] !== 0 : true);

/** Moves on to the token behind this one. */
export function next(p: Parser): void {
  p.last = p.end;
  p.newline = false;
  scan(p, skip(p, p.end));
}

/** The first place from `at` on that holds more than blanks and comments. */
export function skip(p: Parser, from: number): number {
  const { text } = p;
  let at = from;
  for (;;) {
    const c = at < text.length ? text.charCodeAt(at) : -1;
    if (c === 32 || c === 9) at++;
    else if (c === 10 || c === 13) {
      p.newline = true;
      at++;
    } else if (c === 47) {
      const behind = skipComment(p, at);
      if (behind === at) return at;
      at = behind;
    } else if (c === 11 || c === 12) at++;
    else if (c > 127 && WIDE_BLANK.test(text.charAt(at))) {
      if (c === 0x2028 || c === 0x2029) p.newline = true;
      at++;
    } else return at;
  }
}

/** Behind the comment at `at`; `at` itself where there is none. */
export function skipComment(p: Parser, at: number): number {
  const { text } = p;
  const c = text.charCodeAt(at + 1);
  if (c === 47) {
    const end = text.indexOf('\n', at + 2);
    return end < 0 ? text.length : text.charCodeAt(end - 1) === 13 ? end - 1 : end;
  }
  if (c !== 42) return at;
  const end = text.indexOf('*/', at + 2);
  if (end < 0) return at;
  if (!p.newline) {
    const line = text.indexOf('\n', at);
    if (line >= 0 && line < end) p.newline = true;
  }
  return end + 2;
}

function set(p: Parser, token: string, start: number, end: number, precedence: number): void {
  p.token = token;
  p.start = start;
  p.end = end;
  p.word = NO_WORD;
  p.precedence = precedence;
}

/** Reads the token that begins at `at`. */
// eslint-disable-next-line max-lines-per-function -- one table: a row for each character that begins a token
function scan(p: Parser, at: number): void {
  const { text } = p;
  const c = at < text.length ? text.charCodeAt(at) : -1;
  if (c > 127 || (c > 0 && NAME_CHARS[c] === 1) || c === 92) return readName(p, at);
  const d = text.charCodeAt(at + 1);
  switch (c) {
    case -1:
      return set(p, 'end', at, at, 0);
    case 40:
      return set(p, '(', at, at + 1, 0);
    case 41:
      return set(p, ')', at, at + 1, 0);
    case 44:
      return set(p, ',', at, at + 1, 0);
    case 59:
      return set(p, ';', at, at + 1, 0);
    case 58:
      return set(p, ':', at, at + 1, 0);
    case 91:
      return set(p, '[', at, at + 1, 0);
    case 93:
      return set(p, ']', at, at + 1, 0);
    case 123:
      return set(p, '{', at, at + 1, 0);
    case 125:
      return set(p, '}', at, at + 1, 0);
    case 126:
      return set(p, '~', at, at + 1, 0);
    case 64:
      return set(p, '@', at, at + 1, 0);
    case 96:
      return set(p, '`', at, at + 1, 0);
    case 34:
    case 39:
      return set(p, '""', at, stringEnd(p, at, c), 0);
    case 46:
      if (d >= 48 && d <= 57) return set(p, '0', at, numberEnd(text, at), 0);
      if (d === 46 && text.charCodeAt(at + 2) === 46) return set(p, '...', at, at + 3, 0);
      return set(p, '.', at, at + 1, 0);
    case 61:
      if (d === 62) return set(p, '=>', at, at + 2, 0);
      if (d !== 61) return set(p, '=', at, at + 1, 0);
      return text.charCodeAt(at + 2) === 61 ? set(p, '===', at, at + 3, 6) : set(p, '==', at, at + 2, 6);
    case 33:
      if (d !== 61) return set(p, '!', at, at + 1, 0);
      return text.charCodeAt(at + 2) === 61 ? set(p, '!==', at, at + 3, 6) : set(p, '!=', at, at + 2, 6);
    case 63:
      return question(p, at, d);
    case 38:
      if (d !== 38) return operator(p, '&', at, 5);
      return operator(p, '&&', at, 2);
    case 124:
      if (d !== 124) return operator(p, '|', at, 3);
      return operator(p, '||', at, 1);
    case 94:
      return operator(p, '^', at, 4);
    case 43:
      return d === 43 ? set(p, '++', at, at + 2, 0) : operator(p, '+', at, 9);
    case 45:
      if (d === 45 && text.charCodeAt(at + 2) === 62 && (p.newline || at === 0)) throw GIVEN_UP;
      return d === 45 ? set(p, '--', at, at + 2, 0) : operator(p, '-', at, 9);
    case 42:
      return d === 42 ? operator(p, '**', at, 11) : operator(p, '*', at, 10);
    case 37:
      return operator(p, '%', at, 10);
    case 47:
      return operator(p, '/', at, 10);
    case 60:
      if (d === 33 && text.startsWith('<!--', at)) throw GIVEN_UP;
      if (d === 60) return operator(p, '<<', at, 8);
      return d === 61 ? set(p, '<=', at, at + 2, 7) : set(p, '<', at, at + 1, 7);
    case 62:
      return set(p, '>', at, at + 1, 7);
    case 35:
      return readPrivate(p, at);
    default:
      if (c >= 48 && c <= 57) return set(p, '0', at, numberEnd(text, at), 0);
      return fail();
  }
}

/** The same with `=` behind it is an assignment. */
function operator(p: Parser, token: string, at: number, precedence: number): void {
  const end = at + token.length;
  if (p.text.charCodeAt(end) === 61) set(p, 'operator=', at, end + 1, 0);
  else set(p, token, at, end, precedence);
}

function question(p: Parser, at: number, d: number): void {
  if (d === 63) return operator(p, '??', at, 1);
  const e = p.text.charCodeAt(at + 2);
  if (d === 46 && !(e >= 48 && e <= 57)) return set(p, '?.', at, at + 2, 0);
  return set(p, '?', at, at + 1, 0);
}

/** `>` is read alone, since types close with it: here it is an operator, with what belongs to it. */
export function widen(p: Parser): void {
  const { text, start } = p;
  let end = start + 1;
  while (text.charCodeAt(end) === 62 && end < start + 3) end++;
  if (text.charCodeAt(end) === 61)
    return end === start + 1 ? set(p, '>=', start, end + 1, 7) : set(p, 'operator=', start, end + 1, 0);
  if (end > start + 1) set(p, text.slice(start, end), start, end, 8);
}

function readName(p: Parser, at: number): void {
  const end = nameEnd(p.text, at);
  const word = wordAt(p.text, at, end);
  p.start = at;
  p.end = end;
  p.token = word ? word.text : 'name';
  p.word = word ? word.kind : NAME;
  p.precedence = word ? word.precedence : 0;
}

function nameEnd(text: string, from: number): number {
  let at = from;
  for (;;) {
    const c = at < text.length ? text.charCodeAt(at) : 0;
    if (c < 128 && NAME_CHARS[c] !== 0) at++;
    else if (c === 92) at = escapeEnd(text, at);
    else if (c > 127 && WIDE_NAME.test(String.fromCodePoint(text.codePointAt(at) ?? 0)))
      at += c >= 0xd800 && c < 0xdc00 ? 2 : 1;
    else return at > from ? at : fail();
  }
}

/** `\u0061`, `\u{61}` in a name. */
function escapeEnd(text: string, at: number): number {
  if (text.charCodeAt(at + 1) !== 117) return fail();
  if (text.charCodeAt(at + 2) !== 123) return at + 6;
  const end = text.indexOf('}', at);
  return end < 0 ? fail() : end + 1;
}

function readPrivate(p: Parser, at: number): void {
  set(p, '#name', at, nameEnd(p.text, at + 1), 0);
}

/** An open string ends with its line. */
function stringEnd(p: Parser, from: number, quote: number): number {
  const { text } = p;
  for (let at = from + 1; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === quote) return at + 1;
    if (c === 92) at += text.charCodeAt(at + 1) === 13 && text.charCodeAt(at + 2) === 10 ? 2 : 1;
    else if (c === 10 || c === 13) {
      miss(p);
      return at;
    }
  }
  miss(p);
  return text.length;
}

function numberEnd(text: string, from: number): number {
  let at = from;
  const base = text.charCodeAt(from) === 48 ? text.charCodeAt(from + 1) | 32 : 0;
  const isPlain = base !== 120 && base !== 111 && base !== 98;
  for (let dots = 0; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === 46 && isPlain && dots === 0) dots++;
    else if (isPlain && (c | 32) === 101 && (text.charCodeAt(at + 1) === 43 || text.charCodeAt(at + 1) === 45)) at++;
    else if (c > 127 || NAME_CHARS[c] === 0) return at;
    else if (isPlain && (c | 32) === 101) dots = 1;
  }
  return at;
}

/** The token is a `/` where an expression begins: becomes a `regex`. */
export function rescanRegex(p: Parser): void {
  const { text } = p;
  let inClass = false;
  for (let at = p.start + 1; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === 10 || c === 13) break;
    if (c === 92) at++;
    else if (c === 91) inClass = true;
    else if (c === 93) inClass = false;
    else if (c === 47 && !inClass) {
      let end = at + 1;
      while (end < text.length && isNameChar(text.charCodeAt(end))) end++;
      return set(p, 'regex', p.start, end, 0);
    }
  }
  fail();
}
