import type { SyntaxNode } from '../../syntax.ts';
import { braced, callArguments, list, parenthesized, subscript } from './brackets.ts';
import { accept, advance, expect } from './lexer.ts';
import { identifier } from './names.ts';
import { as, leaf, mark, node } from './node.ts';
import { parameterList } from './parameters.ts';
import { enter, miss, type Parser } from './state.ts';
import { strings } from './strings.ts';
import { Level, LEVELS, Token } from './tokens.ts';

/** Any expression but `a := b`. */
export function value(parser: Parser): SyntaxNode {
  if (parser.kind === Token.lambda) return lambda(parser);
  const first = operation(parser, Level.or);
  if (parser.kind !== Token.if) return first;
  advance(parser);
  const condition = operation(parser, Level.or);
  expect(parser, Token.else);
  enter(parser);
  const otherwise = value(parser);
  parser.nesting--;
  return node('conditional_expression', first.start, parser.last, [first, condition, otherwise]);
}

function lambda(parser: Parser): SyntaxNode {
  const { start } = parser;
  enter(parser);
  advance(parser);
  const children: SyntaxNode[] = [];
  if (parser.kind !== Token.colon) {
    const from = parser.start;
    const parameters = parameterList(parser, Token.colon);
    children.push(as('parameters', node('lambda_parameters', from, parser.last, parameters)));
  }
  expect(parser, Token.colon);
  children.push(as('body', value(parser)));
  parser.nesting--;
  return node('lambda', start, parser.last, children);
}

/** Operators that bind at least as tight as `level`. */
export function operation(parser: Parser, level: number): SyntaxNode {
  enter(parser);
  let left = prefixed(parser, level);
  for (;;) {
    const { kind } = parser;
    const own = LEVELS[kind] ?? 0;
    if (own === 0 || own < level) break;
    if (own === Level.compare) left = comparison(parser, left);
    else {
      const { start, end } = parser;
      advance(parser);
      // To the left, but for powers.
      const right = operation(parser, own === Level.power ? own : own + 1);
      const type = own <= Level.and ? 'boolean_operator' : 'binary_operator';
      const operator = mark(parser.text.slice(start, end), start, end);
      left = node(type, left.start, parser.last, [as('left', left), operator, as('right', right)]);
    }
  }
  parser.nesting--;
  return left;
}

/** `a < b not in c`, in one. */
function comparison(parser: Parser, first: SyntaxNode): SyntaxNode {
  const operands = [first];
  while (LEVELS[parser.kind] === Level.compare) {
    const { kind } = parser;
    advance(parser);
    if (kind === Token.not) expect(parser, Token.in);
    if (kind === Token.is) accept(parser, Token.not);
    operands.push(operation(parser, Level.pipe));
  }
  return node('comparison_operator', first.start, parser.last, operands);
}

function prefixed(parser: Parser, level: number): SyntaxNode {
  const { kind, start } = parser;
  if (kind === Token.not) {
    if (level > Level.not) miss(parser);
    advance(parser);
    const argument = operation(parser, Level.not);
    return node('not_operator', start, parser.last, [as('argument', argument)]);
  }
  if (kind === Token.minus || kind === Token.plus || kind === Token.tilde) {
    advance(parser);
    const argument = operation(parser, Level.power);
    return node('unary_operator', start, parser.last, [as('argument', argument)]);
  }
  if (kind !== Token.await) return primary(parser);
  advance(parser);
  const awaited = primary(parser);
  return node('await', start, parser.last, [awaited]);
}

/** A value with its attributes, calls and subscripts. */
function primary(parser: Parser): SyntaxNode {
  let left = atom(parser);
  for (;;) {
    switch (parser.kind) {
      case Token.dot: {
        advance(parser);
        const name = identifier(parser);
        left = node('attribute', left.start, parser.last, [as('object', left), as('attribute', name)]);
        break;
      }
      case Token.openParenthesis: {
        const given = callArguments(parser);
        left = node('call', left.start, parser.last, [as('function', left), as('arguments', given)]);
        break;
      }
      case Token.openBracket:
        left = subscript(parser, left);
        break;
      default:
        return left;
    }
  }
}

const CONSTANTS: Readonly<Partial<Record<Token, string>>> = {
  [Token.number]: 'integer',
  [Token.true]: 'true',
  [Token.false]: 'false',
  [Token.none]: 'none',
  [Token.ellipsis]: 'ellipsis',
};

function atom(parser: Parser): SyntaxNode {
  switch (parser.kind) {
    case Token.name:
      return single(parser, 'identifier');
    case Token.string:
      return strings(parser);
    case Token.openParenthesis:
      return parenthesized(parser);
    case Token.openBracket:
      return list(parser);
    case Token.openBrace:
      return braced(parser);
    default: {
      const constant = CONSTANTS[parser.kind];
      return constant ? single(parser, constant) : nothing(parser);
    }
  }
}

function nothing(parser: Parser): SyntaxNode {
  miss(parser);
  return leaf('ERROR', parser.start, parser.start);
}

function single(parser: Parser, type: string): SyntaxNode {
  const { start, end } = parser;
  advance(parser);
  return leaf(type, start, end);
}
