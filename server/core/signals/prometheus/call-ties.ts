import { joinTo, type JoinBasis, sameModel, type Target } from '../join.ts';
import type { Counter, UsageOperation } from '../model.ts';
import type { CallCount, Figure } from './calls.ts';

/** What one vocabulary counted of calls over some days. */
export interface Counted {
  vocabulary: string;
  title: string;
  counter: Counter;
  counts: Counts;
}

/** `cachedOf`: the input of which the cache's part is told. */
export type Counts = Readonly<Partial<Record<Figure | 'cachedOf', readonly CallCount[]>>>;

/** One call, or several of a model between which labels don't choose. */
export type Tie =
  | { kind: 'site'; target: Target; basis: JoinBasis }
  | { kind: 'model'; model: string; targets: readonly Target[] };

/** What was counted of a tie, by each vocabulary. */
export interface Tied {
  tie: Tie;
  counted: Counted[];
}

export interface Ties {
  tied: readonly Tied[];
  /** Models of which no call of the repository is known, with their requests. */
  others: ReadonlyMap<string, number>;
}

const OPERATIONS: readonly UsageOperation[] = ['chat', 'completion', 'embedding', 'image', 'audio', 'rerank', 'other'];

/** Counts by the calls that they are of. */
export function tieCalls(all: readonly Counted[], targets: readonly Target[], on: string): Ties {
  const tieOf = tiesTo(targets, on);
  const tied = new Map<string, Tied>();
  const others = new Map<string, number>();
  for (const by of all)
    for (const [figure, count] of countsOf(by)) {
      const tie = tieOf(count);
      if (tie) add(tied, tie, by, figure, count);
      else if (figure === 'requests') addOther(others, count);
    }
  return { tied: [...tied.values()], others };
}

const countsOf = ({ counts }: Counted): [Figure | 'cachedOf', CallCount][] =>
  Object.entries(counts)
    .flatMap(([figure, list]) => list.map(count => [figure as Figure, count] as const))
    .map(([figure, count]) => [figure, count]);

function add(tied: Map<string, Tied>, tie: Tie, by: Counted, figure: Figure | 'cachedOf', count: CallCount): void {
  const key = tie.kind === 'site' ? `${tie.target.root}\0${tie.target.site}` : tie.model;
  const known = tied.get(key) ?? { tie, counted: [] };
  tied.set(key, known);
  // The weakest that anything of it is known by.
  if (tie.kind === 'site' && tie.basis === 'model') known.tie = tie;
  const before = known.counted.find(({ vocabulary }) => vocabulary === by.vocabulary);
  const counts = { ...before?.counts, [figure]: [...(before?.counts[figure] ?? []), count] };
  known.counted = [...known.counted.filter(one => one !== before), { ...by, counts }];
}

function addOther(others: Map<string, number>, { requestModel, responseModel, days }: CallCount): void {
  const model = requestModel ?? responseModel;
  const requests = sumOf(days);
  if (model !== null && requests > 0) others.set(model, Math.max(others.get(model) ?? 0, requests));
}

export const sumOf = (days: ReadonlyMap<number, number>): number =>
  [...days.values()].reduce((sum, value) => sum + value, 0);

/** The calls that a label set may be of: the one, or all of its model where it is several's. */
function tiesTo(targets: readonly Target[], on: string): (count: CallCount) => Tie | null {
  const join = joinTo(targets, on);
  const modelOf = sameModel(on);
  const candidates = targets.filter(({ isProduction, isModelOpen }) => isProduction && !isModelOpen);
  return ({ requestModel, responseModel, operation, name }) => {
    const operations = operation === null ? OPERATIONS : [operation];
    const who = { vocabulary: '', service: null, environment: null, counter: 'client', provider: null } as const;
    const labels = { ...who, requestModel, responseModel, name, code: null, labels: {} };
    const joined = operations.flatMap(one => join({ ...labels, operation: one }) ?? []);
    const [alone, ...more] = new Map(joined.map(one => [one.target, one])).values();
    if (alone && more.length === 0) return { kind: 'site', ...alone };
    const model = requestModel ?? responseModel;
    if (model === null) return null;
    const same = modelOf(model);
    const fitting = candidates.filter(
      target => operations.includes(target.operation) && target.models.some(id => modelOf(id) === same),
    );
    return fitting.length > 1 ? { kind: 'model', model: same, targets: fitting } : null;
  };
}
