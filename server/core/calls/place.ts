import type { Facts, Span } from '../languages/facts.ts';
import { lineAt } from '../languages/lines.ts';
import type { Place, Position, Range } from '../model.ts';
import type { Module } from './module.ts';

/** Line and column of an offset in the file, whether the program is the file or lies in it. */
function positionAt({ lineStarts, origins }: Facts, offset: number): Position {
  const line = lineAt(lineStarts, offset);
  const character = offset - (lineStarts[line] ?? 0);
  const origin = origins?.[line];
  if (origin === undefined) return { line, character };
  const longer = origin.escapes?.findLast(({ column }) => column < character)?.longer ?? 0;
  return { line: origin.line, character: origin.character + character + longer };
}

const rangeIn = (facts: Facts, [start, end]: Span): Range => ({
  start: positionAt(facts, start),
  end: positionAt(facts, end),
});

/** Where a stretch of a file's program is, as the facts have it. */
export const placeIn = (file: string, facts: Facts, span: Span): Place => ({ file, range: rangeIn(facts, span) });

/** A place that moves with what stands there: what was found out outlives edits of other parts of the file. */
class MovingPlace implements Place {
  readonly #module: Module;
  readonly #span: Span;
  constructor(
    readonly file: string,
    module: Module,
    span: Span,
  ) {
    this.#module = module;
    this.#span = span;
  }
  get range(): Range {
    return rangeIn(this.#module.current(), this.#span);
  }
  toJSON(): Place {
    return { file: this.file, range: this.range };
  }
}

/** Where a stretch of a module is. The span must be one of its facts, which follow edits. */
export const placeOf = (module: Module, span: Span): Place => new MovingPlace(module.file, module, span);

/** The same value with all places where they are now. */
export function settled<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof MovingPlace) return value.toJSON() as T;
  if (Array.isArray(value)) return value.map(settled) as T;
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  const copy: Record<string, unknown> = {};
  for (const key in value) copy[key] = settled(value[key]);
  return copy as T;
}

/** Where something begins, as one word. */
export const placeKey = ({ file, range: { start } }: Place): string => `${file}:${start.line}:${start.character}`;

/** Whether a stretch of a file's program begins at a place in it. */
export function isAt(facts: Facts, [start]: Span, { range }: Place): boolean {
  const { line, character } = positionAt(facts, start);
  return line === range.start.line && character === range.start.character;
}
