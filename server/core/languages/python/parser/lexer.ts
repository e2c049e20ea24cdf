import { endOfLine, startLine } from './lines.ts';
import { closesBeforeCode, closesOnLine, isBroken } from './recover.ts';
import { miss, type Parser } from './state.ts';
import { Class, CLASSES, hashed, kindOfWord, SINGLE, Token } from './tokens.ts';

/** Takes the token and reads the next. */
export function advance(parser: Parser): void {
  parser.last = parser.end;
  if ((parser.kind === Token.newline || parser.kind === Token.dedent) && startLine(parser)) return;
  read(parser);
}

/** Takes a token that must be there. */
export function expect(parser: Parser, kind: Token): void {
  if (parser.kind === kind) advance(parser);
  else miss(parser);
}

/** Whether a token is next. The compiler does not see that taking one changes which that is. */
export const isNext = (parser: Parser, kind: Token): boolean => parser.kind === kind;

/** Takes a token if it is there. */
export function accept(parser: Parser, kind: Token): boolean {
  if (parser.kind !== kind) return false;
  advance(parser);
  return true;
}

export function read(parser: Parser): void {
  const { text } = parser;
  for (let at = parser.at; ; at++) {
    if (at >= text.length) return atEnd(parser);
    const code = text.charCodeAt(at);
    switch (code < 128 ? CLASSES[code] : Class.unknown) {
      case Class.space:
        continue;
      case Class.newline:
        if (parser.depth > 0 && !(parser.isTolerant && isBroken(parser, at))) continue;
        return endLine(parser, at);
      case Class.letter:
        return word(parser, at);
      case Class.operator:
        if (parser.depth === 0 && isCloser(code)) {
          miss(parser);
          continue;
        }
        return operator(parser, at, code);
      case Class.dot:
        return dot(parser, at);
      case Class.quote:
        return quote(parser, at, at);
      case Class.digit:
        return number(parser, at);
      case Class.comment:
        at = endOfLine(text, at) - 1;
        parser.comment = at + 1;
        continue;
      case Class.backslash:
        at = continued(parser, at);
        continue;
      default:
        if (wideWord(parser, at)) return;
        miss(parser);
    }
  }
}

const isCloser = (code: number): boolean => code === 41 || code === 93 || code === 125;

/** Last character of a line's end that a backslash takes away. */
function continued(parser: Parser, at: number): number {
  const { text } = parser;
  const next = text.charCodeAt(at + 1);
  if (next === 10) return at + 1;
  if (next === 13 && text.charCodeAt(at + 2) === 10) return at + 2;
  miss(parser);
  return at;
}

function give(parser: Parser, kind: Token, start: number, end: number): void {
  parser.kind = kind;
  parser.start = start;
  parser.end = end;
  parser.at = end;
}

/** The line ends behind its last token, or behind the comment that follows that. */
function endLine(parser: Parser, at: number): void {
  parser.depth = 0;
  const end = parser.comment > parser.last ? parser.comment : parser.last;
  parser.blockEnd = end;
  give(parser, Token.newline, end, end);
  parser.at = at;
}

function atEnd(parser: Parser): void {
  if (parser.depth > 0) miss(parser);
  const { length } = parser.text;
  const isNewLine = parser.kind === Token.newline || parser.kind === Token.dedent || parser.kind === Token.end;
  if (isNewLine) give(parser, Token.end, length, length);
  else endLine(parser, length);
}

function word(parser: Parser, start: number): void {
  const { text } = parser;
  let at = start;
  let hash = 0;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 128) return void wideWord(parser, start);
    const kind = CLASSES[code];
    if (kind !== Class.letter && kind !== Class.digit) {
      if (kind === Class.quote && at - start <= 2) return quote(parser, start, at);
      break;
    }
    hash = hashed(hash, code);
  }
  give(parser, kindOfWord(text, start, at, hash), start, at);
}

const WIDE_WORD = /[_\p{XID_Start}][_\p{XID_Continue}]*/uy;

/** A name with letters beyond ASCII, if it is one. */
function wideWord(parser: Parser, start: number): boolean {
  WIDE_WORD.lastIndex = start;
  if (!WIDE_WORD.test(parser.text)) return false;
  give(parser, Token.name, start, WIDE_WORD.lastIndex);
  return true;
}

const PREFIX = /^(?:[rbuf]?|br|rb|fr|rf)$/i;

function quote(parser: Parser, start: number, at: number): void {
  const { text } = parser;
  if (at > start && !PREFIX.test(text.slice(start, at))) {
    miss(parser);
    return give(parser, Token.name, start, at);
  }
  const code = text.charCodeAt(at);
  const isTriple = text.charCodeAt(at + 1) === code && text.charCodeAt(at + 2) === code;
  const quotes = isTriple ? 3 : 1;
  if (parser.isTolerant && !(isTriple ? closesBeforeCode(parser, at) : closesOnLine(text, at))) {
    parser.at = at + quotes;
    return read(parser);
  }
  parser.quotes = quotes;
  give(parser, Token.string, start, at + parser.quotes);
}

