import type { Difference, DifferenceKind } from '../core/billing/differences.ts';
import { groupDigits } from './numbers.ts';

/** What is said of each part of a difference. */
const WORDS: Readonly<Record<DifferenceKind, string>> = {
  traffic: 'traffic',
  'day-not-measured': 'days on which nothing was measured',
  'model-not-measured': 'a model that was never measured',
  'day-not-billed': 'measured on days that no bill tells of',
  'model-not-billed': 'measured, and not in the bill',
  'no-model': 'line items that name no model',
  rate: 'another rate than ours for the same tokens',
  'price-change': 'a new price from that day on',
  terms: 'not at the plain list price',
  cache: 'the cache',
  'instrument-price': 'the measurement reckons with another price than ours',
  rounding: 'less than a cent',
  unexplained: 'not explained',
};

/** `traffic: 550,000 tok more in the bill than were measured`, with what else the numbers show. */
export function wordsOf({ kind, tokens, why }: Difference): string {
  const count = tokens === null ? '' : groupDigits(Math.abs(tokens));
  const traffic =
    tokens === null || tokens === 0
      ? 'traffic: of other kinds in the bill than measured'
      : `traffic: ${count} tok ${tokens > 0 ? 'more' : 'fewer'} in the bill than measured`;
  return [kind === 'traffic' ? traffic : WORDS[kind], ...why].join('; ');
}
