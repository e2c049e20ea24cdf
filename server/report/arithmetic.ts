import { type Money, toDecimal } from '../../pricing/money.ts';
import type { Price } from '../../pricing/price.ts';
import { multiply } from '../core/costs/amounts.ts';
import type { Amount, CostLine, ModelCost, PricedLines } from '../core/model.ts';

/** How a cost comes about, in figures that can be checked by hand: nothing is rounded here. */

/** What is counted, times what it takes, is what it comes to. */
export interface Step {
  label: string;
  tokens: string;
  rate: string;
  amount: string;
}

/**
 * A line each, then their sum, then a thousand calls; last what the answer comes to in the form that is asked for, and where only
 * the model bounds it.
 */
export function stepsOf(
  { cost, lines }: PricedLines,
  { limit, form }: Pick<ModelCost, 'limit' | 'form'> = { limit: null, form: null },
): Step[] {
  const sums: [string, Amount][] = [
    ['per call', cost.total],
    ['1,000 calls', multiply(cost.total, 1000)],
  ];
  const own = limit?.lines.filter(({ side }) => side === 'output') ?? [];
  return [
    ...lines.map(stepOf),
    ...sums.map(([label, amount]) => ({ label, tokens: '', rate: '', amount: writeAmount(amount) })),
    ...(form ? [stepOf(form)] : []),
    ...own.map(line => ({ ...stepOf(line), label: "the model's own limit" })),
  ];
}

const stepOf = ({ label, tokens, part, rates, amount }: CostLine): Step => ({
  label,
  tokens: (part === 1 ? '' : `${percent(part)} of `) + aboutOf(amount) + writeTokens(tokens),
  rate: rates === null ? 'no price' : writeRange(rates.atMinPerMtok, rates.atMaxPerMtok, writeMoney),
  amount: writeAmount(amount),
});

/** Where a price comes from and since when, and what of it is the user's. */
export const originOf = ({ provider, tier, own, on, since, source }: Price): string[] => [
  ...(own === null ? [] : [own]),
  `${provider}, price of ${on}${tier === null ? '' : `, ${tier}`}${since === null ? '' : `, in force since ${since}`}`,
  ...(source === 'you' ? [] : [source]),
];

export const percent = (part: number): string => `${Number((part * 100).toFixed(6))} %`;

/** As price lists have it: cents at the least, and no digit lost. */
export function writeMoney(amount: Money): string {
  const [whole = '0', fraction = ''] = toDecimal(amount).split('.');
  return `$${Number(whole).toLocaleString('en-US')}.${fraction.padEnd(2, '0')}`;
}

/** `$0.0004816`, `≥$0.0004816`, `$0.0004–$0.0012`, `?`. */
export function writeAmount({ low, high, exactness }: Amount): string {
  if (exactness === 'unknown') return '?';
  if (high === null) return low === 0n ? '?' : `≥${writeMoney(low)}`;
  return low === 0n && high > 0n
    ? `≤${writeMoney(high)}`
    : aboutOf({ low, high, exactness }) + writeRange(low, high, writeMoney);
}

/** Only a count that is not known to the last token makes an amount that is not. */
const aboutOf = ({ exactness }: Amount): string => (exactness === 'approximate' ? '~' : '');

const writeRange = (low: Money, high: Money, write: (amount: Money) => string): string =>
  low === high ? write(low) : `${write(low)}–${write(high)}`;

function writeTokens({ min, max }: CostLine['tokens']): string {
  const count = (tokens: number): string => tokens.toLocaleString('en-US');
  if (max === null) return min === 0 ? '? tok' : `≥${count(min)} tok`;
  return min === max ? `${count(min)} tok` : min === 0 ? `≤${count(max)} tok` : `${count(min)}–${count(max)} tok`;
}
