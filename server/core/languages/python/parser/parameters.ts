import type { SyntaxNode } from '../../syntax.ts';
import { accept, advance } from './lexer.ts';
import { hasMore } from './lists.ts';
import { identifier } from './names.ts';
import { as, node } from './node.ts';
import type { Parser } from './state.ts';
import { Token } from './tokens.ts';
import { type } from './types.ts';

/** Parameters up to `close`, which stays the token. Those of a lambda end with a colon and have no types. */
export function parameterList(parser: Parser, close: Token): SyntaxNode[] {
  const all: SyntaxNode[] = [];
  while (parser.kind !== close) {
    const one = parameter(parser, close !== Token.colon);
    if (one) all.push(one);
    if (!hasMore(parser, close)) break;
  }
  return all;
}

/** Null for the separators `*` and `/`. */
function parameter(parser: Parser, isTyped: boolean): SyntaxNode | null {
  const { start } = parser;
  if (accept(parser, Token.slash)) return null;
  const rest = RESTS[parser.kind];
  if (rest) advance(parser);
  if (rest === RESTS[Token.star] && parser.kind === Token.comma) return null;
  const name = identifier(parser);
  const declared = rest ? node(rest, start, parser.last, [name]) : name;
  const annotation = isTyped && accept(parser, Token.colon) ? as('type', type(parser)) : null;
  if (!rest && accept(parser, Token.assign)) {
    const value = as('value', parser.value(parser));
    const children = annotation ? [as('name', name), annotation, value] : [as('name', name), value];
    return node(annotation ? 'typed_default_parameter' : 'default_parameter', start, parser.last, children);
  }
  return annotation ? node('typed_parameter', start, parser.last, [declared, annotation]) : declared;
}

const RESTS: Readonly<Partial<Record<Token, string>>> = {
  [Token.star]: 'list_splat_pattern',
  [Token.doubleStar]: 'dictionary_splat_pattern',
};
