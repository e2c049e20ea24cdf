import type { SyntaxNode } from '../../syntax.ts';

const NONE: SyntaxNode[] = [];

/** What is not there, in a broken statement, ends where the token before it does: it is empty, not less. */
export const node = (type: string, start: number, end: number, children: SyntaxNode[]): SyntaxNode => ({
  type,
  named: true,
  field: null,
  start,
  end: end < start ? start : end,
  children,
});

export const leaf = (type: string, start: number, end: number): SyntaxNode => ({
  type,
  named: true,
  field: null,
  start,
  end: end < start ? start : end,
  children: NONE,
});

/** An operator. Brackets, commas and keywords are left out: nobody reads them. */
export const mark = (type: string, start: number, end: number): SyntaxNode => ({
  type,
  named: false,
  field: 'operator',
  start,
  end: end < start ? start : end,
  children: NONE,
});

/** A node as a part of another, under a name. */
export function as(field: string, part: SyntaxNode): SyntaxNode {
  part.field = field;
  return part;
}
