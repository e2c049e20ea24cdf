import type { Currency } from '../../pricing/own.ts';
import type { CallCost, Usage } from '../core/model.ts';
import { percent } from './arithmetic.ts';
import { formatAmount } from './numbers.ts';

/** What follows from what only the user knows, marked as theirs, one a line. */
export const ownWords = ({ expected, perRun, perMonth, usage, currency }: CallCost): string[] => [
  ...(perRun ? [`all rounds of its loops: ${formatAmount(perRun, currency)}`] : []),
  ...(expected && usage ? [`${formatAmount(expected.total, currency)} /call with ${statedWords(usage)}`] : []),
  ...(perMonth
    ? [
        `${formatAmount(perMonth.amount, currency)} a month for your own ${perMonth.calls.toLocaleString('en-US')} calls`,
      ]
    : []),
];

/** `your own cache hit rate of 80 %, answers of 320 tok (invoice, 2026-11-01)`: what the user states of a call. */
export function statedWords({ cacheHitRate, holes, outputTokens, source }: Usage): string {
  const told = [
    ...(cacheHitRate === null ? [] : [`cache hit rate of ${percent(cacheHitRate)}`]),
    ...Object.entries(holes ?? {}).map(([name, tokens]) => `\`${name}\` of ${tokens.toLocaleString('en-US')} tok`),
    ...(outputTokens === null ? [] : [`answers of ${outputTokens.toLocaleString('en-US')} tok`]),
  ];
  return `your own ${told.join(', ')}${source === null ? '' : ` (${source})`}`;
}

/** In which currency amounts are, and by whose word. */
export const currencyWords = (currency: Currency | null): string[] =>
  currency === null
    ? []
    : [`amounts in ${currency.code} at your own rate of ${currency.asOf}: 1 USD = ${currency.perUsd} ${currency.code}`];
