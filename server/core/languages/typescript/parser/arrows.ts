import type { SyntaxNode } from '../../syntax.ts';
import { returnType, typeParameters } from './annotations.ts';
import { element, enclosed } from './brackets.ts';
import { bodyOf } from './functions.ts';
import { next } from './lexer.ts';
import { as, leaf, list, node, takeName } from './nodes.ts';
import { parameters, typed } from './parameters.ts';
import { toParameter, toPattern } from './patterns.ts';
import { attempt, fail, miss, NAME, type Parser, restore, save } from './state.ts';
import { expect, is, peek, take } from './tokens.ts';

/** A name, or `name => body`. */
export function nameArrow(p: Parser): SyntaxNode {
  const name = leaf('identifier', p.start, p.end);
  next(p);
  if (p.token !== '=>' || p.newline) return name;
  return arrow(p, name.start, as('parameter', name));
}

/** From `=>` on. */
function arrow(p: Parser, start: number, given: SyntaxNode): SyntaxNode {
  expect(p, '=>');
  const body = as('body', bodyOf(p));
  return node('arrow_function', start, body.end, [given, body]);
}

/** What stands in parentheses so far: an expression, or parameters if an arrow follows. */
interface Items {
  parts: SyntaxNode[];
  /** Only parameters are written so. */
  isCertain: boolean;
  /** With a spread or nothing: only parameters, or a call's arguments. */
  isLoose: boolean;
}

/** `(expression)` or `(parameters) => body`: read as an expression first, since only what follows tells. */
export function parenthesized(p: Parser): SyntaxNode {
  const { start } = p;
  const items = enclosed(p, readItems);
  const end = p.last;
  const found = arrowBehind(p, start, start, end, items);
  if (found) return found;
  const { parts } = items;
  const [first] = parts;
  if (!first) return fail();
  if (items.isCertain || items.isLoose) miss(p);
  const inner = parts.length === 1 ? first : node('sequence_expression', first.start, parts.at(-1)?.end ?? end, parts);
  return node('parenthesized_expression', start, end, [inner]);
}

function readItems(p: Parser): Items {
  const items: Items = { parts: [], isCertain: false, isLoose: false };
  expect(p, '(');
  list(p, ')', items.parts, () => item(p, items));
  return items;
}

function item(p: Parser, items: Items): SyntaxNode {
  if (p.token === '...') items.isLoose = true;
  const found = element(p);
  if (!p.types || (p.token !== ':' && p.token !== '?')) return found;
  items.isCertain = true;
  return typed(p, found.start, [as('pattern', toPattern(found))]);
}

/** The arrow function that the parentheses are the parameters of; null where they are none. */
function arrowBehind(p: Parser, start: number, from: number, end: number, items: Items): SyntaxNode | null {
  const isArrow = p.token === '=>' ? !p.newline : p.token === ':' && p.types && !p.plain.has(from);
  if (!isArrow) return null;
  const given = as('parameters', node('formal_parameters', from, end, []));
  const found = p.token === '=>' ? arrow(p, start, given) : typedArrow(p, start, given);
  if (found) given.children = items.parts.map(toParameter);
  else p.plain.add(from);
  return found;
}

/** From the `:` of the result's type on. Between `?` and `:` another `:` must follow: else this was the one. */
function typedArrow(p: Parser, start: number, given: SyntaxNode): SyntaxNode | null {
  if (!p.ternary) return attempt(p, returnsArrow) && arrow(p, start, given);
  return attempt(p, () => {
    const found = returnsArrow(p) && arrow(p, start, given);
    return is(p, ':') ? found : null;
  });
}

/** Reads the result's type; null where no `=>` follows. */
function returnsArrow(p: Parser): true | null {
  if (p.token === ':') returnType(p);
  return p.token === '=>' && !p.newline ? true : null;
}

/** `async (…) => body`, `async name => body`, `async <T>(…) => body`; null for a call of something named `async`. */
export function asyncArrow(p: Parser): SyntaxNode | null {
  const { start } = p;
  const behind = peek(p);
  if (behind.token === '<') return p.types ? asyncGeneric(p) : null;
  if (behind.word === NAME) return attempt(p, () => asyncName(p));
  const name = leaf('identifier', p.start, p.end);
  next(p);
  const from = p.start;
  const items = enclosed(p, readItems);
  const end = p.last;
  const found = arrowBehind(p, start, from, end, items);
  if (found) return found;
  if (items.isCertain) miss(p);
  const given = as('arguments', node('arguments', from, end, items.parts));
  return node('call_expression', start, end, [as('function', name), given]);
}

function asyncName(p: Parser): SyntaxNode | null {
  const { start } = p;
  next(p);
  const name = as('parameter', takeName(p, 'identifier'));
  return p.token === '=>' ? arrow(p, start, name) : null;
}

function asyncGeneric(p: Parser): SyntaxNode | null {
  const before = save(p);
  next(p);
  const found = genericArrow(p, before.start);
  if (!found) restore(p, before);
  return found;
}

/** `<T>(x: T) => y`; in a file with elements it needs a comma or a constraint to be told from one. */
export function genericArrow(p: Parser, start: number): SyntaxNode | null {
  if (p.token !== '<' || (p.jsx && start === p.start && !isGeneric(p))) return null;
  const given = attempt(p, () => {
    typeParameters(p);
    if (p.token !== '(') return null;
    const found = as('parameters', parameters(p));
    return returnsArrow(p) && found;
  });
  return given && arrow(p, start, given);
}

/** `<T,`, `<T extends U`, `<const T`. */
function isGeneric(p: Parser): boolean {
  const before = save(p);
  next(p);
  const isConst = take(p, 'const');
  const isNamed = p.word === NAME;
  if (isNamed) next(p);
  const found = isNamed && (isConst || p.token === ',' || (p.token === 'extends' && !NO_CONSTRAINT.has(peek(p).token)));
  restore(p, before);
  return found;
}

/** Behind an attribute that is named `extends`. */
const NO_CONSTRAINT: ReadonlySet<string> = new Set(['=', '>', '/']);
