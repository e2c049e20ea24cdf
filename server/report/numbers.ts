import { magnitude, type Money, NO_MONEY, toNumber } from '../../pricing/money.ts';
import type { Currency } from '../../pricing/own.ts';
import type { Amount, AnalyzedCall, Cost, ModelCost, PromptDefinition, Repetition, Tokens } from '../core/model.ts';

/** How a number is written, everywhere the same. Bounds are rounded so that they stay true. */

/** `1,204 tok`, `~1,204 tok`, `≥1,204 tok`, `120–340 tok`, `? tok`. */
export const formatTokens = (tokens: Tokens): string => `${tokenRange(tokens, groupDigits)} tok`;

/** `1.2k tok`: for a place with little room. */
export const formatTokensShort = (tokens: Tokens): string => `${tokenRange(tokens, shorten)} tok`;

/** An upper bound alone: `≤600 tok`, `? tok`. Embeddings have no output: `–`. */
export function formatBound({ max }: Tokens): string {
  if (max === 0) return '–';
  return max === null ? '? tok' : `≤${groupDigits(max)} tok`;
}

/** `$0.0031`: two significant digits under a cent, `<$0.0001` below; `EUR 0.0029` at the user's own rate. */
export const formatMoney = (amount: Money, currency: Currency | null = null): string =>
  money(shownIn(amount, currency), Math.round);

/** The same of an amount that was measured, which is a plain number. */
export const formatUsd = (usd: number, rounding: Rounding = Math.round): string =>
  money({ value: usd, sign: '$' }, rounding);

/** `+$0.0031`, `−$0.0031`, `±$0`: what was there before or comes after; as small as it is, with its digits. */
export function formatDifference(amount: Money, currency: Currency | null): string {
  if (amount === NO_MONEY) return '±$0';
  return (amount > 0n ? '+' : '−') + digits(shownIn(magnitude(amount), currency), Math.round);
}

/** `$0.0031`, `~$0.0031`, `≥$0.0031`, `$0.0031–$0.0042`, `?`. */
export function formatAmount({ low, high, exactness }: Amount, currency: Currency | null = null): string {
  if (exactness === 'unknown') return '?';
  const least = shownIn(low, currency);
  if (high === null) return atLeast(least);
  const most = shownIn(high, currency);
  if (isTiny(least) && isTiny(most)) return money(least, Math.round);
  const about = exactness === 'approximate' ? '~' : '';
  const [from, to] = [money(least, Math.floor), money(most, Math.ceil)];
  if (low === high || from === to) return about + money(least, Math.round);
  return low === 0n ? `≤${to}` : `${about}${from}–${to}`;
}

/** Amounts to be held against each other: those that would read the same and are not are told with their digits. `?` where there is none. */
export function formatAmounts(amounts: readonly (Amount | null)[], currency: Currency | null): string[] {
  const write = (amount: Amount | null): string => (amount ? formatAmount(amount, currency) : '?');
  const written = amounts.map(write);
  const [first] = amounts;
  const isHidden =
    amounts.every(one => one !== null && one.high !== null && isTiny(shownIn(one.high, currency))) &&
    written.every(words => words === written[0]) &&
    amounts.some(one => one?.high !== first?.high);
  return isHidden ? amounts.map(one => (one ? bound(one, currency) : '?')) : written;
}

/** `≤$0.000060`: the most that it is, however little. */
const bound = ({ high, ...rest }: Amount, currency: Currency | null): string =>
  high === null || high === 0n
    ? formatAmount({ high, ...rest }, currency)
    : `${rest.low === high ? '' : '≤'}${digits(shownIn(high, currency), Math.ceil)}`;

/** `$0.0030 in + ≤$0.0102 out`; where there is no output to pay for, the input alone; `?` where neither is known. */
export function formatCost({ input, output }: Cost, currency: Currency | null = null): string {
  if (input.exactness === 'unknown' && output.exactness === 'unknown') return '?';
  if (output.high === 0n) return formatAmount(input, currency);
  return `${formatAmount(input, currency)} in + ${formatAmount(output, currency)} out`;
}

