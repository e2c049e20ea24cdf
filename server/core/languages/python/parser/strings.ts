import type { SyntaxNode } from '../../syntax.ts';
import { accept, advance, expect, read } from './lexer.ts';
import { listOf, yielded } from './lists.ts';
import { as, leaf, node } from './node.ts';
import { attempt, enter, miss, type Parser } from './state.ts';
import { Token } from './tokens.ts';

const NEWLINE = 10;
const RETURN = 13;
const BACKSLASH = 92;
const OPEN = 123;
const CLOSE = 125;
const CAPITAL_N = 78;

/** Strings one after the other, which are one. */
export function strings(parser: Parser): SyntaxNode {
  const first = string(parser);
  if (parser.kind !== Token.string) return first;
  const all = [first];
  while (parser.kind === Token.string) all.push(string(parser));
  return node('concatenated_string', first.start, parser.last, all);
}

function string(parser: Parser): SyntaxNode {
  const { text, start, end: body, quotes } = parser;
  const parts = [leaf('string_start', start, body)];
  const prefix = body - start > quotes ? text.slice(start, body - quotes).toLowerCase() : '';
  const end = prefix.includes('f') ? format(parser, parts, prefix.includes('r')) : plain(parser);
  if (parts.length === 1 && end > body) parts.push(leaf('string_content', body, end));
  parser.at = parser.end = end + parser.quotes;
  advance(parser);
  return node('string', start, parser.last, parts);
}

/** Where the text ends, before the quotes. */
function plain(parser: Parser): number {
  const { text, end: from, quotes } = parser;
  const quote = text.charCodeAt(from - 1);
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote && closes(text, at, quote, quotes)) return at;
    if (code === BACKSLASH) at = escaped(text, at);
    else if (code === NEWLINE && quotes === 1) return unclosed(parser, at);
  }
  return unclosed(parser, text.length);
}

/** A string that ends with its line. */
function unclosed(parser: Parser, end: number): number {
  miss(parser);
  parser.quotes = 0;
  return end;
}

const closes = (text: string, at: number, quote: number, quotes: number): boolean =>
  quotes === 1 || (text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote);

/** Last character of what a backslash begins, as far as it hides the end of the text. */
const escaped = (text: string, at: number): number =>
  text.charCodeAt(at + 1) === RETURN && text.charCodeAt(at + 2) === NEWLINE ? at + 2 : at + 1;

/** The same for an f-string; its parts, if it has any but text, are added to `parts`. */
function format(parser: Parser, parts: SyntaxNode[], isRaw: boolean): number {
  const { text, end: body, quotes } = parser;
  const quote = text.charCodeAt(body - 1);
  let from = body;
  for (let at = body; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote && closes(text, at, quote, quotes)) {
      parser.quotes = quotes;
      if (parts.length > 1 && at > from) parts.push(leaf('string_content', from, at));
      return at;
    }
    if (code === BACKSLASH) at = escapedInFormat(text, at, isRaw);
    else if (code === NEWLINE && quotes === 1) return unclosedFormat(parser, parts, from, at);
    else if (code === OPEN || code === CLOSE) {
      if (text.charCodeAt(at + 1) === code) at++;
      else {
        const part = code === OPEN ? interpolated(parser, at, quote, quotes) : null;
        if (!part) {
          miss(parser);
          continue;
        }
        if (at > from) parts.push(leaf('string_content', from, at));
        parts.push(part);
        from = part.end;
        at = from - 1;
      }
    }
  }
  return unclosedFormat(parser, parts, from, text.length);
}

function unclosedFormat(parser: Parser, parts: SyntaxNode[], from: number, end: number): number {
  if (parts.length > 1 && end > from) parts.push(leaf('string_content', from, end));
  return unclosed(parser, end);
}

/** A brace that opens nothing is text, where that is tolerated. */
function interpolated(parser: Parser, at: number, quote: number, quotes: number): SyntaxNode | null {
  if (!parser.isTolerant) return interpolation(parser, at, quote, quotes);
  const found = attempt(parser, () => interpolation(parser, at, quote, quotes));
  parser.quotes = quotes;
  return found;
}

/** A backslash hides no brace, but that of `\N{DASH}`. */
function escapedInFormat(text: string, at: number, isRaw: boolean): number {
  const next = text.charCodeAt(at + 1);
  if (next === OPEN || next === CLOSE) return at;
  if (isRaw || next !== CAPITAL_N || text.charCodeAt(at + 2) !== OPEN) return escaped(text, at);
  const end = text.indexOf('}', at);
  return end < 0 ? at : end;
}

/** `{value=!r:>{width}}`. Ends with the closing brace as the token, and nothing read behind it. */
function interpolation(parser: Parser, start: number, quote: number, quotes: number): SyntaxNode {
  enter(parser);
  parser.at = parser.end = start + 1;
  parser.depth++;
  read(parser);
  const value = parser.kind === Token.yield ? yielded(parser) : listOf(parser, parser.value);
  accept(parser, Token.assign);
  if (accept(parser, Token.exclamation)) expect(parser, Token.name);
  // `{x:=5}` is no assignment here, but a format that begins with `=`.
  if (parser.kind === Token.colon || parser.kind === Token.walrus) {
    parser.end = skipFormat(parser, parser.start + 1, quote, quotes);
    parser.depth--;
  } else if (parser.kind !== Token.closeBrace) miss(parser);
  parser.nesting--;
  return node('interpolation', start, parser.end, [as('expression', value)]);
}

/** How a value is written says nothing of it. */
function skipFormat(parser: Parser, from: number, quote: number, quotes: number): number {
  const { text } = parser;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === CLOSE) return at + 1;
    if (code === NEWLINE || (code === quote && closes(text, at, quote, quotes))) miss(parser);
    if (code === OPEN) at = interpolation(parser, at, quote, quotes).end - 1;
  }
  miss(parser);
  return text.length;
}
