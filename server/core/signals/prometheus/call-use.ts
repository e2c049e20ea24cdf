import type { AnalyzedCall } from '../../model.ts';
import { DAY_MS } from '../../time.ts';
import { sameModel } from '../join.ts';
import { type Counter, known, unknown, type Window } from '../model.ts';
import { type MeasuredUse, modelRowOf, type UsageOf, usageRowOf } from '../usage-rows.ts';
import { type Counted, sumOf, type Tie, type Tied } from './call-ties.ts';
import type { CallCount } from './calls.ts';
import type { Seen } from './watched.ts';

/** What rows are made with. */
export interface RowContext {
  /** ISO date. */
  on: string;
  calls: ReadonlyMap<string, AnalyzedCall>;
  seenBy(vocabulary: string): Seen;
  /** What was left out of what the server has, in words; null: nothing. */
  only: string | null;
}

const ORDER: readonly Counter[] = ['client', 'gateway', 'server', 'gpu'];

/**
 * Vocabularies whose word counts for a tie, the client's before the gateway's and that before the server's; and of each that does not, why.
 * Unless the user says that all of it is this repository's, one program alone must ask, and be told: others have calls of the same model.
 */
export function ownOf({ counted }: Tied, isAllOurs: boolean): { own: Counted[]; problems: string[] } {
  const problems: string[] = [];
  const own = counted.filter(({ title, counts }) => {
    const askers = new Map(askersIn(counts).map(asker => [JSON.stringify(asker), asker]));
    const told = [...askers.values()].filter(asker => asker !== null);
    const isOne = askers.size === 1 && told.length === 1;
    if (!isAllOurs && !isOne) problems.push(doubt(title, told));
    return isAllOurs || isOne;
  });
  const rank = ({ counter, counts }: Counted): number => ORDER.indexOf(counter) - (counts.requests ? 0.5 : 0);
  return { own: own.toSorted((a, b) => rank(a) - rank(b)), problems };
}

/** Who asked at all. */
export const askersIn = ({ requests, input = [] }: Counted['counts']): CallCount['asker'][] =>
  (requests ?? input).flatMap(({ asker, days }) => (sumOf(days) > 0 ? [asker] : []));

function doubt(title: string, askers: readonly NonNullable<CallCount['asker']>[]): string {
  const [first] = askers.toSorted((a, b) => (a.value < b.value ? -1 : 1));
  if (!first) return `${title} does not tell who asks: say --all if only this repository does, or --where`;
  const names = askers.map(({ value }) => value).toSorted();
  const some = names.length > MOST_NAMES ? [...names.slice(0, MOST_NAMES), `${names.length - MOST_NAMES} more`] : names;
  return `${title} counts ${some.join(', ')}: say which are this repository's, as --where '${first.label}="${first.value}"'`;
}
const MOST_NAMES = 5;

/** Rows for what was counted of a tie by vocabularies whose word counts. */
export function rowsOf(tie: Tie, own: readonly Counted[], context: RowContext): UsageOf[] {
  const [first] = own;
  if (!first) return [];
  const use = useOf(own, context);
  const from = ['Prometheus', ...new Set(own.map(({ title }) => title)), ...whoOf(own, context)].join(', ');
  if (tie.kind === 'site') {
    const call = context.calls.get(tie.target.site);
    if (!call) return [];
    const { row, notes } = usageRowOf({ ...use, site: call.id, basis: tie.basis }, call, { from, on: context.on });
    return [{ row, notes: [...notes, ...quietOf(first, use.window)] }];
  }
  const modelOf = sameModel(context.on);
  const spelled = new Set(tie.targets.flatMap(({ models }) => models.filter(id => modelOf(id) === tie.model)));
  const about = { from, on: context.on, calls: tie.targets.length };
  return [...spelled].flatMap(model => modelRowOf(use, model, about) ?? []);
}

function whoOf(own: readonly Counted[], { only }: RowContext): string[] {
  if (only !== null) return [only];
  return [...new Set(own.flatMap(({ counts }) => askersIn(counts)).flatMap(asker => asker?.value ?? []))];
}

/** Each figure as the first who tells it has it. */
function useOf(own: readonly Counted[], { seenBy }: RowContext): Omit<MeasuredUse, 'site' | 'basis'> {
  const counter = own.find(({ counts }) => counts.requests) ?? own[0];
  const { window, gap } = seenBy(counter?.vocabulary ?? '');
  const requests = counter && total(counter, 'requests');
  return {
    window,
    requests: {
      value: requests === undefined ? unknown('no requests are counted') : known(requests),
      exactness: requests === undefined ? 'unknown' : gap === null ? 'exact' : 'lower-bound',
      why: gap === null ? [] : [gap],
    },
    inputMean: mean(own, 'input', 'inputTold'),
    outputMean: mean(own, 'output', 'outputTold'),
    cached: mean(own, 'cached', 'cachedOf'),
  };
}

type Name = keyof Counted['counts'];
const total = ({ counts }: Counted, name: Name): number | undefined =>
  counts[name]?.reduce((sum, { days }) => sum + sumOf(days), 0);

function mean(own: readonly Counted[], sum: Name, of: Name): MeasuredUse['inputMean'] {
  for (const one of own) {
    const [all, count] = [total(one, sum), total(one, of)];
    if (all !== undefined && count !== undefined && count > 0)
      return { value: known(all / count), exactness: 'exact', why: [] };
  }
  return { value: unknown('it is not counted'), exactness: 'unknown', why: [] };
}

/** Days without a request count as such. Of a call that is new they say little. */
function quietOf({ counts }: Counted, { from }: Window): string[] {
  const busy = (counts.requests ?? []).flatMap(({ days }) => [...days].filter(([, requests]) => requests > 0));
  const first = Math.min(...busy.map(([at]) => at)) - DAY_MS;
  if (!Number.isFinite(first) || first < from + DAY_MS) return [];
  return [`no request before ${new Date(first).toISOString().slice(0, 10)}: the days without count as such`];
}
