import type { Currency } from '../../pricing/own.ts';
import { NOTHING, sum, UNKNOWN } from '../core/costs/amounts.ts';
import type { Amount, AnalyzedCall, CallCost } from '../core/model.ts';
import { formatAmount, groupDigits, whyUnpriced } from './numbers.ts';

/** What calls come to, each made once, and what is not in that. */
export interface Tally {
  calls: number;
  /** Of those that have a price, and so a lower bound where one has none. */
  cost: Amount;
  unpriced: number;
  /** By the user's own volumes; null where none is stated. */
  perMonth: Amount | null;
  currency: Currency | null;
}

/** How well a call's cost is known. */
export type Standing = 'priced' | 'lower bound' | 'unknown';

export function standingOf({ perCall }: CallCost): Standing {
  if (!perCall || perCall.total.exactness === 'unknown') return 'unknown';
  return perCall.total.high === null ? 'lower bound' : 'priced';
}

export function tallyOf(calls: readonly AnalyzedCall[]): Tally {
  const monthly = calls.flatMap(({ cost: { perMonth } }) => perMonth?.amount ?? []);
  return {
    calls: calls.length,
    cost: calls.map(({ cost }) => cost.perCall?.total ?? UNKNOWN).reduce(sum, NOTHING),
    unpriced: calls.filter(({ cost }) => standingOf(cost) === 'unknown').length,
    perMonth: monthly.length > 0 ? monthly.reduce(sum) : null,
    currency: calls[0]?.cost.currency ?? null,
  };
}

/** `≥$0.0120/call · 3 unpriced`; the number of calls alone says nothing of their cost. */
export function formatTally({ calls, cost, unpriced, currency }: Tally): string {
  const priced = calls > unpriced ? [`${formatAmount(cost, currency)}/call`] : [];
  return [...priced, ...(unpriced > 0 ? [`${groupDigits(unpriced)} unpriced`] : [])].join(' · ');
}

/** What a total of these calls leaves out, one thing a line. Nothing is left out silently. */
export function notInTotal(calls: readonly AnalyzedCall[]): string[] {
  const priced = calls.filter(({ cost }) => standingOf(cost) !== 'unknown');
  const unpriced = calls.filter(({ cost }) => standingOf(cost) === 'unknown');
  const unnamed = unpriced.filter(call => whyUnpriced(call) === 'model unknown').length;
  const open = priced.filter(({ cost }) => cost.input.max === null).length;
  const unbounded = priced.filter(({ cost }) => cost.output.max === null).length;
  const repeated = calls.filter(({ repeats }) => repeats.some(({ kind }) => kind !== 'attempts')).length;
  return [
    ...(unnamed > 0 ? [`${plural(unnamed, 'call')} whose model is not known`] : []),
    ...(unpriced.length > unnamed ? [`${plural(unpriced.length - unnamed, 'call')} without a known price`] : []),
    ...(open > 0 ? [`what ${plural(open, 'call')} ${open === 1 ? 'fills' : 'fill'} into the prompt at run time`] : []),
    ...(unbounded > 0 ? [`the answers of ${plural(unbounded, 'call')}, which nothing bounds`] : []),
    ...(repeated > 0
      ? [`the rounds of loops and agents around ${plural(repeated, 'call')}: each is counted once`]
      : []),
  ];
}

export const plural = (count: number, noun: string): string => `${groupDigits(count)} ${noun}${count === 1 ? '' : 's'}`;

/** The dearest first; what is not known comes last, and so is never taken for cheap. */
export function byCost(a: Pick<Tally, 'cost'>, b: Pick<Tally, 'cost'>): number {
  const [isKnown, isOtherKnown] = [a.cost.exactness !== 'unknown', b.cost.exactness !== 'unknown'];
  if (isKnown !== isOtherKnown) return isKnown ? -1 : 1;
  return a.cost.low > b.cost.low ? -1 : a.cost.low < b.cost.low ? 1 : 0;
}
