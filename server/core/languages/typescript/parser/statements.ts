import type { SyntaxNode } from '../../syntax.ts';
import { annotation } from './annotations.ts';
import { enclosed } from './brackets.ts';
import { classStatement } from './classes.ts';
import { declared, lexical, typeStatement } from './declarations.ts';
import { functionStatement } from './functions.ts';
import { next } from './lexer.ts';
import { forLoop } from './loops.ts';
import { decorated, exportStatement, importStatement } from './modules.ts';
import { as, leaf, node } from './nodes.ts';
import { target } from './parameters.ts';
import { blockEnd, semicolon } from './semicolons.ts';
import { descend, fail, NAME, type Parser } from './state.ts';
import { expect, peek, take, tolerate } from './tokens.ts';

/** Statements up to a `}` or the end, or the next `case` of a switch. */
export function statements<T extends { push: (part: SyntaxNode) => unknown }>(
  p: Parser,
  parts: T,
  inSwitch = false,
): T {
  while (p.token !== '}' && p.token !== 'end') {
    if (inSwitch && (p.token === 'case' || p.token === 'default')) break;
    const found = tolerate(p, statement, () => false);
    if (found) parts.push(found);
  }
  return parts;
}

/** A body. `isOperand`: what it is the body of is one. */
export function block(p: Parser, isOperand = false): SyntaxNode {
  const { start } = p;
  expect(p, '{');
  const parts = enclosed(p, readStatements);
  expect(p, '}');
  return node('statement_block', start, blockEnd(p, isOperand), parts);
}

const readStatements = (p: Parser): SyntaxNode[] => statements<SyntaxNode[]>(p, []);

export function statement(p: Parser): SyntaxNode {
  descend(p);
  const found = anyStatement(p);
  p.depth--;
  return found;
}

// eslint-disable-next-line max-lines-per-function -- one table: a row for each word that begins a statement
function anyStatement(p: Parser): SyntaxNode {
  const { start } = p;
  switch (p.token) {
    case 'name':
      return simple(p);
    case '{':
      return block(p, peek(p).token === '}');
    case ';':
      next(p);
      return leaf('empty_statement', start, p.last);
    case 'const':
      return peek(p).token === 'enum' ? typeStatement(p, start) : lexical(p, 'lexical_declaration');
    case 'var':
      return lexical(p, 'variable_declaration');
    case 'if':
      return ifStatement(p);
    case 'return':
    case 'throw':
      return leaving(p);
    case 'for':
      return forLoop(p);
    case 'while':
      return whileStatement(p, 'while_statement');
    case 'with':
      return whileStatement(p, 'with_statement');
    case 'do':
      return doStatement(p);
    case 'switch':
      return switchStatement(p);
    case 'try':
      return tryStatement(p);
    case 'break':
    case 'continue':
      return jump(p);
    case 'debugger':
      next(p);
      return leaf('debugger_statement', start, semicolon(p, false));
    case 'function':
      return functionStatement(p, start, true);
    case 'class':
      return classStatement(p, start, 'class_declaration', true);
    case '@':
      return decorated(p);
    case 'enum':
      return typeStatement(p, start);
    case 'import':
      return importOrExpression(p);
    case 'export':
      return exportStatement(p, start);
    default:
      return p.word === NAME ? (declared(p) ?? simple(p)) : simple(p);
  }
}

/** An expression as a statement, or what a label stands before. */
function simple(p: Parser): SyntaxNode {
  const { start } = p;
  const value = p.grammar.expression(p);
  if (p.start === start) fail();
  if (p.token === ':' && value.type === 'identifier') {
    next(p);
    const body = as('body', statement(p));
    return node('labeled_statement', value.start, body.end, [body]);
  }
  return node('expression_statement', value.start, semicolon(p), [value]);
}

function importOrExpression(p: Parser): SyntaxNode {
  const { token } = peek(p);
  return token === '(' || token === '.' ? simple(p) : importStatement(p);
}

