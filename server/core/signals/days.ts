import { DAY_MS } from '../time.ts';
import type { UsageTokens } from './model.ts';
import { KEPT_MS, type RollupState } from './rollup.ts';
import { CLIENT_FIRST, emptyTotal, forEachPart, modelOf, spend, type Total } from './totals.ts';

/** What was seen of one model on one UTC day, for a bill to be held against. */
export interface DayOfModel {
  /** ISO date. */
  day: string;
  provider: string | null;
  model: string;
  requests: number;
  /** Null: some of the requests don't tell. */
  tokens: UsageTokens;
  /** Null: some of them have no price. */
  pricedUsd: number | null;
}

const DAYS = KEPT_MS / DAY_MS;

/** Each day that anything was seen of, oldest first. */
export function daysOf(state: RollupState, now: number): DayOfModel[] {
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  return Array.from({ length: DAYS }, (_, at) => today - (DAYS - 1 - at) * DAY_MS).flatMap(from => {
    const asked = { now, window: { from, to: Math.min(now, from + DAY_MS) } };
    const found = new Map<string, { provider: string | null; model: string; total: Total }>();
    forEachPart(state, asked, CLIENT_FIRST, (labels, add) => {
      const model = modelOf(labels);
      if (model === null) return;
      const key = `${labels.provider}\n${model}`;
      const known = found.get(key) ?? { provider: labels.provider, model, total: emptyTotal(state, asked) };
      found.set(key, known);
      add(known.total);
    });
    const day = new Date(from).toISOString().slice(0, 10);
    return [...found.values()]
      .filter(({ total }) => total.cell.sums.requests > 0)
      .map(({ provider, model, total }) => ({ day, provider, model, ...sumsOf(total) }));
  });
}

function sumsOf(total: Total): Pick<DayOfModel, 'requests' | 'tokens' | 'pricedUsd'> {
  const { sums } = total.cell;
  const isCounted = sums.uncounted > 0;
  const ofAll = (sum: number, told: number): number | null => (isCounted || told >= sums.requests ? sum : null);
  const { value, exactness } = spend(total);
  return {
    requests: sums.requests,
    tokens: {
      input: ofAll(sums.input, sums.inputTold),
      output: ofAll(sums.output, sums.outputTold),
      cacheRead: ofAll(sums.cacheRead, sums.cacheReadTold),
      cacheWrite: ofAll(sums.cacheWrite, sums.cacheWriteTold),
      reasoning: ofAll(sums.reasoning, sums.reasoningTold),
    },
    pricedUsd: value.known && exactness !== 'lower-bound' ? value.value : null,
  };
}
