import type { Money } from '../../../pricing/money.ts';
import { NOTHING, sum, UNKNOWN } from '../../core/costs/amounts.ts';
import type { Amount } from '../../core/model.ts';
import { formatAmount } from '../numbers.ts';
import type { PageCall, PageData, TextAmount } from './data.ts';

/** What calls come to, by the same arithmetic and in the same words as everywhere. */
export interface Sum {
  cost: Amount;
  unpriced: number;
  /** At the least. */
  tokens: number;
  /** Whether there may be more tokens. */
  isOpen: boolean;
  uncounted: number;
}

export const sumOf = (calls: readonly PageCall[]): Sum => ({
  cost: calls.map(({ cost }) => (cost ? toAmount(cost) : UNKNOWN)).reduce(sum, NOTHING),
  unpriced: calls.filter(({ standing }) => standing === 'unknown').length,
  tokens: calls.reduce((all, { input }) => all + (isUncounted(input) ? 0 : input.min), 0),
  isOpen: calls.some(({ input }) => input.max === null),
  uncounted: calls.filter(({ input }) => isUncounted(input)).length,
});

/** "Nothing or more" says nothing. */
const isUncounted = ({ min, max, exactness }: PageCall['input']): boolean =>
  exactness === 'unknown' || (min === 0 && max === null);

export const toAmount = ({ low, high, exactness }: TextAmount): Amount => ({
  low: BigInt(low) as Money,
  high: high === null ? null : (BigInt(high) as Money),
  exactness,
});

export const costText = ({ cost }: Sum, { currency }: PageData): string => `${formatAmount(cost, currency)}/call`;
