import type { Buckets } from './model.ts';

/**
 * How sizes are distributed: of single sizes a sketch with a relative error of 1 % at the most (buckets that grow by 2 %, as DDSketch has
 * them, https://arxiv.org/abs/1908.10693), of histograms their buckets as they are. Both merge without loss.
 */
export interface Distribution {
  /** Counts by bucket: `i` holds what is above 1.02^(i-1), up to 1.02^i; `NONE` holds zeros. */
  fine: Map<number, number> | null;
  /** Counts by range, written `low high`. */
  coarse: Map<string, number> | null;
}

const GROWTH = 1.02;
const LOG_GROWTH = Math.log(GROWTH);
const NONE = -1_000_000;

/** Maps are made when something is put into them: most cells hold one kind at the most. */
export const emptyDistribution = (): Distribution => ({ fine: null, coarse: null });

/** `weight` below zero takes off what was added. */
export function addSize(into: Distribution, size: number, weight: number): void {
  addTo((into.fine ??= new Map()), size <= 0 ? NONE : Math.ceil(Math.log(size) / LOG_GROWTH), weight);
}

/** `scale`: what the bounds are multiplied with, for another unit. */
export function addBuckets(into: Distribution, { bounds, counts }: Buckets, scale = 1): void {
  const coarse = (into.coarse ??= new Map());
  counts.forEach((count, index) => {
    if (count === 0) return;
    const low = index === 0 ? 0 : (bounds[index - 1] ?? 0) * scale;
    const high = index < bounds.length ? (bounds[index] ?? 0) * scale : Number.POSITIVE_INFINITY;
    addTo(coarse, `${low} ${high}`, count);
  });
}

export function addDistribution(into: Distribution, { fine, coarse }: Distribution): void {
  if (fine) addAll((into.fine ??= new Map()), fine);
  if (coarse) addAll((into.coarse ??= new Map()), coarse);
}

function addAll<K>(into: Map<K, number>, counts: ReadonlyMap<K, number>): void {
  for (const [key, count] of counts) addTo(into, key, count);
}

function addTo<K>(counts: Map<K, number>, key: K, weight: number): void {
  const count = (counts.get(key) ?? 0) + weight;
  if (count > 0) counts.set(key, count);
  else counts.delete(key);
}

interface Part {
  low: number;
  high: number;
  /** What stands for all of it; null: anything between. */
  middle: number | null;
  count: number;
}

function partsOf({ fine, coarse }: Distribution): Part[] {
  const parts: Part[] = [];
  for (const [index, count] of fine ?? []) {
    const [low, high] = index === NONE ? [0, 0] : [GROWTH ** (index - 1), GROWTH ** index];
    parts.push({ low, high, middle: (2 * low * high) / (low + high) || 0, count });
  }
  for (const [range, count] of coarse ?? []) {
    const [low = 0, high = 0] = range.split(' ').map(Number);
    parts.push({ low, high, middle: null, count });
  }
  return parts.toSorted((a, b) => a.high - b.high || a.low - b.low);
}

export interface Quantile {
  value: number;
  /** Where it lies for certain; `high: null`: above the last edge of a histogram. Null: it is within 1 %. */
  range: { low: number; high: number | null } | null;
  count: number;
}

/** Null: there is nothing. Within a histogram's bucket sizes are taken to be spread evenly, as Prometheus does. */
export function quantileOf(distribution: Distribution, part: number): Quantile | null {
  const parts = partsOf(distribution);
  const count = parts.reduce((all, one) => all + one.count, 0);
  if (count <= 0) return null;
  const rank = Math.max(part * count, Number.MIN_VALUE);
  let before = 0;
  const at = parts.find(one => (before += one.count) >= rank * (1 - 1e-12)) ?? parts.at(-1);
  if (!at) return null;
  if (parts.every(({ middle }) => middle !== null)) return { value: at.middle ?? 0, range: null, count };
  const high = at.high;
  const low = rankedBy(parts, one => one.low, rank);
  const inside = (rank - (before - at.count)) / at.count;
  const spread = Number.isFinite(high) ? at.low + (high - at.low) * Math.min(1, Math.max(0, inside)) : at.low;
  const value = Math.max(low, at.middle ?? spread);
  return { value, range: { low, high: Number.isFinite(high) ? high : null }, count };
}

function rankedBy(parts: readonly Part[], edge: (part: Part) => number, rank: number): number {
  let before = 0;
  const sorted = parts.toSorted((a, b) => edge(a) - edge(b));
  const found = sorted.find(one => (before += one.count) >= rank * (1 - 1e-12)) ?? sorted.at(-1);
  return found ? edge(found) : 0;
}

/** As JSON has it: index and count in turn, range and count in turn. */
export interface WrittenDistribution {
  fine: number[];
  coarse: (string | number)[];
}

export const writeDistribution = ({ fine, coarse }: Distribution): WrittenDistribution => ({
  fine: [...(fine ?? [])].flat(),
  coarse: [...(coarse ?? [])].flat(),
});

/** Null: it is none. */
export function readDistribution(written: unknown): Distribution | null {
  const { fine, coarse } = (written ?? {}) as Partial<Record<keyof WrittenDistribution, unknown>>;
  if (!Array.isArray(fine) || !Array.isArray(coarse)) return null;
  const [readFine, readCoarse] = [new Map<number, number>(), new Map<string, number>()];
  for (let at = 0; at < fine.length; at += 2) {
    const [index, count] = [fine[at] as unknown, fine[at + 1] as unknown];
    if (!Number.isInteger(index) || !isCount(count)) return null;
    readFine.set(index as number, count);
  }
  for (let at = 0; at < coarse.length; at += 2) {
    const [range, count] = [coarse[at] as unknown, coarse[at + 1] as unknown];
    if (typeof range !== 'string' || !/^\S+ \S+$/.test(range) || !isCount(count)) return null;
    readCoarse.set(range, count);
  }
  return { fine: readFine.size > 0 ? readFine : null, coarse: readCoarse.size > 0 ? readCoarse : null };
}

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value > 0;
