import type { Facts } from './facts.ts';

/** A function that no other function is around. */
interface Region {
  scope: number;
  start: number;
  end: number;
}

const known = new WeakMap<Facts, readonly Region[]>();

function regionsOf(facts: Facts): readonly Region[] {
  const before = known.get(facts);
  if (before) return before;
  const { scopes } = facts;
  const regions = scopes.flatMap(({ kind, parent, span: [start, end] }, scope): Region[] => {
    if (kind !== 'function' || end === 0) return [];
    for (let at = parent; at > 0; at = scopes[at]?.parent ?? 0) if (scopes[at]?.kind === 'function') return [];
    return [{ scope, start, end }];
  });
  regions.sort((a, b) => a.start - b.start);
  known.set(facts, regions);
  return regions;
}

/** The outermost function that holds an offset; the module where none does. */
export function regionAt(facts: Facts, offset: number): number {
  const regions = regionsOf(facts);
  let [low, high] = [0, regions.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((regions[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const found = regions[low - 1];
  return found && offset < found.end ? found.scope : 0;
}
