import type { Position, Range } from '../core/model.ts';

/** Negative where `a` comes first. */
export const compare = (a: Position, b: Position): number => a.line - b.line || a.character - b.character;

/** Whether a position lies in a range or at one of its ends. */
export const contains = ({ start, end }: Range, at: Position): boolean =>
  compare(start, at) <= 0 && compare(at, end) <= 0;