/** What the hint says of a prompt where it is defined: `~1.2k tok`, `~1.2k tok · 3 calls` where it is known how many send it. */
export const formatPromptHint = ({ tokens }: PromptDefinition, uses?: number): string =>
  [
    formatTokensShort(tokens),
    ...(uses === undefined || uses === 0 ? [] : [`${uses} call${uses === 1 ? '' : 's'}`]),
  ].join(' · ');

/** `+640 tok`, `−1.2k tok`: how much more than before; `~` where the model counts otherwise than the two were counted. */
export const formatChange = (change: number, isExact: boolean): string =>
  `${isExact ? '' : '~'}${change < 0 ? '−' : '+'}${shorten(Math.abs(change), Math.round)} tok`;

/** One line for the end of a line of code: `≥1.2k tok · ≥$0.0030 in + ≤$0.0102 out /call`. */
export function formatHint(call: AnalyzedCall): string {
  const { perCall, input, currency } = call.cost;
  const price = perCall ? `${formatCost(perCall, currency)} /call` : unpricedModels(call);
  return [
    formatTokensShort(input),
    price + formatRepeats(call.repeats),
    ...serviceOf(call),
    ...ownPriceOf(call),
    ...defaultOf(call),
  ].join(' · ');
}

/** The same with little room: `≥1.2k tok · ≥$0.0030`; without a price, the tokens alone. */
export function formatHintShort(call: AnalyzedCall): string {
  const { perCall, input, currency } = call.cost;
  const total = perCall ? formatAmount(perCall.total, currency) : '?';
  return [formatTokensShort(input), ...(total === '?' ? [] : [total + formatRepeats(call.repeats)])].join(' · ');
}

/**
 * ` × 10`; ` × ≤10` where an agent may be done before; ` × ?` for a loop whose length is not known; nothing without one, or where a call
 * is only made again if it fails.
 */
export function formatRepeats(all: readonly Repetition[]): string {
  const repeats = all.filter(({ kind }) => kind !== 'attempts');
  if (repeats.length === 0) return '';
  const counts = repeats.map(({ count }) => (count.known ? count.value : null));
  const most = repeats.some(({ kind }) => kind === 'turns') ? '≤' : '';
  return counts.includes(null)
    ? ' × ?'
    : ` × ${most}${groupDigits(counts.reduce<number>((product, n) => product * (n ?? 1), 1))}`;
}

/** In two words; `cost.why` has the sentences. */
export const whyUnpriced = ({ model, cost }: AnalyzedCall): 'model unknown' | 'no price' =>
  model.unknown !== null || cost.models.length === 0 ? 'model unknown' : 'no price';

function unpricedModels(call: AnalyzedCall): string {
  const unpriced = call.cost.models.filter(({ price }) => !price.known).map(({ model }) => model.id);
  return [whyUnpriced(call), ...unpriced.slice(0, 1)].join(' for ');
}

/** `batch`, `flex`: where that decides the price. */
export const serviceOf = ({ service }: AnalyzedCall): string[] =>
  service.known && service.value !== 'standard' ? [service.value] : [];

/** Whose word a price is, where not a price list's. */
export const ownPriceOf = ({ cost }: AnalyzedCall): string[] =>
  cost.models.some(({ price }) => price.known && price.value.own !== null) ? ['your own price'] : [];

function defaultOf({ model: { candidates, unknown }, cost }: AnalyzedCall): string[] {
  const ids = candidates.map(({ id }) => id).join(' or ');
  if (unknown !== null) return [];
  if (candidates.some(({ origin }) => origin === 'mapping')) return [`${ids} by your own mapping`];
  if (candidates.some(({ origin }) => origin.endsWith('-default'))) return [`if ${ids}, the default`];
  return cost.models.some(isLikely) ? [`if ${ids}, as the deployment is named`] : [];
}

/** Whether only a name speaks for the model that is priced: whoever deploys a model on Azure names it. */
export const isLikely = ({ model, price }: ModelCost): boolean =>
  price.known && price.value.doubt !== null && model.origin !== 'mapping';

