import { share } from '../../../pricing/money.ts';
import { sum } from '../costs/amounts.ts';
import type { Amount, AnalyzedCall } from '../model.ts';
import { modelKey, textOfKey } from './sums.ts';

/** What the code lets expect of a day, by the volumes that the project states. */
export interface Estimated {
  /** By model, as `textOfKey` has it. */
  models: Map<string, Amount>;
  /** Calls with a stated volume, and those without: of these nothing is estimated. */
  withVolume: number;
  withoutVolume: number;
  /** Models that the code names, and how many calls leave theirs open. */
  named: Set<string>;
  open: number;
}

/** Days of a month, on average. */
const DAYS_A_MONTH = 365.25 / 12;

export function estimateOf(calls: readonly AnalyzedCall[], on: string): Estimated {
  const production = calls.filter(({ tier }) => tier === 'production');
  const models = new Map<string, Amount>();
  const named = new Set<string>();
  for (const { cost, model } of production) {
    const month = cost.usage?.callsPerMonth ?? null;
    const isOne = model.unknown === null && cost.models.length === 1;
    for (const one of cost.models) {
      const key = textOfKey(modelKey(one.model.id, one.model.provider, on));
      named.add(key);
      const perCall = (one.expected?.cost ?? one.cost)?.total;
      if (month === null || !perCall) continue;
      const day = perDay(perCall, month, isOne);
      const before = models.get(key);
      models.set(key, before ? sum(before, day) : day);
    }
  }
  const withVolume = production.filter(({ cost }) => cost.usage?.callsPerMonth != null).length;
  const open = production.filter(({ model }) => model.unknown !== null).length;
  return { models, withVolume, withoutVolume: production.length - withVolume, named, open };
}

/** Of several models that may answer each may get all calls or none. */
const perDay = ({ low, high, exactness }: Amount, month: number, isOne: boolean): Amount => ({
  low: isOne ? share(low, month / DAYS_A_MONTH) : share(low, 0),
  high: high === null ? null : share(high, month / DAYS_A_MONTH),
  exactness: isOne ? exactness : 'approximate',
});
