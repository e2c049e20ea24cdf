import type { SyntaxNode } from '../../syntax.ts';
import { accept, advance } from './lexer.ts';
import { as, node } from './node.ts';
import type { Parser } from './state.ts';
import { STARTS, Token } from './tokens.ts';

/** A value, or `name := value`. */
export function expression(parser: Parser): SyntaxNode {
  const first = parser.value(parser);
  if (parser.kind !== Token.walrus || first.type !== 'identifier') return first;
  advance(parser);
  const value = parser.value(parser);
  return node('named_expression', first.start, parser.last, [as('name', first), as('value', value)]);
}

/** A value, or `*values`. */
export function starred(parser: Parser): SyntaxNode {
  return parser.kind === Token.star ? splat(parser, 'list_splat') : expression(parser);
}

export function splat(parser: Parser, type: string): SyntaxNode {
  const { start } = parser;
  advance(parser);
  const value = parser.value(parser);
  return node(type, start, parser.last, [value]);
}

/** `a`, or `a, *b` as one list. */
export const expressions = (parser: Parser): SyntaxNode => listOf(parser, expression);

export function listOf(parser: Parser, one: (parser: Parser) => SyntaxNode): SyntaxNode {
  const first = parser.kind === Token.star ? splat(parser, 'list_splat') : one(parser);
  if (parser.kind !== Token.comma) return first;
  const all = [first];
  while (accept(parser, Token.comma) && STARTS[parser.kind] === 1) all.push(starred(parser));
  return node('expression_list', first.start, parser.last, all);
}

export function yielded(parser: Parser): SyntaxNode {
  const { start } = parser;
  advance(parser);
  if (accept(parser, Token.from)) {
    const value = parser.value(parser);
    return node('yield', start, parser.last, [value]);
  }
  const values = STARTS[parser.kind] === 1 ? [expressions(parser)] : [];
  return node('yield', start, parser.last, values);
}

/** Whether another element follows in a list in brackets: takes the comma before it, or what stands in its place. */
export function hasMore(parser: Parser, close: Token): boolean {
  if (accept(parser, Token.comma)) return parser.kind !== close;
  if (!parser.isTolerant) return false;
  while (parser.kind !== close && !ENDS.has(parser.kind)) {
    if (STARTS[parser.kind] === 1 && parser.start > parser.tried) {
      parser.tried = parser.start;
      return true;
    }
    advance(parser);
  }
  return false;
}

/** What goes on behind a list that is not closed. */
const ENDS: ReadonlySet<Token> = new Set([
  Token.end,
  Token.newline,
  Token.indent,
  Token.dedent,
  Token.closeParenthesis,
  Token.closeBracket,
  Token.closeBrace,
]);
