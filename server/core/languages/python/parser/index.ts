import type { Parsed, SyntaxNode } from '../../syntax.ts';
import { COMPOUND } from './compound.ts';
import { operation, value } from './expressions.ts';
import { advance, expect, isNext } from './lexer.ts';
import { matchStatement } from './match.ts';
import { node } from './node.ts';
import { simpleStatements } from './simple.ts';
import { GIVEN_UP, type Parser } from './state.ts';
import { Token } from './tokens.ts';

/**
 * Syntax of a Python 3 module, as the grammar gives it as far as it is read here. Null where the text is not Python, or
 * is not known to be.
 */
export function parsePython(text: string): Parsed | null {
  if (hasStrayReturn(text)) return null;
  const parser = createParser(text);
  try {
    advance(parser);
    const all: SyntaxNode[] = [];
    while (parser.kind !== Token.end) statement(parser, all);
    return { root: node('module', 0, text.length, all), broken: false };
  } catch (error) {
    if (error !== GIVEN_UP) throw error;
    return null;
  }
}

function statement(parser: Parser, into: SyntaxNode[]): void {
  const read = COMPOUND[parser.kind];
  const found = read ? read(parser) : parser.kind === Token.name ? matchStatement(parser) : null;
  if (found) into.push(found);
  else simpleStatements(parser, into);
}

function suite(parser: Parser): SyntaxNode {
  const all: SyntaxNode[] = [];
  expect(parser, Token.colon);
  if (parser.kind !== Token.newline) {
    const { start } = parser;
    simpleStatements(parser, all);
    return node('block', start, parser.last, all);
  }
  advance(parser);
  expect(parser, Token.indent);
  const { start } = parser;
  while (!isNext(parser, Token.dedent)) statement(parser, all);
  const end = parser.blockEnd;
  advance(parser);
  return node('block', start, end, all);
}

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
  indents: [],
  column: 0,
  width: 0,
  blockEnd: 0,
  comments: [],
  taken: 0,
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
