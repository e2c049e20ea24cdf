import type { SyntaxNode } from '../../syntax.ts';
import { accept, advance, expect, isNext } from './lexer.ts';
import { expression, hasMore, splat, starred, yielded } from './lists.ts';
import { as, node } from './node.ts';
import { miss, type Parser } from './state.ts';
import { targetList } from './targets.ts';
import { Level, Token } from './tokens.ts';

/** `(a)`, `(a, b)`, `()`, `(yield a)` or `(a for a in b)`. */
export function parenthesized(parser: Parser): SyntaxNode {
  const { start } = parser;
  advance(parser);
  if (isNext(parser, Token.closeParenthesis)) return closed(parser, 'tuple', start, []);
  const first = parser.kind === Token.yield ? yielded(parser) : starred(parser);
  const isSingle = isNext(parser, Token.closeParenthesis) && first.type !== 'list_splat';
  if (isSingle) return closed(parser, 'parenthesized_expression', start, [first]);
  if (isComprehension(parser)) return comprehension(parser, 'generator_expression', start, first);
  return closed(parser, 'tuple', start, elements(parser, first, Token.closeParenthesis));
}

export function list(parser: Parser): SyntaxNode {
  const { start } = parser;
  advance(parser);
  if (parser.kind === Token.closeBracket) return closed(parser, 'list', start, []);
  const first = starred(parser);
  if (isComprehension(parser)) return comprehension(parser, 'list_comprehension', start, first);
  return closed(parser, 'list', start, elements(parser, first, Token.closeBracket));
}

/** A set or a dictionary. */
export function braced(parser: Parser): SyntaxNode {
  const { start } = parser;
  advance(parser);
  if (parser.kind === Token.closeBrace) return closed(parser, 'dictionary', start, []);
  if (parser.kind === Token.doubleStar) return dictionary(parser, start, splat(parser, 'dictionary_splat'));
  const first = starred(parser);
  if (parser.kind === Token.colon) {
    const entry = pair(parser, first);
    if (isComprehension(parser)) return comprehension(parser, 'dictionary_comprehension', start, entry);
    return dictionary(parser, start, entry);
  }
  if (isComprehension(parser)) return comprehension(parser, 'set_comprehension', start, first);
  return closed(parser, 'set', start, elements(parser, first, Token.closeBrace));
}

function dictionary(parser: Parser, start: number, first: SyntaxNode): SyntaxNode {
  const entries = [first];
  while (hasMore(parser, Token.closeBrace))
    entries.push(
      parser.kind === Token.doubleStar ? splat(parser, 'dictionary_splat') : pair(parser, expression(parser)),
    );
  return closed(parser, 'dictionary', start, entries);
}

function pair(parser: Parser, key: SyntaxNode): SyntaxNode {
  expect(parser, Token.colon);
  const value = expression(parser);
  return node('pair', key.start, parser.last, [as('key', key), as('value', value)]);
}

/** Elements up to the closing bracket, behind the first. */
function elements(parser: Parser, first: SyntaxNode, close: Token): SyntaxNode[] {
  const all = [first];
  while (hasMore(parser, close)) all.push(starred(parser));
  return all;
}

const CLOSERS: Readonly<Record<string, Token>> = {
  tuple: Token.closeParenthesis,
  parenthesized_expression: Token.closeParenthesis,
  generator_expression: Token.closeParenthesis,
  argument_list: Token.closeParenthesis,
  list: Token.closeBracket,
  list_comprehension: Token.closeBracket,
  subscript: Token.closeBracket,
};

function closed(parser: Parser, type: string, start: number, children: SyntaxNode[]): SyntaxNode {
  expect(parser, CLOSERS[type] ?? Token.closeBrace);
  return node(type, start, parser.last, children);
}

/* ---- comprehensions -------------------------------------------------------------------------------------------- */

const isComprehension = (parser: Parser): boolean => parser.kind === Token.for || parser.kind === Token.async;

function comprehension(parser: Parser, type: string, start: number, body: SyntaxNode): SyntaxNode {
  const parts = [as('body', body)];
  for (;;) {
    if (isComprehension(parser)) parts.push(forClause(parser));
    else if (parser.kind === Token.if) parts.push(ifClause(parser));
    else return closed(parser, type, start, parts);
  }
}

function forClause(parser: Parser): SyntaxNode {
  const { start } = parser;
  accept(parser, Token.async);
  expect(parser, Token.for);
  const left = targetList(parser);
  expect(parser, Token.in);
  const right = parser.operation(parser, Level.or);
  return node('for_in_clause', start, parser.last, [as('left', left), as('right', right)]);
}

function ifClause(parser: Parser): SyntaxNode {
  const { start } = parser;
  advance(parser);
  const condition = parser.operation(parser, Level.or);
  return node('if_clause', start, parser.last, [condition]);
}

/* ---- what follows a value -------------------------------------------------------------------------------------- */

/** `(a, *b, c=d)`; a comprehension that is the only argument needs no brackets of its own. */
export function callArguments(parser: Parser): SyntaxNode {
  const { start } = parser;
  const all: SyntaxNode[] = [];
  advance(parser);
  while (parser.kind !== Token.closeParenthesis) {
    const given = argument(parser);
    if (all.length === 0 && isComprehension(parser)) return comprehension(parser, 'generator_expression', start, given);
    all.push(given);
    if (!hasMore(parser, Token.closeParenthesis)) break;
  }
  return closed(parser, 'argument_list', start, all);
}

function argument(parser: Parser): SyntaxNode {
  if (parser.kind === Token.star) return splat(parser, 'list_splat');
  if (parser.kind === Token.doubleStar) return splat(parser, 'dictionary_splat');
  const first = expression(parser);
  if (parser.kind !== Token.assign) return first;
  if (first.type !== 'identifier') miss(parser);
  advance(parser);
  const value = parser.value(parser);
  return node('keyword_argument', first.start, parser.last, [as('name', first), as('value', value)]);
}

/** `value[a, b:c]`. */
export function subscript(parser: Parser, value: SyntaxNode): SyntaxNode {
  const parts = [as('value', value)];
  advance(parser);
  do {
    parts.push(as('subscript', slice(parser)));
  } while (hasMore(parser, Token.closeBracket));
  return closed(parser, 'subscript', value.start, parts);
}

function slice(parser: Parser): SyntaxNode {
  const { start } = parser;
  const first = parser.kind === Token.colon ? null : starred(parser);
  if (first && parser.kind !== Token.colon) return first;
  const bounds = first ? [first] : [];
  while (parser.kind === Token.colon) {
    advance(parser);
    if (isBound(parser.kind)) bounds.push(parser.value(parser));
  }
  return node('slice', start, parser.last, bounds);
}

const isBound = (kind: Token): boolean => kind !== Token.colon && kind !== Token.comma && kind !== Token.closeBracket;
