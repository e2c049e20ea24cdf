import { DAY_MS } from '../time.ts';
import { HOUR_MS, hourOf, notWeekly, RATES, WEEK_MS, weekly } from './baselines.ts';
import type { Cell } from './cells.ts';
import { type Chart, drawChart, seriesOf } from './charts.ts';
import type { Counter, Measurement, Reading, Signal, SignalId, UnitCostId, UsageLabels, Window } from './model.ts';
import { PICO } from './price.ts';
import { type Measure, MEASURES, UNIT_COSTS, type Value } from './readings.ts';
import { KEPT_MS, type RollupState } from './rollup.ts';
import { groupedOf, type Grouping, type Heard, look, type Look } from './windows.ts';

export interface MeasureOptions {
  now: number;
  /** How long the window is that ends now, and those before it. */
  windowMs: number;
  /** Each label's readings are of the whole. */
  by: readonly Grouping[];
  /** Of a chart, which ends now; null: none is drawn. */
  chart: { spanMs: number; points: number } | null;
  /** What share of requests each model is meant to have; left out: nothing is meant. */
  expected?: Readonly<Record<string, number>>;
  /** What is remembered of a past hour; left out: it is looked up. */
  past?: (hour: Window) => Look;
  /** Only what has these labels: one service, say. */
  only?: (labels: UsageLabels) => boolean;
}

const SOURCE = 'otlp';
const BEFORE: readonly { label: string; ms: number }[] = [
  { label: 'yesterday', ms: DAY_MS },
  { label: 'a week ago', ms: 7 * DAY_MS },
];
const COUNTERS: readonly Counter[] = ['client', 'gateway', 'server'];

/** All signals of each kind of counter that was heard. */
export function measure(state: RollupState, options: MeasureOptions): Measurement[] {
  const ago = (ms: number): Look => {
    const to = options.now - ms;
    return look(state, { from: to - options.windowMs, to }, options);
  };
  const [current, justBefore] = [ago(0), ago(Math.max(options.windowMs, HOUR_MS))];
  const weeks = options.windowMs > HOUR_MS ? [] : weeksBefore(state, options);
  const earlier = BEFORE.filter(({ ms }) => ms >= options.windowMs).map(({ label, ms }) => ({ label, seen: ago(ms) }));
  return COUNTERS.flatMap(counter => {
    const heard = [...state.series.values()].filter(({ labels }) => labels.counter === counter);
    if (heard.length === 0) return [];
    const context: Context = {
      now: groupedOf(current, counter, options.by),
      justBefore: groupedOf(justBefore, counter, []).all,
      earlier: earlier.flatMap(({ label, seen }) =>
        seen.seconds > 0 ? [{ label, ...groupedOf(seen, counter, options.by) }] : [],
      ),
      weeks: weeks.map(seen => groupedOf(seen, counter, options.by)),
      chart: options.chart && drawChart(state, options, options.chart, counter),
      expected: options.expected,
    };
    const vocabulary = [...new Set(heard.map(({ labels }) => labels.vocabulary))].toSorted().join(' + ');
    const signals = MEASURES.filter(({ measure: { basis } }) => basis !== 'billed' || heard.some(isBilled));
    return [
      {
        source: SOURCE,
        vocabulary,
        counter,
        signals: signals.map(one => signalOf(one.id, one.measure, context)),
        unitCosts: unitCostsOf(context.now),
      },
    ];
  });
}

/** Of which less was listened to, an hour says nothing of the week. */
const LEAST_LISTENED = 0.5;

/** The same hour of earlier weeks, newest first, as far as it was listened to. */
function weeksBefore(state: RollupState, options: MeasureOptions): Look[] {
  const now = { from: options.now - options.windowMs, to: options.now };
  const looked = Array.from({ length: Math.floor(KEPT_MS / WEEK_MS) }, (_, at) => {
    const hour = hourOf(now, at + 1);
    return options.past?.(hour) ?? look(state, hour, options);
  });
  return looked.filter(({ seconds }) => seconds * 1000 >= HOUR_MS * LEAST_LISTENED);
}

const isBilled = ({ tiers }: { tiers: readonly ReadonlyMap<number, Cell>[] }): boolean =>
  [...(tiers.at(-1)?.values() ?? [])].some(({ sums }) => sums.billed > 0);