/** Where a model's name comes from, and what speaks for it; empty for one that stands in the call. */
export const noteOf = (row: ModelCost): string =>
  [...(row.model.origin === 'literal' ? [] : [row.model.note]), ...(isLikely(row) ? ['likely'] : [])].join(', ');

/** What a reader should see at a glance of a model's name: ` (default)`, ` (likely)`. */
export function markOf(row: ModelCost): string {
  const { origin } = row.model;
  const marks = [
    ...(origin.endsWith('-default') ? ['default'] : []),
    ...(origin === 'mapping' ? ['yours'] : []),
    ...(origin === 'environment-example' ? ['example'] : []),
    ...(isLikely(row) ? ['likely'] : []),
  ];
  return marks.length === 0 ? '' : ` (${marks.join(', ')})`;
}

/* ---- tokens ---------------------------------------------------------------------------------------------------- */

type Rounding = (value: number) => number;
type WriteCount = (count: number, rounding: Rounding) => string;

function tokenRange({ min, max, exactness }: Tokens, write: WriteCount): string {
  if (exactness === 'unknown') return '?';
  if (max === null) return min === 0 ? '?' : `≥${write(min, Math.floor)}`;
  const about = exactness === 'approximate' ? '~' : '';
  if (min === max) return about + write(min, Math.round);
  return `${about}${write(min, Math.floor)}–${write(max, Math.ceil)}`;
}

export const groupDigits = (count: number, rounding: Rounding = Math.round): string =>
  rounding(count).toLocaleString('en-US');

/** `980`, `1.2k`, `41k`, `3.4M`. */
export function shorten(count: number, rounding: Rounding = Math.round): string {
  if (count < 1000) return groupDigits(count, rounding);
  const thousands = scale(count / 1e3, rounding);
  return thousands < 1000 ? `${thousands}k` : `${scale(count / 1e6, rounding)}M`;
}

const scale = (value: number, rounding: Rounding): number => roundTo(value, value < 10 ? 1 : 0, rounding);

/* ---- money ----------------------------------------------------------------------------------------------------- */

/** An amount as it is shown: no more to be calculated with. */
interface Shown {
  value: number;
  sign: string;
}

const shownIn = (amount: Money, currency: Currency | null): Shown => ({
  value: toNumber(amount) * (currency?.perUsd ?? 1),
  sign: currency === null ? '$' : `${currency.code} `,
});

const SMALLEST = 0.0001;
/** Below a millionth of a dollar zeros are all that a reader sees. */
const LEAST_BOUND = 1e-6;
const isTiny = ({ value }: Shown): boolean => value > 0 && value < SMALLEST;

/** A small bound keeps its digits: `≥<$0.0001` would say nothing. "This or more" of nothing says nothing too. */
function atLeast(low: Shown): string {
  if (low.value === 0) return '?';
  return low.value < LEAST_BOUND ? `>${low.sign}0` : `≥${digits(low, Math.floor)}`;
}

function money(amount: Shown, rounding: Rounding): string {
  const { value, sign } = amount;
  if (isTiny(amount) && rounding !== Math.floor)
    return rounding === Math.ceil ? `${sign}${SMALLEST}` : `<${sign}${SMALLEST}`;
  return value === 0 ? `${sign}0` : digits(amount, rounding);
}

function digits({ value, sign }: Shown, rounding: Rounding): string {
  const decimals = decimalsOf(value);
  const rounded = roundTo(value, decimals, rounding);
  return `${sign}${rounded.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })}`;
}

function decimalsOf(amount: number): number {
  if (amount >= 1) return 2;
  return amount >= 0.01 ? 4 : 1 - Math.floor(Math.log10(amount));
}

/** Without the noise of binary fractions, which would push 0.0120 up to 0.0121. */
const roundTo = (value: number, decimals: number, rounding: Rounding): number =>
  rounding(Number((value * 10 ** decimals).toPrecision(12))) / 10 ** decimals;
