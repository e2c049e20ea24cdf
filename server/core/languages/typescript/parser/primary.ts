import type { SyntaxNode } from '../../syntax.ts';
import { typeArguments } from './annotations.ts';
import { genericArrow, nameArrow, parenthesized } from './arrows.ts';
import { callArguments, members } from './chain.ts';
import { classLike } from './classes.ts';
import { decorators } from './decorators.ts';
import { functionLike } from './functions.ts';
import { element as jsxElement } from './jsx.ts';
import { next, rescanRegex } from './lexer.ts';
import { array, object } from './literals.ts';
import { as, leaf, node, takeLeaf } from './nodes.ts';
import { descend, fail, miss, NAME, type Parser } from './state.ts';
import { template } from './templates.ts';
import { expect, peek, take } from './tokens.ts';

/** What stands alone: a name, a literal, what is in brackets, a function. */
// eslint-disable-next-line max-lines-per-function -- one table: a row for each kind of token
export function primary(p: Parser): SyntaxNode {
  switch (p.token) {
    case 'name':
      return nameArrow(p);
    case '""':
      return takeLeaf(p, 'string');
    case '0':
      return takeLeaf(p, 'number');
    case '(':
      return parenthesized(p);
    case '{':
      return object(p);
    case '[':
      return array(p);
    case '`':
      return template(p);
    case 'this':
    case 'super':
    case 'true':
    case 'false':
    case 'null':
      return takeLeaf(p, p.token);
    case 'undefined':
      return takeLeaf(p, 'undefined');
    case 'new':
      return construction(p);
    case 'function':
      return functionLike(p, p.start, 'function_expression', 'generator_function');
    case 'async':
      return asyncFunction(p);
    case 'class':
      return classLike(p, p.start, 'class');
    case '@':
      return decoratedClass(p);
    case '/':
    case 'operator=':
      if (p.text.charCodeAt(p.start) !== 47) return fail();
      rescanRegex(p);
      return takeLeaf(p, 'regex');
    case 'import':
      return importOperand(p);
    case '<':
    case '<<':
      return angle(p);
    case '#name':
      return takeLeaf(p, 'private_property_identifier');
    default:
      return p.word === NAME ? nameArrow(p) : missing(p);
  }
}

const ENDS: ReadonlySet<string> = new Set([')', ']', '}', ',', ';', '.', '?.', 'end']);

/** An operand that is still to be written. */
export function missing(p: Parser): SyntaxNode {
  if (!ENDS.has(p.token)) fail();
  miss(p);
  return leaf('ERROR', p.last, p.last);
}

function asyncFunction(p: Parser): SyntaxNode {
  const { token, newline } = peek(p);
  if (token !== 'function' || newline) return nameArrow(p);
  const { start } = p;
  next(p);
  return functionLike(p, start, 'function_expression', 'generator_function');
}

function decoratedClass(p: Parser): SyntaxNode {
  const { start } = p;
  decorators(p);
  return classLike(p, start, 'class');
}

/** `<T>x`, `<T>(x) => y`, `<Element />`. */
function angle(p: Parser): SyntaxNode {
  const arrow = p.types ? genericArrow(p, p.start) : null;
  if (arrow) return arrow;
  if (p.jsx) return jsxElement(p);
  if (!p.types) return fail();
  const { start } = p;
  const types = typeArguments(p);
  descend(p);
  const value = p.grammar.unary(p);
  p.depth--;
  return node('type_assertion', start, p.last, [...types, value]);
}

/** `new T(…)`, `new.target`. */
function construction(p: Parser): SyntaxNode {
  const { start } = p;
  next(p);
  if (take(p, '.')) {
    if (p.text.slice(p.start, p.end) !== 'target') fail();
    next(p);
    return leaf('meta_property', start, p.last);
  }
  descend(p);
  const type = as('constructor', constructed(members(p, primary(p), false)));
  p.depth--;
  const parts = [type];
  if (p.token === '(') parts.push(as('arguments', callArguments(p)));
  return node('new_expression', start, p.last, parts);
}

/** `new Map<K, V>` without parentheses. */
const constructed = (type: SyntaxNode): SyntaxNode =>
  type.type === 'instantiation_expression' ? (type.children[0] ?? type) : type;

/** `import('module')`, `import.meta`. */
function importOperand(p: Parser): SyntaxNode {
  const found = takeLeaf(p, 'import');
  if (p.token === '(') return found;
  expect(p, '.');
  if (p.text.slice(p.start, p.end) !== 'meta') fail();
  next(p);
  return leaf('meta_property', found.start, p.last);
}