/** Of all (`of: {}`) and by group. */
function unitCostsOf({ all, groups }: Grouped): Readonly<Record<UnitCostId, readonly Reading[]>> {
  const readings = (how: Measure): Reading[] => [all, ...groups].map(one => readingOf(how, one));
  const { perRequest, perThousand, perMtok, perSuccess } = UNIT_COSTS;
  return {
    perRequest: readings(perRequest),
    perThousand: readings(perThousand),
    perMtok: readings(perMtok),
    perSuccess: readings(perSuccess),
  };
}

interface Grouped {
  all: Heard;
  groups: readonly Heard[];
}

interface Context {
  now: Grouped;
  /** The window before this one, or the same an hour before. */
  justBefore: Heard;
  earlier: readonly (Grouped & { label: string })[];
  /** This hour of earlier weeks, newest first. */
  weeks: readonly Grouped[];
  chart: Chart | null;
  expected: MeasureOptions['expected'];
}

function signalOf(id: SignalId, how: Measure, context: Context): Signal {
  const { now, earlier, chart, expected } = context;
  const by = ({ all, groups }: Grouped): Reading[] =>
    groups
      .map(group => (id === 'routing' ? shareOf(group, all, expected) : readingOf(how, group)))
      .toSorted((a, b) => amountOf(b) - amountOf(a));
  const cost = id === 'cache-prompt' ? dropCost(context) : null;
  return {
    id,
    total: readingOf(how, now.all),
    by: by(now),
    series: chart && seriesOf(chart, how),
    before: withWeekly(
      RATES.has(id)
        ? weekly(
            context.weeks.map(({ all }) => readingOf(how, all)),
            context.weeks.map(by),
          )
        : undefined,
      earlier.map(({ label, ...then }) => ({ label, reading: readingOf(how, then.all), by: by(then) })),
    ),
    ...(cost && { cost }),
  };
}

/** First of all where it is known. Where something else is, that is compared with, and it is said why. */
function withWeekly(found: Signal['before'][number] | null | undefined, others: Signal['before']): Signal['before'] {
  if (found) return [found, ...others];
  const [like] = others;
  if (found === undefined || !like) return others;
  return [...others, notWeekly(like.reading, 'nobody listened at this hour in the last two weeks')];
}

const amountOf = ({ value }: Reading): number => (value.known ? value.value : -1);

/** What was heard comes to, in one measure. */
export const readingOf = (how: Measure, heard: Heard): Reading => worded(how.of(heard), how, heard);

const worded = (value: Value, { unit, basis }: Pick<Measure, 'unit' | 'basis'>, heard: Heard): Reading => ({
  ...value,
  why: [...value.why, ...heard.notes],
  unit,
  basis,
  of: heard.of,
  window: heard.window,
  how: heard.how === '' ? 'nothing that was received' : heard.how,
});

/** What part of the requests it has, beside what it is meant to have. */
function shareOf(group: Heard, { cell }: Heard, expected: MeasureOptions['expected']): Reading {
  const all = cell.sums.requests;
  const { model } = group.of;
  const meant = model === undefined ? undefined : expected?.[model];
  const words =
    meant === undefined ? 'no share is expected of it' : `${Number((meant * 100).toFixed(1))} % are expected`;
  const value: Value = {
    value:
      all > 0
        ? { known: true, value: group.cell.sums.requests / all }
        : { known: false, why: 'there were no requests' },
    exactness: all > 0 ? 'exact' : 'unknown',
    range: null,
    why: expected === undefined || model === undefined ? [] : [words],
  };
  return worded(value, { unit: 'ratio', basis: 'measured' }, group);
}

/** What is read from the cache no more, at what a token of it saved. */
function dropCost({ now: { all: now }, justBefore, earlier }: Context): Reading | null {
  const last = [{ label: 'the time just before', all: justBefore }, ...earlier].find(
    ({ all }) => all.cell.sums.cacheReadOf > 0,
  );
  if (!last || now.cell.sums.cacheReadOf <= 0 || now.seconds <= 0) return null;
  const rate = ({ sums }: Cell): number => sums.cacheRead / sums.cacheReadOf;
  const drop = rate(last.all.cell) - rate(now.cell);
  const { saved, cacheRead } = last.all.cell.sums.saved > 0 ? last.all.cell.sums : now.cell.sums;
  if (drop <= 0 || saved <= 0 || cacheRead <= 0) return null;
  const usd = drop * now.cell.sums.cacheReadOf * (saved / cacheRead) * PICO;
  const value: Value = {
    value: { known: true, value: (usd * 3600) / now.seconds },
    exactness: 'approximate',
    range: null,
    why: [`against ${last.label}, at what a cached token saved`],
  };
  return worded(value, { unit: 'USD/h', basis: 'priced' }, now);
}
