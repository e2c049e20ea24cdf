import type { Buckets } from './model.ts';
import type { ExponentialPoint, HistogramPoint } from './otlp/model.ts';

/** Counts by size as a point of OTLP has them. Sizes here are tokens, seconds and dollars: none is negative. */
export type Sizes =
  | { kind: 'explicit'; bounds: readonly number[]; counts: readonly number[] }
  | { kind: 'exponential'; scale: number; zeros: number; offset: number; counts: readonly number[] };

export const explicitSizes = ({ bounds, counts }: HistogramPoint): Sizes => ({ kind: 'explicit', bounds, counts });

export const exponentialSizes = ({ scale, zeroCount, positive }: ExponentialPoint): Sizes => ({
  kind: 'exponential',
  scale,
  zeros: zeroCount,
  offset: positive.offset,
  counts: positive.counts,
});

/** What came since; null where that can't be told: the total began anew. */
export function sizesSince(now: Sizes, before: Sizes): Sizes | null {
  if (now.kind === 'explicit' && before.kind === 'explicit') {
    const isSameLayout =
      now.bounds.length === before.bounds.length && now.bounds.every((bound, index) => bound === before.bounds[index]);
    if (!isSameLayout) return null;
    const counts = now.counts.map((count, index) => count - (before.counts[index] ?? 0));
    return counts.some(count => count < 0) ? null : { ...now, counts };
  }
  if (now.kind !== 'exponential' || before.kind !== 'exponential') return null;
  // A histogram that meets greater sizes makes its buckets coarser.
  const scale = Math.min(now.scale, before.scale);
  const [later, earlier] = [coarser(now, scale), coarser(before, scale)];
  const counts = later.counts.map(
    (count, index) => count - (earlier.counts[later.offset + index - earlier.offset] ?? 0),
  );
  const zeros = later.zeros - earlier.zeros;
  const isWhole = earlier.counts.every(
    (count, index) => count === 0 || (later.counts[earlier.offset + index - later.offset] ?? 0) >= count,
  );
  return isWhole && zeros >= 0 ? { ...later, zeros, counts } : null;
}

type Exponential = Extract<Sizes, { kind: 'exponential' }>;

/** Two buckets are one of the next scale. */
function coarser(sizes: Exponential, scale: number): Exponential {
  const shift = 2 ** (sizes.scale - scale);
  if (shift <= 1 || sizes.counts.length === 0) return { ...sizes, scale: Math.min(scale, sizes.scale) };
  const offset = Math.floor(sizes.offset / shift);
  const counts: number[] = [];
  sizes.counts.forEach((count, index) => {
    const at = Math.floor((sizes.offset + index) / shift) - offset;
    counts[at] = (counts[at] ?? 0) + count;
  });
  return { ...sizes, scale, offset, counts: Array.from(counts, count => count ?? 0) };
}

/** A bucket as wide as 2.2 % of its size is fine enough, and there are not too many of them. */
const FINEST_SCALE = 5;

/** Null: nothing is told by size. */
export function bucketsOf(sizes: Sizes): Buckets | null {
  if (sizes.kind === 'explicit')
    return sizes.counts.length === sizes.bounds.length + 1 && sizes.bounds.length > 0
      ? { bounds: sizes.bounds, counts: sizes.counts }
      : null;
  const { scale, offset, counts, zeros } = coarser(sizes, Math.min(sizes.scale, FINEST_SCALE));
  if (counts.length === 0 && zeros === 0) return null;
  const edges = Array.from({ length: counts.length + 1 }, (_, index) => 2 ** ((offset + index) * 2 ** -scale));
  return zeros > 0
    ? { bounds: [0, ...edges], counts: [zeros, 0, ...counts, 0] }
    : { bounds: edges, counts: [0, ...counts, 0] };
}
