import { fitsPattern } from '../../../pricing/own.ts';
import type { SpendRow } from '../configuration/configuration.ts';
import { SPEND_WINDOWS, type Spends, windowOf as spendWindowOf } from './budgets.ts';
import type { Join, JoinBasis, Target } from './join.ts';
import type { BoundUse, SiteUse } from './live.ts';
import { known as certain, type Reading, type UsageLabels } from './model.ts';
import type { RollupState } from './rollup.ts';
import { type Distribution, type Quantile, quantileOf } from './sketch.ts';
import {
  type Asked,
  CLIENT_FIRST,
  DEAREST,
  emptyTotal,
  forEachPart,
  mean,
  modelOf,
  reading,
  spend,
  SUM,
  type Total,
} from './totals.ts';

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
      bound: boundOf(total, target),
    }));
}

/** Of requests with another bound, or of those that don't tell theirs, nothing is known that the bound of now would be held against. */
function boundOf({ cell, window, how }: Total, { maxOutput }: Target): BoundUse | null {
  const all = cell.answers ?? new Map<number, Distribution>();
  const sizes = maxOutput === null ? undefined : all.get(maxOutput);
  const [p99, longest] = sizes ? [quantileOf(sizes, 0.99), quantileOf(sizes, 1)] : [];
  if (maxOutput === null || !p99 || !longest) return null;
  const told = [...all.values()].reduce((sum, each) => sum + (quantileOf(each, 1)?.count ?? 0), 0);
  const tokens = ({ value }: Quantile): Reading => ({
    value: certain(Math.round(value)),
    unit: 'tokens',
    exactness: 'approximate',
    range: null,
    basis: 'measured',
    of: {},
    window,
    how: [...how].toSorted().join(', '),
    why: ['within 1 %'],
  });
  const { requests, failures } = cell.sums;
  const untold = Math.max(0, requests - failures - told);
  return { maxOutput, answers: longest.count, untold, p99: tokens(p99), longest: tokens(longest) };
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

/** Which part of the requests each model has, of those services that a call of the workspace is known to run in. */
export function modelsOf(state: RollupState, join: Join, asked: Asked): Reading[] {
  const services = new Set<string | null>();
  const all = emptyTotal(state, asked);
  const found = new Map<string, Total>();
  forEachPart(state, asked, CLIENT_FIRST, labels => {
    if (join(labels)) services.add(labels.service);
  });
  forEachPart(state, asked, CLIENT_FIRST, (labels, add) => {
    const model = modelOf(labels);
    if (model === null || !services.has(labels.service)) return;
    const total = found.get(model) ?? emptyTotal(state, asked);
    found.set(model, total);
    add(total);
    add(all);
  });
  const { requests } = all.cell.sums;
  return [...found]
    .filter(([, { cell }]) => cell.sums.requests > 0)
    .map(([model, total]): Reading => ({
      ...reading(total, 'requests', 'ratio', SUM),
      value: certain(total.cell.sums.requests / requests),
      of: { model },
    }));
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
