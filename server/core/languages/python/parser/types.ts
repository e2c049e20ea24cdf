import type { SyntaxNode } from '../../syntax.ts';
import { accept, advance, expect } from './lexer.ts';
import { expression, hasMore, splat, starred } from './lists.ts';
import { identifier } from './names.ts';
import { node } from './node.ts';
import type { Parser } from './state.ts';
import { Level, Token } from './tokens.ts';

/** What stands behind the colon of a variable, or behind an arrow: any expression, but `List[int]` is read as a type. */
export function type(parser: Parser): SyntaxNode {
  const { start } = parser;
  const inner = isGeneric(parser)
    ? union(parser)
    : parser.kind === Token.star
      ? splat(parser, 'splat_type')
      : expression(parser);
  return node('type', start, parser.last, [inner]);
}

const SPACE = 32;
const BRACKET = 91;

function isGeneric({ kind, end, text }: Parser): boolean {
  let at = end;
  while (text.charCodeAt(at) === SPACE) at++;
  return kind === Token.name && text.charCodeAt(at) === BRACKET;
}

/** `List[int].Item | None`, of which nothing is read but the first part. */
function union(parser: Parser): SyntaxNode {
  const { start } = parser;
  let inner = generic(parser);
  while (accept(parser, Token.dot)) {
    const name = identifier(parser);
    inner = node('member_type', start, parser.last, [inner, name]);
  }
  if (parser.kind !== Token.pipe) return inner;
  const options = [inner];
  while (accept(parser, Token.pipe))
    options.push(isGeneric(parser) ? generic(parser) : parser.operation(parser, Level.caret));
  return node('union_type', start, parser.last, options);
}

function generic(parser: Parser): SyntaxNode {
  const name = identifier(parser);
  const { start } = parser;
  const given: SyntaxNode[] = [];
  advance(parser);
  do given.push(constrained(parser));
  while (hasMore(parser, Token.closeBracket));
  expect(parser, Token.closeBracket);
  const list = node('type_parameter', start, parser.last, given);
  return node('generic_type', name.start, parser.last, [name, list]);
}

function constrained(parser: Parser): SyntaxNode {
  const { start } = parser;
  const first = type(parser);
  if (!accept(parser, Token.colon)) return first;
  const parts = [first, type(parser)];
  const inner = node('constrained_type', start, parser.last, parts);
  return node('type', start, parser.last, [inner]);
}

/** `[T: int = str, *Ts, **P]` of a class or function: names that only types see. */
export function skipTypeParameters(parser: Parser): void {
  if (!accept(parser, Token.openBracket)) return;
  do {
    if (parser.kind === Token.star || parser.kind === Token.doubleStar) advance(parser);
    identifier(parser);
    if (accept(parser, Token.colon)) expression(parser);
    if (accept(parser, Token.assign)) starred(parser);
  } while (accept(parser, Token.comma) && parser.kind !== Token.closeBracket);
  expect(parser, Token.closeBracket);
}
