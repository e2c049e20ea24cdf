import type { SyntaxNode } from '../../syntax.ts';
import { typeArguments } from './annotations.ts';
import { element, enclosed } from './brackets.ts';
import { next } from './lexer.ts';
import { as, list, node, takeProperty } from './nodes.ts';
import { attempt, fail, miss, NO_WORD, type Parser } from './state.ts';
import { template } from './templates.ts';
import { expect } from './tokens.ts';

/** Down the chain of members, indices and calls: a loop, since chains of thousands are real. */
export function members(p: Parser, of: SyntaxNode, isCallable: boolean): SyntaxNode {
  let found = of;
  for (;;) {
    switch (p.token) {
      case '.':
        next(p);
        found = member(p, found);
        break;
      case '[':
        found = subscript(p, found);
        break;
      case '(':
        if (!isCallable) return found;
        found = call(p, found);
        break;
      case '`':
        found = tagged(p, found);
        break;
      case '?.':
        if (!isCallable) return fail();
        next(p);
        found = optional(p, found);
        break;
      case '!':
        if (!p.types || p.newline) return found;
        next(p);
        found = node('non_null_expression', found.start, p.last, [found]);
        break;
      case '<':
      case '<<': {
        const typed = p.types ? instantiated(p, found, isCallable) : null;
        if (!typed) return found;
        found = typed;
        break;
      }
      default:
        return found;
    }
  }
}

function member(p: Parser, object: SyntaxNode): SyntaxNode {
  if (p.word === NO_WORD && p.token !== '#name') {
    miss(p);
    return object;
  }
  const property = as('property', takeProperty(p));
  return node('member_expression', object.start, p.last, [as('object', object), property]);
}

function subscript(p: Parser, object: SyntaxNode): SyntaxNode {
  next(p);
  const index = as('index', enclosed(p, p.grammar.expression));
  expect(p, ']');
  return node('subscript_expression', object.start, p.last, [as('object', object), index]);
}

function call(p: Parser, callee: SyntaxNode): SyntaxNode {
  const given = as('arguments', callArguments(p));
  return node('call_expression', callee.start, p.last, [as('function', callee), given]);
}

function tagged(p: Parser, tag: SyntaxNode): SyntaxNode {
  const text = as('arguments', template(p));
  return node('call_expression', tag.start, p.last, [as('function', tag), text]);
}

/** Behind `?.`. */
function optional(p: Parser, object: SyntaxNode): SyntaxNode {
  if (p.token === '(') return call(p, object);
  if (p.token === '[') return subscript(p, object);
  if (p.token !== '<') return member(p, object);
  typeArguments(p);
  return call(p, object);
}

/** `f<T>(x)`, ``f<T>`x` ``, `f<T>`; null where `<` is an operator. */
function instantiated(p: Parser, value: SyntaxNode, isCallable: boolean): SyntaxNode | null {
  const types = attempt(p, argumentTypes);
  if (!types) return null;
  if (p.token === '(') return isCallable ? call(p, value) : value;
  if (p.token === '`') return tagged(p, value);
  return node('instantiation_expression', value.start, p.last, [value, ...types]);
}

function argumentTypes(p: Parser): SyntaxNode[] | null {
  const types = typeArguments(p);
  return p.token === '(' || p.token === '`' || mayFollowTypes(p) ? types : null;
}

/** As TypeScript decides it: an operand behind `f<T>` on the same line means that these were operators. */
const mayFollowTypes = (p: Parser): boolean =>
  p.token !== '<' &&
  p.token !== '>' &&
  p.token !== '+' &&
  p.token !== '-' &&
  (p.newline || p.precedence > 0 || CLOSING.has(p.token));

const CLOSING: ReadonlySet<string> = new Set(') ] } , ; : ? = => . ?. operator= end { of implements !'.split(' '));

export function callArguments(p: Parser): SyntaxNode {
  const { start } = p;
  expect(p, '(');
  const given = enclosed(p, readArguments);
  return node('arguments', start, p.last, given);
}

const readArguments = (p: Parser): SyntaxNode[] => list(p, ')', [], element);
