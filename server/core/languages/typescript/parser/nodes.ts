import type { SyntaxNode } from '../../syntax.ts';
import { next } from './lexer.ts';
import { fail, NAME, NO_WORD, type Parser } from './state.ts';
import { expect, tolerate } from './tokens.ts';

const NONE: SyntaxNode[] = [];

/** Reaches as far as its last part does: a block may end behind its brace, with the comments on that line. */
export function node(type: string, start: number, end: number, children: SyntaxNode[]): SyntaxNode {
  const last = children.length > 0 ? (children[children.length - 1]?.end ?? end) : end;
  return { type, named: true, field: null, start, end: last > end ? last : end, children };
}

export const leaf = (type: string, start: number, end: number): SyntaxNode => node(type, start, end, NONE);

/** A punctuator or word that a reader looks for. */
export const mark = (type: string, start: number, end: number): SyntaxNode => ({
  type,
  named: false,
  field: null,
  start,
  end,
  children: NONE,
});

export function as(field: string, of: SyntaxNode): SyntaxNode {
  of.field = field;
  return of;
}

/** The token that is looked at as a node of its own. */
export function takeLeaf(p: Parser, type: string): SyntaxNode {
  const found = leaf(type, p.start, p.end);
  next(p);
  return found;
}

/** A name that is bound or meant. */
export function takeName(p: Parser, type: string): SyntaxNode {
  if (p.word !== NAME) fail();
  return takeLeaf(p, type);
}

/** What stands behind a dot: any word. */
export function takeProperty(p: Parser): SyntaxNode {
  if (p.token === '#name') return takeLeaf(p, 'private_property_identifier');
  if (p.word === NO_WORD) fail();
  return takeLeaf(p, 'property_identifier');
}

export function takeString(p: Parser): SyntaxNode {
  if (p.token !== '""') fail();
  return takeLeaf(p, 'string');
}

/** Items with commas between them up to `close`, which is taken, too. */
export function list(p: Parser, close: string, items: SyntaxNode[], item: (p: Parser) => SyntaxNode): SyntaxNode[] {
  while (p.token !== close) {
    const found = tolerate(p, item, endsList);
    if (found) items.push(found);
    if (p.token === ',') next(p);
    else if (p.token === close || p.attempts > 0 || endsList(p)) break;
    else p.broken = true; // a comma is missing
  }
  expect(p, close);
  return items;
}

const STATEMENTS: ReadonlySet<string> = new Set(
  'const let var if for while do return throw switch try break continue function class import export interface'.split(
    ' ',
  ),
);
const CLOSING: ReadonlySet<string> = new Set([')', ']', '}', ';', 'end']);

/** Whether what stands here is beyond a list that was not closed. */
const endsList = (p: Parser): boolean => CLOSING.has(p.token) || (p.newline && STATEMENTS.has(p.token));
