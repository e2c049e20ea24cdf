import type { SyntaxNode } from '../../syntax.ts';
import { annotation, returnType, typeParameters } from './annotations.ts';
import { enclosed } from './brackets.ts';
import { decorators } from './decorators.ts';
import { next } from './lexer.ts';
import { as, leaf, list, mark, node, takeLeaf, takeName } from './nodes.ts';
import { toPattern } from './patterns.ts';
import { NO_WORD, type Parser } from './state.ts';
import { expect, peek, take } from './tokens.ts';

export const parameters = (p: Parser): SyntaxNode => enclosed(p, readParameters);

const MODIFIERS: ReadonlySet<string> = new Set(['public', 'private', 'protected', 'readonly', 'override']);

function parameter(p: Parser): SyntaxNode {
  const { start } = p;
  const parts: SyntaxNode[] = [];
  if (p.token === '@') decorators(p);
  if (p.types) modifiers(p, parts);
  parts.push(as('pattern', target(p)));
  return typed(p, start, parts);
}

/** `private`, `readonly` before a constructor's parameter. */
function modifiers(p: Parser, parts: SyntaxNode[]): void {
  while (MODIFIERS.has(p.token)) {
    const behind = peek(p);
    if (behind.word === NO_WORD && behind.token !== '{' && behind.token !== '[') return;
    const isAccess = p.token !== 'readonly' && p.token !== 'override';
    parts.push(isAccess ? leaf('accessibility_modifier', p.start, p.end) : mark(p.token, p.start, p.end));
    next(p);
  }
}

/** What follows the pattern of a parameter: `?`, a type, a default. */
export function typed(p: Parser, start: number, parts: SyntaxNode[]): SyntaxNode {
  const isOptional = p.types && take(p, '?');
  if (p.types && p.token === ':') parts.push(as('type', annotation(p)));
  if (take(p, '=')) parts.push(as('value', p.grammar.assignment(p)));
  return node(isOptional ? 'optional_parameter' : 'required_parameter', start, p.last, parts);
}

/** A name or pattern that is bound. */
export function target(p: Parser): SyntaxNode {
  if (p.token === '{' || p.token === '[') return toPattern(p.grammar.primary(p));
  if (p.token === '...') return rest(p);
  if (p.token === 'this' && p.types) return takeLeaf(p, 'this');
  return takeName(p, p.token === 'undefined' ? 'undefined' : 'identifier');
}

function rest(p: Parser): SyntaxNode {
  const { start } = p;
  next(p);
  const inner = target(p);
  return node('rest_pattern', start, p.last, [inner]);
}

/** Type parameters, parameters and result, for a function that may have no body. */
export function callSignature(p: Parser, parts: SyntaxNode[]): void {
  if (p.token === '<') parts.push(...typeParameters(p));
  parts.push(as('parameters', parameters(p)));
  if (p.token === ':') parts.push(as('return_type', returnType(p)));
}

function readParameters(p: Parser): SyntaxNode {
  const { start } = p;
  expect(p, '(');
  const parts = list(p, ')', [], parameter);
  return node('formal_parameters', start, p.last, parts);
}
