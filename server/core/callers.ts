import type { AnalyzedCall, FunctionRef } from './model.ts';

/**
 * Tells a call that is counted at its callers: they are call sites too, through the function around it, and one request
 * must not be told twice.
 */
export function followedIn(calls: readonly AnalyzedCall[]): (call: AnalyzedCall) => boolean {
  const functions = new Set(calls.flatMap(call => call.through.map(keyOf)));
  return ({ decidedBy }) => decidedBy !== null && functions.has(keyOf(decidedBy));
}

const keyOf = ({ place: { file, range } }: FunctionRef): string =>
  `${file}:${range.start.line}:${range.start.character}`;

/** Calls without those that are counted at their callers. */
export function withoutFollowed(calls: readonly AnalyzedCall[]): AnalyzedCall[] {
  const isFollowed = followedIn(calls);
  return calls.filter(call => !isFollowed(call));
}
