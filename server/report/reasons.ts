import { addTo } from '../core/groups.ts';

/**
 * Reasons as a reader is told them: names that share one are told together. Core writes one reason a name:
 * "`question` is a parameter".
 */
export function groupReasons(reasons: readonly string[]): string[] {
  const groups = new Map<string, string[]>();
  for (const reason of reasons) {
    const [, name, predicate] = /^(`[^`]*`) is (.+)$/.exec(reason) ?? [];
    if (name && predicate) addTo(groups, predicate, name);
    else groups.set(reason, []);
  }
  return [...groups].map(([predicate, names]) => tell(names, predicate));
}

function tell(names: readonly string[], predicate: string): string {
  const [last, ...others] = names.toReversed();
  if (last === undefined) return predicate;
  return others.length === 0
    ? `${last} is ${predicate}`
    : `${others.toReversed().join(', ')} and ${last} are each ${predicate}`;
}
