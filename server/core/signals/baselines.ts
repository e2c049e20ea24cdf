import { worse } from '../model.ts';
import { known, type Reading, type Signal, type SignalId, unknown, type Window } from './model.ts';

/** Rates are held against the same hour of the week: nights are not like noons, nor Sundays like Mondays. */
export const RATES: ReadonlySet<SignalId> = new Set<SignalId>(['requests', 'input-tokens', 'output-tokens', 'spend']);

export const HOUR_MS = 3_600_000;
export const WEEK_MS = 7 * 24 * HOUR_MS;
/** A server is asked for so many. What was received is kept for two. */
export const MOST_WEEKS = 4;

/** The clock hour that the middle of a window lies in, so many weeks before. */
export function hourOf({ from, to }: Window, weeks: number): Window {
  const hour = Math.floor((from + to) / 2 / HOUR_MS) * HOUR_MS - weeks * WEEK_MS;
  return { from: hour, to: hour + HOUR_MS };
}

type Before = Signal['before'][number];

/**
 * What this hour comes to in other weeks: the middle one, or the mean of the two in the middle, so that a holiday or an incident of one
 * week moves it little. `of`: the same hour of each week that was seen, newest first.
 */
export function weekly(
  of: readonly Reading[],
  by?: readonly (readonly Reading[])[],
  what: 'hour' | 'time' = 'hour',
): Before | null {
  const reading = medianOf(of);
  if (!reading) return null;
  const label = of.length === 1 ? `this ${what} of an earlier week` : `this ${what} of ${of.length} earlier weeks`;
  return { label, reading, ...(by && { by: partsOf(by, of) }) };
}

/** That there is none: what stands beside it is compared with instead. */
export const notWeekly = (like: Reading, why: string): Before => ({
  label: 'this hour of earlier weeks',
  reading: { ...like, value: unknown(why), exactness: 'unknown', range: null, why: [why] },
});

/** The middle one by size, of those that are known; null where none is. */
export function medianOf(readings: readonly Reading[]): Reading | null {
  const values = readings.flatMap(({ value }) => (value.known ? [value.value] : [])).toSorted((a, b) => a - b);
  const first = readings.find(({ value }) => value.known);
  const [low, high] = [values[(values.length - 1) >> 1], values[values.length >> 1]];
  if (!first || low === undefined || high === undefined) return null;
  const days = readings.map(({ window }) => new Date(window.from).toISOString().slice(0, 10));
  return {
    ...first,
    value: known((low + high) / 2),
    exactness: readings.reduce(
      (all, { value, exactness }) => (value.known ? worse(all, exactness) : all),
      first.exactness,
    ),
    range: null,
    why: [...first.why, ...(values.length > 1 ? [`the median of ${days.join(', ')}`] : [])],
  };
}

/** Whoever was not there in a week that was seen, took nothing then. */
function partsOf(by: readonly (readonly Reading[])[], of: readonly Reading[]): Reading[] {
  const keyOf = (reading: Reading): string => JSON.stringify(reading.of);
  const keys = new Map(by.flat().map(reading => [keyOf(reading), reading]));
  const weeks = by.map(readings => new Map(readings.map(reading => [keyOf(reading), reading])));
  return [...keys].flatMap(([key, like]) => {
    const each = weeks.map((week, at): Reading => {
      const { window } = of[at] ?? like;
      return week.get(key) ?? { ...like, value: known(0), exactness: 'exact', range: null, why: [], window };
    });
    return medianOf(each) ?? [];
  });
}