function digits(text: string, at: number): number {
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if ((code < 48 || code > 57) && code !== 95) break;
  }
  return at;
}

const BASED = /0(?:x[\da-f_]+|o[0-7_]+|b[01_]+)/iy;

function number(parser: Parser, start: number): void {
  const { text } = parser;
  let at = digits(text, start);
  if (at === start + 1 && text.charCodeAt(start) === 48) {
    BASED.lastIndex = start;
    if (BASED.test(text)) return endNumber(parser, start, BASED.lastIndex);
  }
  // Python 2 has octal numbers so, Python 3 nothing.
  const isOctal = text.charCodeAt(start) === 48 && at > start + 1 && /[1-9]/.test(text.slice(start, at));
  const whole = at;
  if (text.charCodeAt(at) === 46) at = digits(text, at + 1);
  at = exponent(text, at);
  const suffix = text.charCodeAt(at) | 32;
  if (suffix === 106) at++;
  if (isOctal && at === whole) miss(parser);
  endNumber(parser, start, at);
}

function exponent(text: string, at: number): number {
  if ((text.charCodeAt(at) | 32) !== 101) return at;
  const sign = text.charCodeAt(at + 1);
  const from = sign === 43 || sign === 45 ? at + 2 : at + 1;
  const code = text.charCodeAt(from);
  return code >= 48 && code <= 57 ? digits(text, from) : at;
}

const KEYWORD = /(?:and|else|for|if|in|is|not|or)\b/y;

/** `1if x` is a number and a keyword, `1x` nothing. */
function endNumber(parser: Parser, start: number, end: number): void {
  const next = parser.text.charCodeAt(end);
  if (next >= 128 || CLASSES[next] === Class.letter || CLASSES[next] === Class.digit) {
    KEYWORD.lastIndex = end;
    if (!KEYWORD.test(parser.text)) miss(parser);
  }
  give(parser, Token.number, start, end);
}

function dot(parser: Parser, at: number): void {
  const { text } = parser;
  const next = text.charCodeAt(at + 1);
  if (next >= 48 && next <= 57) return fraction(parser, at);
  if (next === 46 && text.charCodeAt(at + 2) === 46) give(parser, Token.ellipsis, at, at + 3);
  else give(parser, Token.dot, at, at + 1);
}

function fraction(parser: Parser, start: number): void {
  const { text } = parser;
  let at = exponent(text, digits(text, start + 1));
  if ((text.charCodeAt(at) | 32) === 106) at++;
  endNumber(parser, start, at);
}

function operator(parser: Parser, at: number, code: number): void {
  const kind: Token = SINGLE[code] ?? 0;
  if (kind <= Token.closeBrace) return bracket(parser, kind, at);
  if (kind === Token.comma || kind === Token.semicolon || kind === Token.tilde) return give(parser, kind, at, at + 1);
  const next = parser.text.charCodeAt(at + 1);
  if (next === EQUALS) return withEquals(parser, kind, at);
  if (next === code) {
    const double = DOUBLE[kind];
    if (double) {
      const isAugmented = parser.text.charCodeAt(at + 2) === EQUALS;
      return give(parser, isAugmented ? Token.augment : double, at, at + (isAugmented ? 3 : 2));
    }
    if (kind === Token.compare) return shift(parser, at, code);
  }
  if (kind === Token.minus && next === GREATER) return give(parser, Token.arrow, at, at + 2);
  give(parser, kind, at, at + 1);
}

const EQUALS = 61;
const LESS = 60;
const GREATER = 62;

const DOUBLE: Readonly<Partial<Record<Token, Token>>> = {
  [Token.star]: Token.doubleStar,
  [Token.slash]: Token.doubleSlash,
};

function shift(parser: Parser, at: number, code: number): void {
  if (parser.text.charCodeAt(at + 2) === EQUALS) return give(parser, Token.augment, at, at + 3);
  give(parser, code === LESS ? Token.shiftLeft : Token.shiftRight, at, at + 2);
}

function withEquals(parser: Parser, kind: Token, at: number): void {
  const isCompared = kind === Token.compare || kind === Token.assign || kind === Token.exclamation;
  const both = isCompared ? Token.compare : kind === Token.colon ? Token.walrus : Token.augment;
  give(parser, both, at, at + 2);
}

function bracket(parser: Parser, kind: Token, at: number): void {
  if (kind === Token.openParenthesis || kind === Token.openBracket || kind === Token.openBrace) parser.depth++;
  else parser.depth--;
  give(parser, kind, at, at + 1);
}
