import { fitsPattern } from '../../../pricing/own.ts';
import type { SpendRow } from '../configuration/configuration.ts';
import { SPEND_WINDOWS, type Spends, windowOf as spendWindowOf } from './budgets.ts';
import { addCell, type Cell, emptyCell } from './cells.ts';
import type { Join, JoinBasis, Target } from './join.ts';
import type { SiteUse } from './live.ts';
import type { Basis, Counter, Reading, SignalId, Unit, UsageLabels, Window } from './model.ts';
import { MEASURES, type Value } from './readings.ts';
import { listenedIn, type RollupState } from './rollup.ts';
import { look } from './windows.ts';

/** What was counted in a window, in all: where rates say how fast. */
interface Total {
  cell: Cell;
  /** What of the window was seen. */
  window: Window;
  reasons: Set<string>;
  how: Set<string>;
}

interface Asked {
  now: number;
  window: Window;
}

/** How the calls of a workspace were used; those that were not, are not in it. Most used first. */
export function usesOf(
  state: RollupState,
  join: Join,
  asked: Asked,
  of: Pick<SiteUse, 'source' | 'isSample'>,
): SiteUse[] {
  const found = new Map<string, { target: Target; bases: Set<JoinBasis>; total: Total }>();
  forEachPart(state, asked, CLIENT_FIRST, (labels, add) => {
    const joined = join(labels);
    if (!joined) return;
    const { target, basis } = joined;
    const key = `${target.root}\0${target.site}`;
    const known = found.get(key) ?? { target, bases: new Set(), total: emptyTotal(state, asked) };
    found.set(key, known);
    known.bases.add(basis);
    add(known.total);
  });
  return [...found.values()]
    .filter(({ total }) => total.cell.sums.requests > 0)
    .toSorted((a, b) => b.total.cell.sums.requests - a.total.cell.sums.requests)
    .map(({ target, bases, total }) => ({
      root: target.root,
      file: target.place.file,
      site: target.site,
      basis: WEAKEST.find(basis => bases.has(basis)) ?? 'model',
      ...of,
      window: total.window,
      requests: reading(total, 'requests', 'requests', SUM),
      inputMean: mean(total, 'input-tokens'),
      inputP50: reading(total, 'prompt-length-p50', 'tokens'),
      inputP95: reading(total, 'prompt-length-p95', 'tokens'),
      outputMean: mean(total, 'output-tokens'),
      cached: reading(total, 'cache-prompt', 'ratio'),
      spend: spend(total),
    }));
}

const WEAKEST: readonly JoinBasis[] = ['model', 'name', 'line'];

/** What was spent on what a budget is for, in each of its windows. */
export function spendsOf(state: RollupState, { model }: SpendRow, now: number): Spends {
  const fits = ({ requestModel, responseModel }: UsageLabels): boolean =>
    model === null || [requestModel, responseModel].some(id => id !== null && fitsPattern(model, id));
  const each = SPEND_WINDOWS.map(name => {
    const asked = { now, window: spendWindowOf(name, now) };
    const total = emptyTotal(state, asked);
    forEachPart(state, asked, DEAREST, (labels, add) => {
      if (fits(labels)) add(total);
    });
    return [name, spend(total)] as const;
  });
  return Object.fromEntries(each) as Record<(typeof SPEND_WINDOWS)[number], Reading>;
}

/** What each model cost in a window, in all. */
export function spendByModel(state: RollupState, asked: Asked): Reading[] {
  const found = new Map<string, Total>();
  forEachPart(state, asked, DEAREST, (labels, add) => {
    const model = modelOf(labels);
    if (model === null) return;
    const total = found.get(model) ?? emptyTotal(state, asked);
    found.set(model, total);
    add(total);
  });
  return [...found].map(([model, total]) => ({ ...spend(total), of: { model } }));
}

const modelOf = ({ responseModel, requestModel }: UsageLabels): string | null => responseModel ?? requestModel;

/** How much is to be said for a counter, by what it told of a model. */
type Rank = (told: Cell, counter: Counter) => number;

/** Only clients know lines and names. */
const ORDER: readonly Counter[] = ['gpu', 'server', 'gateway', 'client'];
const CLIENT_FIRST: Rank = ({ sums }, counter) => (sums.requests > 0 ? ORDER.indexOf(counter) : -1);
const DEAREST: Rank = ({ sums }) => Math.max(sums.usd, sums.billed);

/**
 * Each part that counts, with what adds it to a total. A client, the gateway that it asks and the server behind that tell the same
 * requests: of each model one of them counts.
 */
function forEachPart(
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
function emptyTotal(state: RollupState, { window }: Asked): Total {
  const first = state.listened.find(({ to }) => to > window.from);
  const seen = { from: Math.max(window.from, first?.from ?? window.to), to: window.to };
  const listened = listenedIn(state, seen);
  const length = seen.to - seen.from;
  const part = Math.round((100 * listened) / length);
  const reasons = new Set(part < 98 && length > 0 ? [`received for ${part} % of that time`] : []);
  return { cell: emptyCell(), window: seen, reasons, how: new Set() };
}

/** Rates are by the second and by the hour: of one second, and of one hour, they are sums. */
const SUM = 1;
const SUM_OF_USD = 3600;

function reading(total: Total, id: SignalId, unit: Unit, seconds = SUM, basis: Basis = 'measured'): Reading {
  const { cell, window, reasons, how } = total;
  const found = MEASURES.find(one => one.id === id && one.measure.basis === basis);
  const value: Value = found?.measure.of({ cell, seconds, reasons: [...reasons].toSorted() }) ?? NONE;
  return { ...value, unit, basis, of: {}, window, how: [...how].toSorted().join(', ') };
}

const NONE: Value = { value: { known: false, why: 'it is not measured' }, exactness: 'unknown', range: null, why: [] };

/** As it was billed, where all of it was; else as we price it. */
function spend(total: Total): Reading {
  const billed = reading(total, 'spend', 'USD', SUM_OF_USD, 'billed');
  const isWhole = billed.value.known && billed.exactness !== 'lower-bound' && total.cell.sums.billedTold > 0;
  return isWhole ? billed : reading(total, 'spend', 'USD', SUM_OF_USD, 'priced');
}

/** Of those requests that tell it. */
function mean(total: Total, id: 'input-tokens' | 'output-tokens'): Reading {
  const sum = reading(total, id, 'tokens');
  const { sums } = total.cell;
  const told = sums.uncounted > 0 ? sums.requests : id === 'input-tokens' ? sums.inputTold : sums.outputTold;
  if (!sum.value.known || told <= 0) return sum;
  const why = told < sums.requests ? [`of ${told} of ${sums.requests} requests`] : [];
  return {
    ...sum,
    value: { known: true, value: sum.value.value / told },
    exactness: told < sums.requests ? 'approximate' : sum.exactness,
    why,
  };
}
