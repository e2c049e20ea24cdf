import type { SyntaxNode } from '../../syntax.ts';
import { annotation, typeArguments } from './annotations.ts';
import { enclosed } from './brackets.ts';
import { next } from './lexer.ts';
import { objectType } from './members.ts';
import { as, list, node, takeLeaf, takeName, takeProperty, takeString } from './nodes.ts';
import { parameters } from './parameters.ts';
import { attempt, fail, NAME, NO_WORD, type Parser, RESERVED, restore, save } from './state.ts';
import { templateOf } from './templates.ts';
import { expect, peek, take } from './tokens.ts';

const PREDEFINED: ReadonlySet<string> = new Set(
  ['any', 'number', 'boolean', 'string', 'symbol', 'unknown', 'never', 'object'], //
);

/** A type that stands alone. */
export function operand(p: Parser): SyntaxNode {
  const { start } = p;
  switch (p.token) {
    case '""':
      return literal(p, 'string');
    case '0':
      return literal(p, 'number');
    case 'true':
    case 'false':
    case 'null':
    case 'undefined':
      return literal(p, p.token);
    case '-': {
      next(p);
      const value = takeLeaf(p, 'number');
      return node('literal_type', start, p.last, [node('unary_expression', start, p.last, [value])]);
    }
    case '(':
      return parenthesized(p);
    case '[':
      return tuple(p);
    case '{':
      return enclosed(p, objectType);
    case '`':
      return templateOf(p, 'template_literal_type', 'template_type', p.grammar.type);
    case 'typeof':
      return query(p);
    case 'import':
      return imported(p);
    case 'this':
      return takeLeaf(p, 'this_type');
    case 'void':
    case 'const':
      return takeLeaf(p, 'predefined_type');
    default:
      return named(p);
  }
}

function literal(p: Parser, kind: string): SyntaxNode {
  const value = takeLeaf(p, kind);
  return node('literal_type', value.start, value.end, [value]);
}

function parenthesized(p: Parser): SyntaxNode {
  const { start } = p;
  next(p);
  const inner = enclosed(p, p.grammar.type);
  expect(p, ')');
  return node('parenthesized_type', start, p.last, [inner]);
}

function tuple(p: Parser): SyntaxNode {
  const { start } = p;
  next(p);
  const parts = enclosed(p, () => list(p, ']', [], tupleItem));
  return node('tuple_type', start, p.last, parts);
}

/** `T`, `A.B`, `T<U>`. */
function named(p: Parser): SyntaxNode {
  if (p.word !== NAME) fail();
  const isPredefined = PREDEFINED.has(p.token);
  let found = takeLeaf(p, isPredefined ? 'predefined_type' : 'type_identifier');
  while (p.token === '.') {
    next(p);
    found.type = found.type === 'nested_type_identifier' ? 'nested_identifier' : 'identifier';
    found = node('nested_type_identifier', found.start, p.end, [as('module', found), as('name', typeName(p))]);
  }
  if (p.token !== '<' || p.newline) return found;
  const types = typeArguments(p);
  return node('generic_type', found.start, p.last, [as('name', found), ...types]);
}

function typeName(p: Parser): SyntaxNode {
  if (p.word === NO_WORD) fail();
  return takeLeaf(p, 'type_identifier');
}

/** `typeof a.b`, `typeof import('module')`. */
function query(p: Parser): SyntaxNode {
  const { start } = p;
  next(p);
  let found =
    p.token === 'import' ? importCall(p) : p.token === 'this' ? takeLeaf(p, 'this') : takeName(p, 'identifier');
  while (p.token === '.') {
    next(p);
    const property = as('property', takeProperty(p));
    found = node('member_expression', found.start, p.last, [as('object', found), property]);
  }
  if (p.token === '<' && !p.newline) {
    const types = typeArguments(p);
    found = node('instantiation_expression', found.start, p.last, [as('function', found), ...types]);
  }
  return node('type_query', start, p.last, [found]);
}

/** `import('module').T`. */
function imported(p: Parser): SyntaxNode {
  let found = importCall(p);
  while (p.token === '.') {
    next(p);
    const property = as('property', takeProperty(p));
    found = node('member_expression', found.start, p.last, [as('object', found), property]);
  }
  if (p.token !== '<' || p.newline) return found;
  const types = typeArguments(p);
  return node('generic_type', found.start, p.last, [found, ...types]);
}

function importCall(p: Parser): SyntaxNode {
  const callee = as('function', takeLeaf(p, 'import'));
  const { start } = p;
  expect(p, '(');
  const parts = [takeString(p)];
  if (p.token === ',') fail();
  expect(p, ')');
  const given = as('arguments', node('arguments', start, p.last, parts));
  return node('call_expression', callee.start, p.last, [callee, given]);
}

/** Whether `(` begins the parameters of a function type. */
export function isFunctionType(p: Parser): boolean {
  const first = peek(p);
  if (first.token === ')' || first.token === '...') return true;
  const isPattern = first.token === '{' || first.token === '[';
  if (!isPattern && (first.word === NO_WORD || (first.word === RESERVED && first.token !== 'this'))) return false;
  const before = save(p);
  const isFunction = isPattern ? (attempt(p, isSignature) ?? false) : isNamed(p);
  restore(p, before);
  return isFunction;
}

/** `(x:`, `(x,`, `(x?`, `(x=`, `(x) =>`; moves the parser. */
function isNamed(p: Parser): boolean {
  next(p);
  next(p);
  const { token } = p;
  if (token === ':' || token === ',' || token === '?' || token === '=') return true;
  if (token !== ')') return false;
  next(p);
  return p.token === '=>';
}

function isSignature(p: Parser): boolean {
  parameters(p);
  return p.token === '=>';
}

/** An item of a tuple: `T`, `name: T`, `name?: T`, `...T`, `T?`. */
function tupleItem(p: Parser): SyntaxNode {
  const { start } = p;
  const isRest = take(p, '...');
  if (p.word !== NO_WORD) {
    const behind = peek(p);
    if (behind.token === ':' || (behind.token === '?' && isLabel(p))) {
      next(p);
      take(p, '?');
      const label = annotation(p);
      return node('required_parameter', start, p.last, [label]);
    }
  }
  const inner = p.grammar.type(p);
  if (take(p, '?')) return node('optional_type', start, p.last, [inner]);
  return isRest ? node('rest_type', start, p.last, [inner]) : inner;
}

/** `name?:`. */
const isLabel = (p: Parser): boolean => /^\s*\?\s*:/.test(p.text.slice(p.end, p.end + 40));
