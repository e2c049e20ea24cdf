import type { Facts, Span } from '../languages/facts.ts';
import { lineAt } from '../languages/lines.ts';
import type { Place, Position } from '../model.ts';

/** Line and column of an offset in the file, whether the program is the file or lies in it. */
function positionAt({ lineStarts, origins }: Facts, offset: number): Position {
  const line = lineAt(lineStarts, offset);
  const character = offset - (lineStarts[line] ?? 0);
  const origin = origins?.[line];
  return origin ? { line: origin.line, character: origin.character + character } : { line, character };
}

export const placeOf = (file: string, facts: Facts, [start, end]: Span): Place => ({
  file,
  range: { start: positionAt(facts, start), end: positionAt(facts, end) },
});
