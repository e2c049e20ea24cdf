import type { Begin } from '../../language.ts';
import type { Parsed, SyntaxNode } from '../../syntax.ts';
import { COMPOUND } from './compound.ts';
import { operation, value } from './expressions.ts';
import { advance, expect, isNext } from './lexer.ts';
import { matchStatement } from './match.ts';
import { node } from './node.ts';
import { simpleStatements } from './simple.ts';
import { GIVEN_UP, noteMistake, type Parser, UNKNOWN } from './state.ts';
import { Token } from './tokens.ts';

/**
 * Syntax of a Python 3 module, as the grammar gives it as far as it is read here. Null where the text is not Python, or
 * is not known to be.
 */
export function parsePython(text: string, _extension = 'py', begin?: Begin): Parsed | null {
  if (hasStrayReturn(text)) return null;
  const parser = createParser(text);
  try {
    advance(parser);
    const all: SyntaxNode[] = [];
    const take = begin?.();
    while (parser.kind !== Token.end) {
      statement(parser, all);
      if (take) all.splice(0).forEach(take);
    }
    return { root: node('module', 0, text.length, all), broken: parser.mistakes > 0 };
  } catch (error) {
    if (error !== GIVEN_UP && error !== UNKNOWN) throw error;
    return null;
  }
}

/** A statement is read as Python has it; one that is none is read once more for what can be found in it. */
function statement(parser: Parser, into: SyntaxNode[]): void {
  const { at, kind, start, end, last, comment, column, width, mistakes, nesting, isTolerant } = parser;
  const blocks = parser.indents.length;
  const count = into.length;
  parser.isTolerant = false;
  try {
    strictly(parser, into);
  } catch (error) {
    if (error !== UNKNOWN) throw error;
    Object.assign(parser, { at, kind, start, end, last, comment, column, width, mistakes, nesting, depth: 0 });
    parser.indents.length = blocks;
    into.length = count;
    noteMistake(parser);
    parser.isTolerant = true;
    parser.head = kind;
    parser.tried = -1;
    tolerantly(parser, into);
  }
  parser.isTolerant = isTolerant;
}

function strictly(parser: Parser, into: SyntaxNode[]): void {
  const read = COMPOUND[parser.kind];
  const found = read ? read(parser) : parser.kind === Token.name ? matchStatement(parser) : null;
  if (found) into.push(found);
  else simpleStatements(parser, into);
}

function tolerantly(parser: Parser, into: SyntaxNode[]): void {
  const { start } = parser;
  if (parser.kind === Token.indent) indented(parser, into);
  else if (STRAYS.has(parser.kind)) stray(parser, into);
  else strictly(parser, into);
  if (parser.start === start && parser.kind !== Token.end) advance(parser);
}

/** Lines further in than those before, with nothing to open a block. */
function indented(parser: Parser, into: SyntaxNode[]): void {
  advance(parser);
  while (!isBlockEnd(parser.kind)) statement(parser, into);
  if (parser.kind === Token.dedent) advance(parser);
}

const isBlockEnd = (kind: Token): boolean => kind === Token.dedent || kind === Token.end;

/** Parts of a statement whose begin is missing. */
const STRAYS: ReadonlySet<Token> = new Set([Token.elif, Token.else, Token.except, Token.finally]);

function stray(parser: Parser, into: SyntaxNode[]): void {
  const { start } = parser;
  advance(parser);
  const parts: SyntaxNode[] = [];
  if (parser.kind !== Token.colon && parser.kind !== Token.newline) parts.push(parser.value(parser));
  parts.push(suite(parser));
  into.push(node('ERROR', start, parser.last, parts));
}

function suite(parser: Parser): SyntaxNode {
  const all: SyntaxNode[] = [];
  while (parser.isTolerant && !HEADER_ENDS.has(parser.kind)) {
    const { start } = parser;
    all.push(parser.value(parser));
    if (parser.start === start) advance(parser);
  }
  expect(parser, Token.colon);
  const { start: line } = parser;
  if (parser.kind !== Token.newline) {
    simpleStatements(parser, all);
    return node('block', line, parser.last, all);
  }
  advance(parser);
  if (!isNext(parser, Token.indent)) {
    noteMistake(parser);
    return node('block', line, line, all);
  }
  advance(parser);
  const { start } = parser;
  while (!isBlockEnd(parser.kind)) statement(parser, all);
  const end = parser.blockEnd;
  advance(parser);
  return node('block', start, end, all);
}

const HEADER_ENDS: ReadonlySet<Token> = new Set([Token.colon, Token.newline, Token.indent, Token.dedent, Token.end]);

const BYTE_ORDER_MARK = 0xfeff;

const createParser = (text: string): Parser => ({
  text,
  at: text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0,
  kind: Token.newline,
  start: 0,
  end: 0,
  last: 0,
  depth: 0,
  nesting: 0,
  comment: 0,
  quotes: 0,
  indents: [0, 0],
  column: 0,
  width: 0,
  blockEnd: 0,
  comments: [],
  taken: 0,
  mistakes: 0,
  isTolerant: false,
  head: Token.end,
  tried: -1,
  value,
  operation,
  suite,
});

/** Python ends a line there, the grammar and editors do not. */
function hasStrayReturn(text: string): boolean {
  for (let at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1))
    if (text.charCodeAt(at + 1) !== 10) return true;
  return false;
}
