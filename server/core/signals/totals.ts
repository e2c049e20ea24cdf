import { worse } from '../model.ts';
import { addCell, type Cell, emptyCell } from './cells.ts';
import {
  type Basis,
  type Counter,
  known,
  type Reading,
  type SignalId,
  type Unit,
  unknown,
  type UsageLabels,
  type Window,
} from './model.ts';
import { MEASURES, type Value } from './readings.ts';
import { listenedIn, type RollupState } from './rollup.ts';
import { look } from './windows.ts';

/** What was counted in a window, in all: where rates say how fast. */
export interface Total {
  cell: Cell;
  /** What of the window was seen. */
  window: Window;
  /** Why more happened than was seen: nobody listened all the time; null: somebody did. */
  gap: string | null;
  reasons: Set<string>;
  how: Set<string>;
}

export interface Asked {
  now: number;
  window: Window;
}

/** The model that answered, or else the one that was asked for. */
export const modelOf = ({ responseModel, requestModel }: UsageLabels): string | null => responseModel ?? requestModel;

/** How much is to be said for a counter, by what it told of a model. */
export type Rank = (told: Cell, counter: Counter) => number;

/** Only clients know lines and names. */
const ORDER: readonly Counter[] = ['gpu', 'server', 'gateway', 'client'];
export const CLIENT_FIRST: Rank = ({ sums }, counter) => (sums.requests > 0 ? ORDER.indexOf(counter) : -1);
export const DEAREST: Rank = ({ sums }) => Math.max(sums.usd, sums.billed);

/**
 * Each part that counts, with what adds it to a total. A client, the gateway that it asks and the server behind that tell the same
 * requests: of each model one of them counts.
 */
export function forEachPart(
  state: RollupState,
  { now, window }: Asked,
  rank: Rank,
  visit: (labels: UsageLabels, add: (total: Total) => void) => void,
): void {
  const seen = look(state, window, { now });
  const told = new Map<string | null, Map<Counter, Cell>>();
  for (const { choice, cell } of seen.slices) {
    const { labels } = choice.series;
    const byCounter = told.get(modelOf(labels)) ?? new Map<Counter, Cell>();
    told.set(modelOf(labels), byCounter);
    const all = byCounter.get(labels.counter) ?? emptyCell();
    byCounter.set(labels.counter, all);
    addCell(all, cell);
  }
  const counts = new Map(
    [...told].map(([model, byCounter]) => {
      const ranked = [...byCounter].map(([counter, cell]) => ({ counter, by: rank(cell, counter) }));
      return [model, ranked.toSorted((a, b) => b.by - a.by || ORDER.indexOf(b.counter) - ORDER.indexOf(a.counter))[0]];
    }),
  );
  for (const { choice, cell } of seen.slices) {
    const { labels } = choice.series;
    if (counts.get(modelOf(labels))?.counter !== labels.counter) continue;
    visit(labels, total => {
      addCell(total.cell, cell);
      total.how.add(choice.how);
      for (const { why, until } of choice.series.reasons.values())
        if (until > seen.window.from && !choice.isSettled(why)) total.reasons.add(why);
    });
  }
}

/** Seen is what was listened to: a gap in between is told by how much of it there is. */
export function emptyTotal(state: RollupState, { window }: Asked): Total {
  const first = state.listened.find(({ to }) => to > window.from);
  const seen = { from: Math.max(window.from, first?.from ?? window.to), to: window.to };
  const listened = listenedIn(state, seen);
  const length = seen.to - seen.from;
  const part = Math.round((100 * listened) / length);
  const gap = part < 98 && length > 0 ? `received for ${part} % of that time` : null;
  return { cell: emptyCell(), window: seen, gap, reasons: new Set(), how: new Set() };
}

/** Rates are by the second and by the hour: of one second, and of one hour, they are sums. */
export const SUM = 1;
const SUM_OF_USD = 3600;

export function reading(total: Total, id: SignalId, unit: Unit, seconds = SUM, basis: Basis = 'measured'): Reading {
  const { cell, window, gap, reasons, how } = total;
  const found = MEASURES.find(one => one.id === id && one.measure.basis === basis);
  const value: Value = found?.measure.of({ cell, seconds, reasons: [...reasons].toSorted() }) ?? NONE;
  const whole = { ...value, unit, basis, of: {}, window, how: [...how].toSorted().join(', ') };
  if (gap === null || !SUMS.has(unit) || !value.value.known) return whole;
  return { ...whole, exactness: worse(value.exactness, 'lower-bound'), why: [gap, ...value.why] };
}

/** What adds up over time: of what nobody listened to a part is missing. */
const SUMS: ReadonlySet<Unit> = new Set(['requests', 'USD']);

const NONE: Value = { value: unknown('it is not measured'), exactness: 'unknown', range: null, why: [] };

/** As it was billed, where all of it was; else as we price it. */
export function spend(total: Total): Reading {
  const billed = reading(total, 'spend', 'USD', SUM_OF_USD, 'billed');
  const isWhole = billed.value.known && billed.exactness !== 'lower-bound' && total.cell.sums.billedTold > 0;
  return isWhole ? billed : reading(total, 'spend', 'USD', SUM_OF_USD, 'priced');
}

/** Of those requests that tell it. */
export function mean(total: Total, id: 'input-tokens' | 'output-tokens'): Reading {
  const sum = reading(total, id, 'tokens');
  const { sums } = total.cell;
  const told = sums.uncounted > 0 ? sums.requests : id === 'input-tokens' ? sums.inputTold : sums.outputTold;
  if (!sum.value.known || told <= 0) return sum;
  const why = told < sums.requests ? [`of ${told} of ${sums.requests} requests`] : [];
  return {
    ...sum,
    value: known(sum.value.value / told),
    exactness: told < sums.requests ? 'approximate' : sum.exactness,
    why,
  };
}