/** `(condition)`. */
export function condition(p: Parser): SyntaxNode {
  const { start } = p;
  expect(p, '(');
  const inner = enclosed(p, p.grammar.expression);
  expect(p, ')');
  return node('parenthesized_expression', start, p.last, [inner]);
}

function ifStatement(p: Parser): SyntaxNode {
  const { start } = p;
  next(p);
  const parts = [as('condition', condition(p)), as('consequence', statement(p))];
  if (p.token === 'else') {
    const { start: from } = p;
    next(p);
    const other = statement(p);
    parts.push(as('alternative', node('else_clause', from, other.end, [other])));
  }
  return node('if_statement', start, parts.at(-1)?.end ?? p.last, parts);
}

function leaving(p: Parser): SyntaxNode {
  const { start, token } = p;
  next(p);
  const isBare = p.newline || p.token === ';' || p.token === '}' || p.token === 'end';
  const parts = isBare ? [] : [p.grammar.expression(p)];
  return node(token === 'return' ? 'return_statement' : 'throw_statement', start, semicolon(p, !isBare), parts);
}

function whileStatement(p: Parser, kind: string): SyntaxNode {
  const { start } = p;
  next(p);
  const given = as('condition', condition(p));
  const body = as('body', statement(p));
  return node(kind, start, body.end, [given, body]);
}

function doStatement(p: Parser): SyntaxNode {
  const { start } = p;
  next(p);
  const body = as('body', statement(p));
  expect(p, 'while');
  const given = as('condition', condition(p));
  const mayEnd = p.token === ';' || p.token === '}' || p.token === 'end' || p.newline;
  return node('do_statement', start, mayEnd ? semicolon(p, false) : p.last, [body, given]);
}

function switchStatement(p: Parser): SyntaxNode {
  const { start } = p;
  next(p);
  const value = as('value', condition(p));
  const body = as('body', enclosed(p, switchBody));
  return node('switch_statement', start, body.end, [value, body]);
}

function switchBody(p: Parser): SyntaxNode {
  const { start } = p;
  const parts: SyntaxNode[] = [];
  expect(p, '{');
  while (p.token !== '}' && p.token !== 'end') {
    const found = tolerate(p, switchCase, () => false);
    if (found) parts.push(found);
  }
  expect(p, '}');
  return node('switch_body', start, p.last, parts);
}

function switchCase(p: Parser): SyntaxNode {
  const { start } = p;
  const parts: SyntaxNode[] = [];
  const kind = take(p, 'default') ? 'switch_default' : 'switch_case';
  if (kind === 'switch_case') {
    expect(p, 'case');
    parts.push(as('value', p.grammar.expression(p)));
  }
  expect(p, ':');
  const colon = p.last;
  const count = parts.length;
  statements(p, parts, true);
  return node(kind, start, parts.length > count ? (parts.at(-1)?.end ?? colon) : colon, parts);
}

function tryStatement(p: Parser): SyntaxNode {
  const { start } = p;
  next(p);
  const parts = [as('body', block(p))];
  if (p.token === 'catch') parts.push(as('handler', catchClause(p)));
  if (p.token === 'finally') {
    const { start: from } = p;
    next(p);
    const body = as('body', block(p));
    parts.push(as('finalizer', node('finally_clause', from, body.end, [body])));
  }
  if (parts.length === 1) fail();
  return node('try_statement', start, parts.at(-1)?.end ?? p.last, parts);
}

function catchClause(p: Parser): SyntaxNode {
  const { start } = p;
  const parts: SyntaxNode[] = [];
  next(p);
  if (take(p, '(')) {
    parts.push(as('parameter', target(p)));
    if (p.types && p.token === ':') parts.push(as('type', annotation(p)));
    expect(p, ')');
  }
  const body = as('body', block(p));
  parts.push(body);
  return node('catch_clause', start, body.end, parts);
}

function jump(p: Parser): SyntaxNode {
  const { start, token } = p;
  next(p);
  if (p.word === NAME && !p.newline) next(p);
  return leaf(token === 'break' ? 'break_statement' : 'continue_statement', start, semicolon(p, false));
}
