import type { Facts, Span } from '../languages/facts.ts';
import type { Place, Position } from '../model.ts';

/** Line and column of an offset, by the file's line starts. */
function positionAt(lineStarts: readonly number[], offset: number): Position {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low, character: offset - (lineStarts[low] ?? 0) };
}

export const placeOf = (file: string, facts: Facts, [start, end]: Span): Place => ({
  file,
  range: { start: positionAt(facts.lineStarts, start), end: positionAt(facts.lineStarts, end) },
});
