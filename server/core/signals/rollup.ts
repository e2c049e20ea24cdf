import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time.ts';
import { addCell, addIncrement, addSample, type Cell, emptyCell } from './cells.ts';
import type { UsageLabels, Window } from './model.ts';
import { type Normalized, SKEW_MS } from './normalize.ts';
import type { Pricer } from './price.ts';

/**
 * What was measured, summed up in cells of three sizes at once, so that any window is read from few of them: ten seconds for what
 * happens now (rates and burn over minutes), five minutes for charts of a day and the same hour of yesterday, an hour for the same hour
 * a week ago, with a week more to compare it with.
 */
export const TIERS: readonly { cellMs: number; keptMs: number }[] = [
  { cellMs: 10_000, keptMs: HOUR_MS },
  { cellMs: 300_000, keptMs: 26 * HOUR_MS },
  { cellMs: HOUR_MS, keptMs: 15 * DAY_MS },
];
/** As far back as anything is kept. */
export const KEPT_MS = 15 * DAY_MS;

/** What is known of who asked whom; `feed` is `spans`, or the metric and what it tells: two feeds are never added. */
export interface SeriesLabels extends UsageLabels {
  feed: string;
}

/** One label set, with a map of cells for each tier, by their number since 1970. */
export interface Series {
  labels: SeriesLabels;
  tiers: Map<number, Cell>[];
  /** Why not all of it has a price, by hour: with how often, and until when. */
  reasons: Map<string, Reason>;
}

export interface Reason {
  why: string;
  count: number;
  until: number;
}

export interface RollupState {
  series: Map<string, Series>;
  /** When we listened: what happened in between, nobody told us. */
  listened: Window[];
}

export interface RollupNotes {
  /** What was too old to be kept. */
  tooOld: number;
  /** What is summed up together, because there are too many label sets. */
  crowded: number;
}

export interface Rollup {
  add: (normalized: Normalized, now: number) => void;
  /** That we are there: to be called at least every minute, whether or not anything comes. */
  listen: (now: number) => void;
  state: Readonly<RollupState>;
  notes: () => RollupNotes;
}

/** Label sets that are told apart; beyond them those that differ in names, lines and the user's labels alone are one, and at last all. */
export const MOST_SERIES = 2000;
const MOST_REDUCED = 500;
export const OTHERS = '(others)';
/** Twice as long as it takes to be called again. */
const GAP_MS = 120_000;
const MOST_LISTENED = 500;
/** Eight in each hour that is kept. */
const MOST_REASONS = 8 * 24 * 15;
const PRUNE_MS = MINUTE_MS;

export const emptyRollup = (): RollupState => ({ series: new Map(), listened: [] });

/** Sums up samples and increments. What it keeps is `state`, which `store.ts` writes and reads. */
export function createRollup(pricer: Pricer, state: RollupState = emptyRollup()): Rollup {
  let pruned = 0;
  const notes: RollupNotes = { tooOld: 0, crowded: 0 };

  const put = (
    labels: UsageLabels,
    feed: string,
    { at, now, why, weight }: { at: number; now: number; why: string | null; weight: 1 | -1 },
    fill: (cell: Cell) => void,
  ): void => {
    if (at < now - KEPT_MS) {
      notes.tooOld += 1;
      return;
    }
    const series = seriesOf(state.series, labels, feed, notes);
    if (why !== null) addReason(series, why, at, weight);
    TIERS.forEach(({ cellMs, keptMs }, tier) => {
      if (at < now - keptMs - cellMs) return;
      const cells = series.tiers[tier];
      const index = Math.floor(at / cellMs);
      const cell = cells?.get(index) ?? emptyCell();
      cells?.set(index, cell);
      fill(cell);
      // What was withdrawn leaves nothing behind.
      if (weight === -1 && cell.sums.requests <= 0) cells?.delete(index);
    });
    if (series.tiers.every(cells => cells.size === 0)) state.series.delete(keyOf(series.labels, feed));
  };

  return {
    state,
    notes: () => ({ ...notes }),
    listen: now => {
      listenOn(state.listened, now);
      if (now - pruned < PRUNE_MS) return;
      pruned = now;
      prune(state, now);
    },
    add: ({ changes, increments }, now) => {
      for (const { sample, weight } of changes) {
        const priced = pricer.sample(sample);
        const why = priced.known ? priced.value.why : priced.why;
        put(sample, 'spans', { at: sample.at, now, why, weight }, cell => addSample(cell, sample, priced, weight));
      }
      for (const increment of increments) {
        const isOfTokens = TOKENS.has(increment.quantity);
        const priced = isOfTokens ? pricer.increment(increment) : null;
        const why = priced && (priced.known ? priced.value.why : priced.why);
        const feed = `${increment.metric} ${increment.quantity}`;
        put(increment, feed, { at: increment.to, now, why, weight: 1 }, cell => addIncrement(cell, increment, priced));
      }
    },
  };
}

const TOKENS: ReadonlySet<string> = new Set(['input', 'output', 'cacheRead', 'cacheWrite', 'reasoning']);

