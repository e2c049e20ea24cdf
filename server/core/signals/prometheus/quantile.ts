/** Observations up to `edge`, all that are smaller included. */
export interface CumulativeBucket {
  edge: number;
  count: number;
}

/** Where a quantile lies: what `histogram_quantile` makes of it, and the edges that it lies between for certain. */
export interface Quantile {
  value: number;
  low: number;
  /** Null: above the last edge that is finite. */
  high: number | null;
}

/** As `histogram_quantile` has it: evenly within a bucket. Null where nothing was observed. */
export function quantileOf(quantile: number, unsorted: readonly CumulativeBucket[]): Quantile | null {
  const buckets = monotonic(unsorted);
  const last = buckets.at(-1);
  if (!last || last.edge !== Infinity || buckets.length < 2 || !(last.count > 0)) return null;
  const rank = quantile * last.count;
  const index = buckets.findIndex(({ count }) => count >= rank);
  const before = buckets[index - 1];
  const here = buckets[index] ?? last;
  if (here.edge === Infinity) {
    const highest = before?.edge ?? 0;
    return { value: highest, low: highest, high: null };
  }
  const low = before?.edge ?? Math.min(0, here.edge);
  const within = here.count - (before?.count ?? 0);
  const share = within > 0 ? (rank - (before?.count ?? 0)) / within : 1;
  return { value: low + (here.edge - low) * share, low, high: here.edge };
}

/** The edges that a value lies between. */
export function edgesAround(value: number, edges: readonly number[]): { low: number; high: number | null } {
  const finite = edges.filter(edge => Number.isFinite(edge)).toSorted((a, b) => a - b);
  const low = finite.findLast(edge => edge < value) ?? Math.min(0, value);
  return { low, high: finite.find(edge => edge >= value) ?? null };
}

/** Scrapes of several servers are not of one moment: a count may fall a little short of the one below it. */
function monotonic(buckets: readonly CumulativeBucket[]): CumulativeBucket[] {
  let highest = 0;
  return buckets
    .filter(({ count }) => !Number.isNaN(count))
    .toSorted((a, b) => a.edge - b.edge)
    .map(({ edge, count }) => {
      highest = Math.max(highest, count);
      return { edge, count: highest };
    });
}
