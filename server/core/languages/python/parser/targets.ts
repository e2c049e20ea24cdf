import type { SyntaxNode } from '../../syntax.ts';
import { accept, advance } from './lexer.ts';
import { node } from './node.ts';
import { miss, type Parser } from './state.ts';
import { Level, STARTS, Token } from './tokens.ts';

const PATTERNS: Readonly<Record<string, string>> = {
  identifier: 'identifier',
  attribute: 'attribute',
  subscript: 'subscript',
  tuple: 'tuple_pattern',
  parenthesized_expression: 'tuple_pattern',
  list: 'list_pattern',
  expression_list: 'pattern_list',
  list_splat: 'list_splat_pattern',
};
const HOLDERS = new Set(['tuple_pattern', 'list_pattern', 'pattern_list', 'list_splat_pattern']);

export const isTarget = ({ type }: SyntaxNode): boolean => type in PATTERNS;

/** What was read as a value, as what is assigned to. */
export function asTarget(parser: Parser, value: SyntaxNode): SyntaxNode {
  const type = PATTERNS[value.type];
  if (!type) {
    miss(parser);
    return value;
  }
  value.type = type;
  if (HOLDERS.has(type)) for (const part of value.children) asTarget(parser, part);
  return value;
}

/** Targets of a loop, up to `in`. */
export function targetList(parser: Parser): SyntaxNode {
  const first = target(parser);
  if (parser.kind !== Token.comma) return first;
  const all = [first];
  while (accept(parser, Token.comma) && STARTS[parser.kind] === 1) all.push(target(parser));
  return node('pattern_list', first.start, parser.last, all);
}

function target(parser: Parser): SyntaxNode {
  const { start } = parser;
  if (parser.kind !== Token.star) return asTarget(parser, parser.operation(parser, Level.pipe));
  advance(parser);
  const inner = asTarget(parser, parser.operation(parser, Level.pipe));
  return node('list_splat_pattern', start, parser.last, [inner]);
}
