import type { SyntaxNode } from '../../syntax.ts';
import { accept, advance, expect } from './lexer.ts';
import { expression } from './lists.ts';
import { aliased } from './names.ts';
import { as, node } from './node.ts';
import { attempt, type Parser } from './state.ts';
import { Level, Token } from './tokens.ts';

export function withStatement(parser: Parser, start: number): SyntaxNode {
  advance(parser);
  const from = parser.start;
  // `with (a as b, c):` has its brackets around the items, `with (a, b).c:` in one.
  const isOpen = parser.kind === Token.openParenthesis;
  const items = (isOpen && attempt(parser, bracketedItems)) || openItems(parser);
  const clause = node('with_clause', from, parser.last, items);
  const body = as('body', parser.suite(parser));
  return node('with_statement', start, body.end, [clause, body]);
}

function openItems(parser: Parser): SyntaxNode[] {
  const items = [item(parser)];
  while (accept(parser, Token.comma)) items.push(item(parser));
  return items;
}

function bracketedItems(parser: Parser): SyntaxNode[] | null {
  const items: SyntaxNode[] = [];
  advance(parser);
  while (parser.kind !== Token.closeParenthesis) {
    items.push(item(parser));
    if (!accept(parser, Token.comma)) break;
  }
  expect(parser, Token.closeParenthesis);
  return parser.kind === Token.colon && items.length > 0 ? items : null;
}

function item(parser: Parser): SyntaxNode {
  const { start } = parser;
  const value = expression(parser);
  const whole = accept(parser, Token.as) ? aliased(parser, value, parser.operation(parser, Level.pipe)) : value;
  return node('with_item', start, parser.last, [as('value', whole)]);
}
