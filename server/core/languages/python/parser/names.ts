import type { SyntaxNode } from '../../syntax.ts';
import { accept, advance, expect } from './lexer.ts';
import { as, leaf, node } from './node.ts';
import { miss, type Parser } from './state.ts';
import { Token } from './tokens.ts';

export function identifier(parser: Parser): SyntaxNode {
  const { kind, start, end } = parser;
  if (kind === Token.name) {
    advance(parser);
    return leaf('identifier', start, end);
  }
  miss(parser);
  return leaf('identifier', start, start);
}

/** `a.b.c` in one. */
export function dottedName(parser: Parser): SyntaxNode {
  const { start } = parser;
  do expect(parser, Token.name);
  while (accept(parser, Token.dot));
  return leaf('dotted_name', start, parser.last);
}

/** `value as name`. */
export function aliased(parser: Parser, value: SyntaxNode, name: SyntaxNode): SyntaxNode {
  const target = node('as_pattern_target', name.start, name.end, [name]);
  return node('as_pattern', value.start, parser.last, [value, as('alias', target)]);
}