function addReason({ reasons }: Series, why: string, at: number, weight: 1 | -1): void {
  const hour = Math.floor(at / HOUR_MS);
  const key = `${hour} ${why}`;
  const known = reasons.get(key);
  if (!known && (weight === -1 || reasons.size >= MOST_REASONS)) return;
  const count = (known?.count ?? 0) + weight;
  if (count > 0) reasons.set(key, { why, count, until: (hour + 1) * HOUR_MS });
  else reasons.delete(key);
}

function seriesOf(all: Map<string, Series>, labels: UsageLabels, feed: string, notes: RollupNotes): Series {
  const key = keyOf(labels, feed);
  const known = all.get(key);
  if (known) return known;
  if (all.size < MOST_SERIES) return newSeries(all, key, labels, feed);
  notes.crowded += 1;
  const reduced = { ...labels, name: OTHERS, code: null, labels: {} };
  const reducedKey = keyOf(reduced, feed);
  const found = all.get(reducedKey);
  if (found) return found;
  if (all.size < MOST_SERIES + MOST_REDUCED) return newSeries(all, reducedKey, reduced, feed);
  const rest: UsageLabels = {
    ...reduced,
    service: OTHERS,
    environment: null,
    provider: null,
    requestModel: OTHERS,
    responseModel: OTHERS,
    operation: 'other',
    vocabulary: OTHERS,
  };
  const restKey = keyOf(rest, feed);
  return all.get(restKey) ?? newSeries(all, restKey, rest, feed);
}

function newSeries(all: Map<string, Series>, key: string, labels: UsageLabels, feed: string): Series {
  const { vocabulary, counter, service, environment, provider, requestModel, responseModel } = labels;
  const { operation, name, code, labels: named } = labels;
  const series: Series = {
    labels: {
      vocabulary,
      counter,
      service,
      environment,
      provider,
      requestModel,
      responseModel,
      operation,
      name,
      code,
      labels: named,
      feed,
    },
    tiers: TIERS.map(() => new Map<number, Cell>()),
    reasons: new Map(),
  };
  all.set(key, series);
  return series;
}

export function keyOf(labels: UsageLabels, feed: string): string {
  const { vocabulary, counter, service, environment, provider, requestModel, responseModel, operation } = labels;
  const { name, code, labels: named } = labels;
  const place = code === null ? '' : `${code.file}\t${code.line}\t${code.function}`;
  let words = `${feed}\n${vocabulary}\n${counter}\n${service}\n${environment}\n${provider}\n${requestModel}\n${responseModel}\n${operation}\n${name}\n${place}`;
  for (const key of Object.keys(named).toSorted()) words += `\n${key}\t${named[key]}`;
  return words;
}

function listenOn(listened: Window[], now: number): void {
  const last = listened.at(-1);
  if (last && now < last.to) return;
  if (last && now - last.to <= GAP_MS) last.to = now;
  else listened.push({ from: now, to: now });
  if (listened.length > MOST_LISTENED) listened.shift();
}

function prune({ series, listened }: RollupState, now: number): void {
  for (const [key, { tiers, reasons }] of series) {
    for (const [reason, { until }] of reasons) if (until < now - KEPT_MS) reasons.delete(reason);
    tiers.forEach((cells, tier) => {
      const { cellMs = 1, keptMs = 0 } = TIERS[tier] ?? {};
      const oldest = Math.floor((now - keptMs) / cellMs) - 1;
      for (const index of cells.keys()) if (index < oldest) cells.delete(index);
    });
    if (tiers.every(cells => cells.size === 0)) series.delete(key);
  }
  while (listened[0] && listened[0].to < now - KEPT_MS) listened.shift();
}

/** Cells of one tier, from `first` up to the one before `end`. */
export interface Cells {
  tier: number;
  first: number;
  end: number;
}

/** All that a label set has in them; null: nothing. */
export function cellOf({ tiers }: Series, { tier, first, end }: Cells): Cell | null {
  const cells = tiers[tier];
  if (!cells || cells.size === 0) return null;
  let all: Cell | null = null;
  const add = (cell: Cell | undefined): void => {
    if (!cell) return;
    all ??= emptyCell();
    addCell(all, cell);
  };
  if (end - first < cells.size) for (let index = first; index < end; index += 1) add(cells.get(index));
  else for (const [index, cell] of cells) if (index >= first && index < end) add(cell);
  return all;
}

/** The window in whole cells of the smallest size that reaches back so far. One up to now holds what clocks ahead of ours tell, too. */
export function windowOf({ from, to }: Window, now: number): { window: Window; cells: Cells } {
  const found = TIERS.findIndex(({ keptMs }) => from >= now - keptMs);
  const tier = found === -1 ? TIERS.length - 1 : found;
  const { cellMs } = TIERS[tier] ?? { cellMs: 1 };
  const first = Math.floor(from / cellMs);
  const end = to >= now ? Math.floor((now + SKEW_MS) / cellMs) + 1 : Math.ceil(to / cellMs);
  return { window: { from: first * cellMs, to: Math.min(now, end * cellMs) }, cells: { tier, first, end } };
}

/** For how much of a window we listened. */
export const listenedIn = ({ listened }: Pick<RollupState, 'listened'>, { from, to }: Window): number =>
  listened.reduce((all, one) => all + Math.max(0, Math.min(to, one.to) - Math.max(from, one.from)), 0);
