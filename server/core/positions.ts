import type { Place, Position, Range } from './model.ts';

/** Negative where `a` comes first. */
export const compare = (a: Position, b: Position): number => a.line - b.line || a.character - b.character;

/** Negative where `a` begins first; files by their names. */
export function comparePlaces(a: Place, b: Place): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return compare(a.range.start, b.range.start);
}

/** Whether a position lies in a range or at one of its ends. */
export const contains = ({ start, end }: Range, at: Position): boolean =>
  compare(start, at) <= 0 && compare(at, end) <= 0;

/** Whether two ranges have a position in common, their ends included. */
export const touches = (a: Range, b: Range): boolean => contains(a, b.start) || contains(b, a.start);

/** Whether a place lies within another. */
export const holds = (outer: Place, inner: Place): boolean =>
  outer.file === inner.file && contains(outer.range, inner.range.start) && contains(outer.range, inner.range.end);
