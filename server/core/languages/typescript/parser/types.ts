import type { SyntaxNode } from '../../syntax.ts';
import { result, typeParameters } from './annotations.ts';
import { enclosed } from './brackets.ts';
import { next } from './lexer.ts';
import { as, leaf, node, takeName } from './nodes.ts';
import { isFunctionType, operand } from './operands.ts';
import { parameters } from './parameters.ts';
import { attempt, descend, NAME, NO_WORD, type Parser } from './state.ts';
import { expect, peek, take } from './tokens.ts';

export function type(p: Parser): SyntaxNode {
  descend(p);
  const found = anyType(p);
  p.depth--;
  return found;
}

function anyType(p: Parser): SyntaxNode {
  const { token } = p;
  if (token === '<' || token === 'new' || (token === '(' && isFunctionType(p))) return functionType(p);
  if (token === 'abstract' && peek(p).token === 'new') return functionType(p);
  const checked = union(p);
  if (p.token !== 'extends' || p.newline || p.noConditional) return checked;
  next(p);
  const { noConditional } = p;
  p.noConditional = true;
  const extended = type(p);
  p.noConditional = noConditional;
  expect(p, '?');
  const consequence = enclosed(p, type);
  expect(p, ':');
  const alternative = type(p);
  return node('conditional_type', checked.start, p.last, [checked, extended, consequence, alternative]);
}

/** `(x: T) => U`, `new (x: T) => U`. */
function functionType(p: Parser): SyntaxNode {
  const { start } = p;
  take(p, 'abstract');
  const kind = take(p, 'new') ? 'constructor_type' : 'function_type';
  const parts = p.token === '<' ? typeParameters(p) : [];
  parts.push(as('parameters', parameters(p)));
  expect(p, '=>');
  parts.push(enclosed(p, result));
  return node(kind, start, p.last, parts);
}

/** Links lean to the left, as the grammar has them: `a | b | c` is `(a | b) | c`. */
function union(p: Parser): SyntaxNode {
  return links(p, '|', 'union_type', intersection);
}

function intersection(p: Parser): SyntaxNode {
  return links(p, '&', 'intersection_type', prefixed);
}

function links(p: Parser, operator: string, kind: string, read: (p: Parser) => SyntaxNode): SyntaxNode {
  const { start } = p;
  const isLed = take(p, operator);
  let found = read(p);
  if (isLed) found = node(kind, start, p.last, [found]);
  while (p.token === operator) {
    next(p);
    const right = read(p);
    found = node(kind, start, p.last, [found, right]);
  }
  return found;
}

const OPERATORS: Readonly<Record<string, string>> = {
  keyof: 'index_type_query',
  readonly: 'readonly_type',
  unique: 'predefined_type',
};

/** `keyof T`, `readonly T[]`, `unique symbol`, `infer T extends U`. */
function prefixed(p: Parser): SyntaxNode {
  const { start, token } = p;
  if (token === 'infer' && peek(p).word === NAME) return inferred(p);
  if (token !== 'keyof' && token !== 'readonly' && token !== 'unique') return suffixed(p);
  const behind = peek(p);
  if (behind.word === NO_WORD && !BEGINNINGS.has(behind.token)) return suffixed(p);
  if (behind.token === 'extends' || behind.token === 'in') return suffixed(p);
  descend(p);
  next(p);
  const inner = prefixed(p);
  p.depth--;
  return node(OPERATORS[token] ?? token, start, p.last, [inner]);
}

const BEGINNINGS: ReadonlySet<string> = new Set(['(', '[', '{', '""', '0', '`']);

function inferred(p: Parser): SyntaxNode {
  const { start } = p;
  next(p);
  takeName(p, 'type_identifier');
  if (p.token === 'extends') attempt(p, constraint);
  return leaf('infer_type', start, p.last);
}

/** Of `infer T extends U`; where a `?` follows, the `extends` is that of the condition around. */
function constraint(p: Parser): SyntaxNode | null {
  next(p);
  const { noConditional } = p;
  p.noConditional = true;
  const found = type(p);
  p.noConditional = noConditional;
  return noConditional || p.token !== '?' ? found : null;
}

/** `T[]`, `T[K]`. */
function suffixed(p: Parser): SyntaxNode {
  let found = operand(p);
  while (p.token === '[' && !p.newline) {
    next(p);
    if (take(p, ']')) {
      found = node('array_type', found.start, p.last, [found]);
      continue;
    }
    const index = enclosed(p, type);
    expect(p, ']');
    found = node('lookup_type', found.start, p.last, [found, index]);
  }
  return found;
}
