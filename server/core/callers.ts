import type { AnalyzedCall, FunctionRef } from './model.ts';

/**
 * Tells a call that is counted at its callers: they are call sites too, through the function around it, and one request
 * must not be told twice. What production calls is not counted at its tests: others call it where nobody sees it.
 */
export function followedIn(calls: readonly AnalyzedCall[]): (call: AnalyzedCall) => boolean {
  const functionsOf = (callers: readonly AnalyzedCall[]): Set<string> =>
    new Set(callers.flatMap(call => call.through.map(keyOf)));
  const all = functionsOf(calls);
  const inProduction = functionsOf(calls.filter(({ tier }) => tier === 'production'));
  return ({ decidedBy, tier }) =>
    decidedBy !== null && (tier === 'production' ? inProduction : all).has(keyOf(decidedBy));
}

const keyOf = ({ place: { file, range } }: FunctionRef): string =>
  `${file}:${range.start.line}:${range.start.character}`;

/** Calls without those that are counted at their callers. */
export function withoutFollowed(calls: readonly AnalyzedCall[]): AnalyzedCall[] {
  const isFollowed = followedIn(calls);
  return calls.filter(call => !isFollowed(call));
}
