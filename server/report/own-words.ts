import type { Currency } from '../../pricing/own.ts';
import type { CallCost } from '../core/model.ts';
import { percent } from './arithmetic.ts';
import { formatAmount } from './numbers.ts';

/** What follows from what only the user knows, marked as theirs, one a line. */
export const ownWords = ({ expected, perRun, perMonth, usage, currency }: CallCost): string[] => [
  ...(perRun ? [`all rounds of its loops: ${formatAmount(perRun, currency)}`] : []),
  ...(expected && usage?.cacheHitRate != null
    ? [`${formatAmount(expected.total, currency)} /call with your own cache hit rate of ${percent(usage.cacheHitRate)}`]
    : []),
  ...(perMonth
    ? [
        `${formatAmount(perMonth.amount, currency)} a month for your own ${perMonth.calls.toLocaleString('en-US')} calls`,
      ]
    : []),
];

/** In which currency amounts are, and by whose word. */
export const currencyWords = (currency: Currency | null): string[] =>
  currency === null
    ? []
    : [`amounts in ${currency.code} at your own rate of ${currency.asOf}: 1 USD = ${currency.perUsd} ${currency.code}`];
