import type { SyntaxNode } from '../../syntax.ts';
import { callArguments } from './brackets.ts';
import { accept, advance, expect, isNext } from './lexer.ts';
import { expression, expressions } from './lists.ts';
import { aliased, identifier } from './names.ts';
import { as, leaf, node } from './node.ts';
import { parameterList } from './parameters.ts';
import { giveUp, miss, noteMistake, type Parser } from './state.ts';
import { targetList } from './targets.ts';
import { Token } from './tokens.ts';
import { skipTypeParameters, type } from './types.ts';
import { withStatement } from './with.ts';

/** Statements that hold others, by the word that they begin with. */
export const COMPOUND: Readonly<Partial<Record<Token, (parser: Parser) => SyntaxNode>>> = {
  [Token.if]: ifStatement,
  [Token.for]: parser => forStatement(parser, parser.start),
  [Token.while]: whileStatement,
  [Token.try]: tryStatement,
  [Token.with]: parser => withStatement(parser, parser.start),
  [Token.def]: parser => functionDefinition(parser, parser.start),
  [Token.class]: classDefinition,
  [Token.at]: decorated,
  [Token.async]: asynchronous,
};

function asynchronous(parser: Parser): SyntaxNode {
  const { start } = parser;
  advance(parser);
  if (parser.kind === Token.def) return functionDefinition(parser, start);
  if (parser.kind === Token.for) return forStatement(parser, start);
  if (parser.kind === Token.with) return withStatement(parser, start);
  miss(parser);
  return leaf('ERROR', start, parser.last);
}

/** A node ends where its last part does; a block may end behind its last token. */
const whole = (kind: string, start: number, parts: SyntaxNode[]): SyntaxNode =>
  node(kind, start, parts.at(-1)?.end ?? start, parts);

function ifStatement(parser: Parser): SyntaxNode {
  const { start } = parser;
  const parts = conditional(parser, 'consequence');
  while (parser.kind === Token.elif) {
    const from = parser.start;
    parts.push(as('alternative', whole('elif_clause', from, conditional(parser, 'consequence'))));
  }
  alternative(parser, parts);
  return whole('if_statement', start, parts);
}

/** A word, a condition and what is done then. */
function conditional(parser: Parser, field: string): SyntaxNode[] {
  advance(parser);
  const condition = as('condition', expression(parser));
  return [condition, as(field, parser.suite(parser))];
}

function alternative(parser: Parser, parts: SyntaxNode[]): void {
  if (parser.kind === Token.else) parts.push(as('alternative', clause(parser, 'else_clause')));
}

function clause(parser: Parser, kind: string): SyntaxNode {
  const { start } = parser;
  advance(parser);
  return whole(kind, start, [as('body', parser.suite(parser))]);
}

function forStatement(parser: Parser, start: number): SyntaxNode {
  advance(parser);
  const left = as('left', targetList(parser));
  expect(parser, Token.in);
  const right = as('right', expressions(parser));
  const parts = [left, right, as('body', parser.suite(parser))];
  alternative(parser, parts);
  return whole('for_statement', start, parts);
}

function whileStatement(parser: Parser): SyntaxNode {
  const { start } = parser;
  const parts = conditional(parser, 'body');
  alternative(parser, parts);
  return whole('while_statement', start, parts);
}

function tryStatement(parser: Parser): SyntaxNode {
  const { start } = parser;
  advance(parser);
  const parts = [as('body', parser.suite(parser))];
  while (parser.kind === Token.except) parts.push(exceptClause(parser));
  if (parts.length > 1 && parser.kind === Token.else) parts.push(clause(parser, 'else_clause'));
  if (parser.kind === Token.finally) parts.push(clause(parser, 'finally_clause'));
  if (parts.length === 1) noteMistake(parser);
  return whole('try_statement', start, parts);
}

function exceptClause(parser: Parser): SyntaxNode {
  const { start } = parser;
  const parts: SyntaxNode[] = [];
  advance(parser);
  accept(parser, Token.star);
  if (parser.kind !== Token.colon) {
    const caught = expression(parser);
    if (isNext(parser, Token.comma)) giveUp(); // `except Error, e:` is Python 2
    parts.push(as('value', accept(parser, Token.as) ? aliased(parser, caught, identifier(parser)) : caught));
  }
  parts.push(parser.suite(parser));
  return whole('except_clause', start, parts);
}

function functionDefinition(parser: Parser, start: number): SyntaxNode {
  advance(parser);
  const name = as('name', identifier(parser));
  skipTypeParameters(parser);
  const from = parser.start;
  expect(parser, Token.openParenthesis);
  const list = parameterList(parser, Token.closeParenthesis);
  expect(parser, Token.closeParenthesis);
  const parameters = as('parameters', node('parameters', from, parser.last, list));
  const parts = [name, parameters];
  if (accept(parser, Token.arrow)) parts.push(as('return_type', type(parser)));
  parts.push(as('body', parser.suite(parser)));
  return whole('function_definition', start, parts);
}

function classDefinition(parser: Parser): SyntaxNode {
  const { start } = parser;
  advance(parser);
  const parts = [as('name', identifier(parser))];
  skipTypeParameters(parser);
  if (parser.kind === Token.openParenthesis) {
    const bases = callArguments(parser);
    if (bases.type !== 'argument_list') miss(parser);
    parts.push(as('superclasses', bases));
  }
  parts.push(as('body', parser.suite(parser)));
  return whole('class_definition', start, parts);
}

const DEFINITIONS = new Set(['function_definition', 'class_definition']);

function decorated(parser: Parser): SyntaxNode {
  const { start } = parser;
  const parts: SyntaxNode[] = [];
  while (parser.kind === Token.at) {
    const from = parser.start;
    advance(parser);
    const inner = expression(parser);
    parts.push(node('decorator', from, parser.last, [inner]));
    expect(parser, Token.newline);
  }
  if (parser.kind === Token.def) parts.push(as('definition', functionDefinition(parser, parser.start)));
  else if (parser.kind === Token.class) parts.push(as('definition', classDefinition(parser)));
  else if (parser.kind === Token.async) parts.push(as('definition', asynchronous(parser)));
  else miss(parser);
  if (!DEFINITIONS.has(parts.at(-1)?.type ?? '')) miss(parser);
  return whole('decorated_definition', start, parts);
}
