import type { Facts, Span } from '../languages/facts.ts';
import { lineAt } from '../languages/lines.ts';
import type { Place, Position } from '../model.ts';

/** Line and column of an offset in the file, whether the program is the file or lies in it. */
function positionAt({ lineStarts, origins }: Facts, offset: number): Position {
  const line = lineAt(lineStarts, offset);
  const character = offset - (lineStarts[line] ?? 0);
  const origin = origins?.[line];
  if (origin === undefined) return { line, character };
  const longer = origin.escapes?.findLast(({ column }) => column < character)?.longer ?? 0;
  return { line: origin.line, character: origin.character + character + longer };
}

export const placeOf = (file: string, facts: Facts, [start, end]: Span): Place => ({
  file,
  range: { start: positionAt(facts, start), end: positionAt(facts, end) },
});

/** Whether a stretch of the file begins at a place in it. */
export function isAt(facts: Facts, [start]: Span, { range }: Place): boolean {
  const { line, character } = positionAt(facts, start);
  return line === range.start.line && character === range.start.character;
}
