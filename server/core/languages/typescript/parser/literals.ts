import type { SyntaxNode } from '../../syntax.ts';
import { element, enclosed } from './brackets.ts';
import { functionRest } from './functions.ts';
import { next } from './lexer.ts';
import { isModifier, propertyName } from './names.ts';
import { as, list, mark, node } from './nodes.ts';
import { fail, NAME, NO_WORD, type Parser } from './state.ts';
import { expect } from './tokens.ts';

export const array = (p: Parser): SyntaxNode => enclosed(p, readArray);

/** Commas are kept beside a hole only: there they say where it is. */
function readArray(p: Parser): SyntaxNode {
  const { start } = p;
  const parts: SyntaxNode[] = [];
  let comma = -1;
  next(p);
  while (p.token !== ']') {
    if (p.token === ',') {
      if (comma >= 0) parts.push(mark(',', comma, comma + 1));
      parts.push(mark(',', p.start, p.end));
      comma = -1;
      next(p);
      continue;
    }
    parts.push(element(p));
    if (p.token !== ',') break;
    comma = p.start;
    next(p);
  }
  expect(p, ']');
  return node('array', start, p.last, parts);
}

export const object = (p: Parser): SyntaxNode => enclosed(p, readObject);

function readObject(p: Parser): SyntaxNode {
  const { start } = p;
  next(p);
  const parts = list(p, '}', [], property);
  return node('object', start, p.last, parts);
}

function property(p: Parser): SyntaxNode {
  const { token, start, word } = p;
  if (token === '...') return element(p);
  if (token === '*') {
    next(p);
    return method(p, start, propertyName(p), null);
  }
  if ((token === 'get' || token === 'set' || token === 'async') && isModifier(p)) return modified(p);
  const name = propertyName(p);
  if (p.token === ':') {
    next(p);
    const value = as('value', p.grammar.assignment(p));
    return node('pair', start, p.last, [as('key', name), value]);
  }
  if (p.token === '(' || p.token === '<') return method(p, start, name, null);
  if (word === NO_WORD) fail();
  if (p.token === '=') return withDefault(p, name);
  if (word !== NAME) fail();
  name.type = 'shorthand_property_identifier';
  return name;
}

/** `{ name = value }` of a pattern. */
function withDefault(p: Parser, name: SyntaxNode): SyntaxNode {
  next(p);
  name.type = 'shorthand_property_identifier_pattern';
  const value = as('right', p.grammar.assignment(p));
  return node('object_assignment_pattern', name.start, p.last, [as('left', name), value]);
}

function modified(p: Parser): SyntaxNode {
  const { start } = p;
  let getter: SyntaxNode | null = null;
  if (p.token === 'get') getter = mark('get', p.start, p.end);
  const isAsync = p.token === 'async';
  next(p);
  if (isAsync && p.token === '*') next(p);
  return method(p, start, propertyName(p), getter);
}

function method(p: Parser, start: number, name: SyntaxNode, getter: SyntaxNode | null): SyntaxNode {
  const parts = getter ? [getter, as('name', name)] : [as('name', name)];
  return functionRest(p, start, 'method_definition', parts, false);
}
