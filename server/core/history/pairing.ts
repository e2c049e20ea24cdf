/** What of two revisions belongs together, from what is surely the same to what is most likely so: each thing has one partner at most. */
export interface Pairing<T> {
  /** The older one of each newer. */
  readonly found: ReadonlyMap<T, T>;
  /** Those without a partner. */
  left(): { older: T[]; newer: T[] };
  /** Joins those that are equal in this, in order. */
  join(keyOf: (one: T) => string): void;
  /** Joins the best pairs first; what scores no more than `least` is none. */
  nearest(score: (older: T, newer: T) => number, least?: number): void;
}

export function createPairing<T>(older: readonly T[], newer: readonly T[]): Pairing<T> {
  const found = new Map<T, T>();
  const taken = new Set<T>();
  const left = (): { older: T[]; newer: T[] } => ({
    older: older.filter(one => !taken.has(one)),
    newer: newer.filter(one => !found.has(one)),
  });
  const take = (before: T, after: T): void => {
    found.set(after, before);
    taken.add(before);
  };
  return {
    found,
    left,
    join(keyOf) {
      const { older: olds, newer: news } = left();
      const byKey = new Map<string, T[]>();
      for (const one of olds) byKey.set(keyOf(one), [...(byKey.get(keyOf(one)) ?? []), one]);
      for (const one of news) {
        const before = byKey.get(keyOf(one))?.shift();
        if (before !== undefined) take(before, one);
      }
    },
    nearest(score, least = 0) {
      const { older: olds, newer: news } = left();
      const scored = news.flatMap(after =>
        olds.flatMap(before => {
          const value = score(before, after);
          return value > least ? [{ before, after, value }] : [];
        }),
      );
      for (const { before, after } of scored.toSorted((a, b) => b.value - a.value))
        if (!taken.has(before) && !found.has(after)) take(before, after);
    },
  };
}
