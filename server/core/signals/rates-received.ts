import { worse } from '../model.ts';
import { HOUR_MS, notWeekly, WEEK_MS, weekly } from './baselines.ts';
import { driverOf } from './budgets.ts';
import type { RateSignal, RateState } from './live.ts';
import { type Counter, known, type Reading, unknown, type Window } from './model.ts';
import { RATE_SIGNALS, RATE_STEPS, stepOf } from './rates.ts';
import { type Measure, MEASURES } from './readings.ts';
import { KEPT_MS, type RollupState } from './rollup.ts';
import { readingOf } from './signals.ts';
import { groupedOf, type Grouping, type Heard, type Look, look } from './windows.ts';

const COUNTERS: readonly Counter[] = ['client', 'gateway', 'server'];
const WEEKS = Math.floor(KEPT_MS / WEEK_MS);
/** Of a window that was listened to for less than this part of it nothing is said. */
const LEAST_LISTENED = 0.5;

/** How fast what was received goes, against earlier weeks. `past`: an hour of then. */
export function receivedRates(
  state: RollupState,
  now: number,
  source: string,
  past: (hour: Window) => Look,
): RateState[] {
  const ago = (ms: number): Look => look(state, { from: now - ms, to: now }, { now });
  const looks = RATE_STEPS.map(at => ({ at, long: ago(at.longMs), short: ago(at.shortMs) }));
  return COUNTERS.flatMap(counter => {
    const heard = [...state.series.values()].filter(({ labels }) => labels.counter === counter);
    if (heard.length === 0) return [];
    const vocabulary = [...new Set(heard.map(({ labels }) => labels.vocabulary))].toSorted().join(' + ');
    const all = new Map<Look, Heard>();
    const heardIn = (seen: Look): Heard => {
      const one = all.get(seen) ?? groupedOf(seen, counter, []).all;
      all.set(seen, one);
      return one;
    };
    return RATE_SIGNALS.map((id): RateState => {
      const how = measureOf(id, looks[0] && heardIn(looks[0].long));
      const read = (seen: Look): Reading => readingOf(how, heardIn(seen));
      const steps = looks.map(({ at, long, short }) =>
        stepOf(id, at, {
          long: ifSeen(long, at.longMs, read),
          short: ifSeen(short, at.shortMs, read),
          baseline: baselineOf({ from: now - at.longMs, to: now }, past, read) ?? notWeekly(read(long), NOBODY),
          requests: heardIn(long).cell.sums.requests,
        }),
      );
      const beyond = steps.findIndex(({ isBeyond }) => isBeyond);
      const grown = looks[beyond];
      const driver = grown ? driverIn(grown.long, past, by => groupedOf(by, counter, GROUPS).groups, how) : null;
      return { source, counter, vocabulary, id, steps, driver };
    });
  });
}

const NOBODY = 'nobody listened at this time in the last two weeks';

/** As it is billed, where it is. */
function measureOf(id: RateSignal, heard: Heard | undefined): Measure {
  const isBilled = id === 'spend' && heard !== undefined && heard.cell.sums.billed > 0;
  const basis = isBilled ? 'billed' : id === 'spend' ? 'priced' : 'measured';
  const found = MEASURES.find(({ id: one, measure }) => one === id && measure.basis === basis);
  if (!found) throw new Error(`no measure of ${id}, ${basis}`);
  return found.measure;
}

function ifSeen(seen: Look, ms: number, read: (seen: Look) => Reading): Reading {
  const reading = read(seen);
  if (seen.seconds * 1000 >= ms * LEAST_LISTENED) return reading;
  const why = `received for ${Math.round(seen.seconds / 60)} of the last ${ms / 60_000} min`;
  return { ...reading, value: unknown(why), exactness: 'unknown' };
}

/** Only hours are kept of then: each counts as far as the window lies in it. */
function baselineOf(
  window: Window,
  past: (hour: Window) => Look,
  read: (seen: Look) => Reading,
): ReturnType<typeof weekly> {
  const weeks = Array.from({ length: WEEKS }, (_, at) => at + 1).flatMap(week => {
    const then = { from: window.from - week * WEEK_MS, to: window.to - week * WEEK_MS };
    const parts = hoursIn(then).map(hour => ({ seen: past(hour), weight: overlap(hour, then) }));
    const listened = parts.filter(({ seen }) => seen.seconds * 1000 >= HOUR_MS * LEAST_LISTENED);
    const weight = listened.reduce((all, part) => all + part.weight, 0);
    if (weight < (then.to - then.from) * LEAST_LISTENED) return [];
    const readings = listened.map(part => ({ reading: read(part.seen), weight: part.weight / weight }));
    return mixed(readings, then) ?? [];
  });
  return weekly(weeks, undefined, 'time');
}

function mixed(parts: readonly { reading: Reading; weight: number }[], window: Window): Reading | null {
  const [first] = parts;
  if (!first || parts.some(({ reading }) => !reading.value.known)) return null;
  const value = parts.reduce(
    (all, { reading, weight }) => all + (reading.value.known ? reading.value.value * weight : 0),
    0,
  );
  const exactness = parts.reduce((all, { reading }) => worse(all, reading.exactness), first.reading.exactness);
  return { ...first.reading, value: known(value), exactness, range: null, window };
}

function hoursIn({ from, to }: Window): Window[] {
  const first = Math.floor(from / HOUR_MS);
  const count = Math.ceil(to / HOUR_MS) - first;
  return Array.from({ length: count }, (_, at) => ({ from: (first + at) * HOUR_MS, to: (first + at + 1) * HOUR_MS }));
}

const overlap = (a: Window, b: Window): number => Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from));

const GROUPS: readonly Grouping[] = ['model', 'service'];

/** Which model and which service grew most since the week before; of what has one value alone it says nothing. */
function driverIn(
  long: Look,
  past: (hour: Window) => Look,
  groups: (seen: Look) => ReturnType<typeof groupedOf>['groups'],
  how: Measure,
): string | null {
  const [hour] = hoursIn({ from: long.window.to - WEEK_MS - 1, to: long.window.to - WEEK_MS });
  const [now, then] = [groups(long), hour ? groups(past(hour)) : []].map(each => each.map(one => readingOf(how, one)));
  const told = ['model', 'service'].flatMap(label => {
    const [grown = [], before = []] = [now, then].map(each => each?.filter(({ of }) => label in of));
    const names = new Set([...grown, ...before].map(({ of }) => of[label]));
    return names.size > (label === 'model' ? 0 : 1) ? (driverOf(grown, before) ?? []) : [];
  });
  return told.length === 0 ? null : told.join(' · ');
}
