import { NO_MONEY, type Money } from '../../../pricing/money.ts';
import { costOf } from '../costs/index.ts';
import {
  type Amount,
  type AnalyzedCall,
  type CallSite,
  type Exactness,
  type ModelCost,
  type Saving,
  worse,
} from '../model.ts';
import type { Context } from './rule.ts';

/** What a call takes, as the rules have the meter: with the user's own prices. */
export const costed = (call: CallSite, { meter, configuration: { prices, currency } }: Context): ModelCost[] =>
  costOf(call, { ...meter, prices, currency }).models;

/** The one model that a call surely asks; undefined where there are several, or none that is known. */
export function onlyModel({ cost, model }: AnalyzedCall): ModelCost | undefined {
  const [only, ...others] = cost.models;
  return model.unknown === null && others.length === 0 ? only : undefined;
}

/**
 * What a change saves; null where one of the two has no price. `exactness`: of what is changed, where the rest of the call stays as it
 * is and takes nothing from the difference.
 */
export function savingOf(
  now: Amount | undefined,
  then: Amount | undefined,
  when: string | null,
  exactness?: Exactness,
): Saving | null {
  if (!now || !then || now.exactness === 'unknown' || then.exactness === 'unknown') return null;
  const perCall = (now.low - then.low) as Money;
  if (perCall === NO_MONEY) return null;
  return { perCall, exactness: exactness ?? worse(now.exactness, then.exactness), when };
}
