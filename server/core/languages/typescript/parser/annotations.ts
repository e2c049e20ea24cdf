import type { SyntaxNode } from '../../syntax.ts';
import { enclosed } from './brackets.ts';
import { next } from './lexer.ts';
import { leaf, node, takeName } from './nodes.ts';
import { fail, NAME, NO_WORD, type Parser, RESERVED } from './state.ts';
import { expect, is, peek, take } from './tokens.ts';

/** `<A, B>`: the types. */
export function typeArguments(p: Parser): SyntaxNode[] {
  expect(p, '<');
  const types = enclosed(p, readTypes);
  // Not `expect`: what stands behind is an operand or an operator, for whoever asks.
  if (p.token !== '>') fail();
  next(p);
  return types;
}

function readTypes(p: Parser): SyntaxNode[] {
  const types = [p.grammar.type(p)];
  while (take(p, ',')) if (p.token !== '>') types.push(p.grammar.type(p));
  return types;
}

/** `<T extends U = V>`: constraints and defaults. */
export function typeParameters(p: Parser): SyntaxNode[] {
  expect(p, '<');
  return enclosed(p, readTypeParameters);
}

function readTypeParameters(p: Parser): SyntaxNode[] {
  const parts: SyntaxNode[] = [];
  if (p.token === '>') fail();
  while (p.token !== '>') {
    while ((p.token === 'const' || p.token === 'in' || p.token === 'out') && peek(p).word !== NO_WORD) {
      if (p.token === 'out' && peek(p).token === 'extends') break;
      next(p);
    }
    takeName(p, 'type_identifier');
    if (take(p, 'extends')) parts.push(p.grammar.type(p));
    if (take(p, '=')) parts.push(p.grammar.type(p));
    if (!take(p, ',')) break;
  }
  expect(p, '>');
  return parts;
}

/** `: T`. */
export function annotation(p: Parser): SyntaxNode {
  const { start } = p;
  expect(p, ':');
  const inner = p.grammar.type(p);
  return node('type_annotation', start, p.last, [inner]);
}

/** `: T`, `: x is T`, `: asserts x`. */
export function returnType(p: Parser): SyntaxNode {
  const { start } = p;
  expect(p, ':');
  const inner = result(p);
  return node(inner.type === 'type_predicate' ? 'type_predicate_annotation' : 'type_annotation', start, p.last, [
    inner,
  ]);
}

export function result(p: Parser): SyntaxNode {
  const { start } = p;
  if (p.token === 'asserts') {
    const behind = peek(p);
    if ((behind.word === NAME || behind.token === 'this') && !behind.newline && behind.token !== 'is') next(p);
    else return predicate(p, start) ?? p.grammar.type(p);
    return predicate(p, start) ?? (next(p), leaf('type_predicate', start, p.last));
  }
  return predicate(p, start) ?? p.grammar.type(p);
}

/** `x is T`; null where no `is` follows. */
function predicate(p: Parser, start: number): SyntaxNode | null {
  if (p.word === NO_WORD || (p.word === RESERVED && p.token !== 'this')) return null;
  const behind = peek(p);
  if (behind.token !== 'is' || behind.newline) return null;
  next(p);
  next(p);
  const inner = p.grammar.type(p);
  return node('type_predicate', start, p.last, [inner]);
}

/** Types with commas between, behind the word that stands here. */
export function typeList(p: Parser): SyntaxNode[] {
  const types: SyntaxNode[] = [];
  do {
    next(p);
    types.push(p.grammar.type(p));
  } while (is(p, ','));
  return types;
}
