import type { Place, Position } from '../model.ts';

/** Whether a place lies within another. */
export const holds = (outer: Place, inner: Place): boolean =>
  outer.file === inner.file &&
  isBefore(outer.range.start, inner.range.start) &&
  isBefore(inner.range.end, outer.range.end);

const isBefore = (a: Position, b: Position): boolean =>
  a.line < b.line || (a.line === b.line && a.character <= b.character);
