import type { SyntaxNode } from '../../syntax.ts';
import { annotation } from './annotations.ts';
import { next } from './lexer.ts';
import { isModifier, propertyName } from './names.ts';
import { as, node, takeName } from './nodes.ts';
import { callSignature } from './parameters.ts';
import { miss, NO_WORD, type Parser, restore, save } from './state.ts';
import { expect, peek, take, tolerate } from './tokens.ts';

/** `{ … }` as a type, mapped or with members. */
export function objectType(p: Parser): SyntaxNode {
  const { start } = p;
  if (isMapped(p)) return mapped(p);
  const parts = membersOf(p);
  return node('object_type', start, p.last, parts);
}

/** The members in braces, of an interface or a type. */
export function membersOf(p: Parser): SyntaxNode[] {
  const parts: SyntaxNode[] = [];
  expect(p, '{');
  while (p.token !== '}' && p.token !== 'end') {
    const found = tolerate(p, member, () => false);
    if (found) parts.push(found);
    if (!take(p, ';') && !take(p, ',') && p.token !== '}' && !p.newline) miss(p);
  }
  expect(p, '}');
  return parts;
}

function member(p: Parser): SyntaxNode {
  const { start } = p;
  if (p.token === '(' || p.token === '<') return signature(p, start, 'call_signature', []);
  if (p.token === 'new') {
    const behind = peek(p).token;
    if (behind === '(' || behind === '<') {
      next(p);
      return signature(p, start, 'construct_signature', []);
    }
  }
  while ((p.token === 'readonly' || p.token === 'get' || p.token === 'set') && isModifier(p)) next(p);
  if (p.token === '[' && isIndex(p)) return index(p, start);
  const name = as('name', propertyName(p));
  take(p, '?');
  if (p.token === '(' || p.token === '<') return signature(p, start, 'method_signature', [name]);
  const parts = [name];
  if (p.token === ':') parts.push(as('type', annotation(p)));
  return node('property_signature', start, p.last, parts);
}

function signature(p: Parser, start: number, kind: string, parts: SyntaxNode[]): SyntaxNode {
  callSignature(p, parts);
  return node(kind, start, p.last, parts);
}

/** `[name: T]`. */
export function isIndex(p: Parser): boolean {
  const before = save(p);
  next(p);
  const isNamed = p.word !== NO_WORD;
  if (isNamed) next(p);
  const found = isNamed && p.token === ':';
  restore(p, before);
  return found;
}

export function index(p: Parser, start: number): SyntaxNode {
  expect(p, '[');
  next(p);
  const parts = [annotation(p)];
  expect(p, ']');
  if (p.token === ':') parts.push(as('type', annotation(p)));
  return node('index_signature', start, p.last, parts);
}

/** `{ [K in T]: U }`, `{ readonly [K in T]?: U }`. */
function isMapped(p: Parser): boolean {
  const before = save(p);
  next(p);
  if (p.token === '+' || p.token === '-') next(p);
  take(p, 'readonly');
  const isBracket = take(p, '[');
  const isNamed = isBracket && p.word !== NO_WORD;
  if (isNamed) next(p);
  const found = isNamed && p.token === 'in';
  restore(p, before);
  return found;
}

function mapped(p: Parser): SyntaxNode {
  const { start } = p;
  next(p);
  if (p.token === '+' || p.token === '-') next(p);
  take(p, 'readonly');
  expect(p, '[');
  takeName(p, 'type_identifier');
  expect(p, 'in');
  const parts = [p.grammar.type(p)];
  if (take(p, 'as')) parts.push(p.grammar.type(p));
  expect(p, ']');
  if (p.token === '+' || p.token === '-') next(p);
  take(p, '?');
  if (p.token === ':') parts.push(annotation(p));
  take(p, ';');
  take(p, ',');
  expect(p, '}');
  return node('object_type', start, p.last, parts);
}
