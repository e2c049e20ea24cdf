import { type Known, worse } from '../model.ts';
import type { SpendRow } from '../configuration/configuration.ts';
import type { Alert, BudgetState } from './live.ts';
import { known, type Reading, unknown, type Window } from './model.ts';

/** The windows that a burn rate is told by, and the month so far. */
export const SPEND_WINDOWS = ['5m', '30m', '1h', '6h', '3d', 'month'] as const;
export type SpendWindow = (typeof SPEND_WINDOWS)[number];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const LENGTHS: Readonly<Record<Exclude<SpendWindow, 'month'>, number>> = {
  '5m': 5 * MINUTE,
  '30m': 30 * MINUTE,
  '1h': HOUR,
  '6h': 6 * HOUR,
  '3d': 3 * DAY,
};

/** Budgets are of months; burn rates count with one of 30 days, as the usual factors do. */
const BUDGET_MS = 30 * DAY;

/**
 * Two windows at once: the long one says that it is no blip, the short one that it is still so. Factors of the SRE workbook, "Alerting
 * on SLOs": at 14.4 the month's money is gone in two days.
 */
const BURNS = [
  { long: '1h', short: '5m', limit: 14.4, severity: 'page' },
  { long: '6h', short: '30m', limit: 6, severity: 'ticket' },
  { long: '3d', short: '6h', limit: 1, severity: 'ticket' },
] as const;

/** Of a window that was seen for less than this part of it, nothing is said. */
const LEAST_SEEN = 0.5;

/** From when to when such a window is; a month is a calendar's, in UTC as bills are. */
export function windowOf(name: SpendWindow, now: number): Window {
  if (name !== 'month') return { from: now - LENGTHS[name], to: now };
  const day = new Date(now);
  return { from: Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), 1), to: now };
}

/** What was spent in each window, in `USD`; the window of a reading is the part of it that was seen. */
export type Spends = Readonly<Record<SpendWindow, Reading>>;

/** How a budget stands; `spends` are of the models that it is for. */
export function stateOf({ name, perMonth }: SpendRow, spends: Spends, now: number): BudgetState {
  const burnOf = (window: SpendWindow): Reading => burn(spends[window], windowOf(window, now), perMonth);
  return {
    name,
    perMonthUsd: perMonth,
    spent: spends.month,
    burn: BURNS.map(({ long, short, limit, severity }) => {
      const pair = { long: burnOf(long), short: burnOf(short) };
      const isBurning = [pair.long, pair.short].every(({ value }) => value.known && value.value > limit);
      return { ...pair, windows: { long, short }, limit, severity, isBurning };
    }),
    forecast: forecast(spends, now),
  };
}

/** Spend in this window against what the budget allows in the same time. */
function burn(spend: Reading, asked: Window, perMonthUsd: number): Reading {
  const allowed = (perMonthUsd * lengthOf(spend.window)) / BUDGET_MS;
  const factor = rate(spend, asked);
  const value: Known<number> = factor.known ? known((factor.value * lengthOf(spend.window)) / allowed) : factor;
  return { ...spend, unit: 'factor', value, exactness: value.known ? spend.exactness : 'unknown', range: null };
}

/** Dollars a millisecond, where enough of the window was seen. */
function rate({ value, window }: Reading, asked: Window): Known<number> {
  const seen = lengthOf(window) / lengthOf(asked);
  if (!value.known) return value;
  if (seen < LEAST_SEEN)
    return unknown(`only ${words(lengthOf(window))} of the last ${words(lengthOf(asked))} were seen`);
  return known(value.value / lengthOf(window));
}

/**
 * What the month comes to: what was spent, and the rest of it at the rate of the last hours, or of the last days. A burst and a quiet
 * night are both no month: the two stand as a range.
 */
function forecast(spends: Spends, now: number): BudgetState['forecast'] {
  const { from, to } = monthOf(now);
  const at = (window: '6h' | '3d'): Reading | null => {
    const perMs = rate(spends[window], windowOf(window, now));
    if (!perMs.known || !spends.month.value.known) return null;
    const seenAll = spends.month.window.from <= from + HOUR;
    return {
      ...spends.month,
      value: known(spends.month.value.value + perMs.value * (to - now)),
      exactness: seenAll ? worse('approximate', spends[window].exactness) : 'lower-bound',
      window: { from, to },
      how: `spent so far, and the rest of the month at the rate of the last ${window}`,
      why: [
        ...spends.month.why,
        ...(seenAll
          ? []
          : [`of the month, only the time since ${new Date(spends.month.window.from).toISOString()} was seen`]),
      ],
    };
  };
  const ends = [at('6h'), at('3d')].filter(end => end !== null).toSorted((a, b) => amountOf(a) - amountOf(b));
  const [low, high = low] = ends;
  return low && high ? { low, high } : null;
}

const amountOf = ({ value }: Reading): number => (value.known ? value.value : 0);

/** What is to be told of budgets, one alert a budget: the worst. `before`: what was told the last time. */
export function alertsOf(
  states: readonly BudgetState[],
  driver: string | null,
  before: readonly Alert[],
  now: number,
): Alert[] {
  return states.flatMap(({ name, burn: burns }) => {
    const id = `budget:${name}`;
    const worst = burns.find(({ isBurning }) => isBurning);
    if (!worst?.long.value.known) return [];
    const since = before.find(alert => alert.id === id)?.since ?? now;
    const title = `Budget "${name}" burns ${worst.long.value.value.toFixed(1)}× as fast as would last a month`;
    return [{ id, severity: worst.severity, since, title, driver, how: worst.long.how }];
  });
}

/** What grew most between two windows, of readings by model, service or the like, in words; null where nothing grew. */
export function driverOf(now: readonly Reading[], before: readonly Reading[]): string | null {
  const key = ({ of }: Reading): string => JSON.stringify(of);
  const earlier = new Map(before.map(reading => [key(reading), reading]));
  const grown = now
    .flatMap(reading => {
      const old = earlier.get(key(reading));
      if (!reading.value.known || (old && !old.value.known)) return [];
      return [{ of: reading.of, by: reading.value.value - (old?.value.known ? old.value.value : 0) }];
    })
    .toSorted((a, b) => b.by - a.by);
  const [first] = grown;
  const sum = grown.reduce((all, { by }) => all + Math.max(0, by), 0);
  if (!first || first.by <= 0) return null;
  const what =
    Object.entries(first.of)
      .map(([label, value]) => `${label} ${value}`)
      .join(', ') || 'all calls';
  return `${what}: ${Math.round((first.by / sum) * 100)} % of the growth`;
}

function monthOf(now: number): Window {
  const day = new Date(now);
  const at = (months: number): number => Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months, 1);
  return { from: at(0), to: at(1) };
}

const lengthOf = ({ from, to }: Window): number => Math.max(1, to - from);

function words(ms: number): string {
  if (ms < 2 * HOUR) return `${Math.round(ms / MINUTE)} min`;
  return ms < 2 * DAY ? `${Math.round(ms / HOUR)} h` : `${Math.round(ms / DAY)} days`;
}
