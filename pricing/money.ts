/**
 * US dollars in whole attodollars (10⁻¹⁸). Money is added and multiplied without loss, so that a sum does not depend on
 * its order; only what can't come out even (a third of a dollar) is rounded, once, where it arises.
 */
export type Money = bigint & { readonly unit: 'USD' };

const DECIMALS = 18;
/** What a price per million tokens is a multiple of, so that the price of one token comes out even. */
const PER_MILLION = 1_000_000n;

const money = (attodollars: bigint): Money => attodollars as Money;

export const NO_MONEY = money(0n);

/** The decimal that is meant, not the binary fraction next to it: `usd(0.1)` is a tenth. */
export const usd = (amount: number): Money => money(scaled(amount, DECIMALS));

/** A rate per million tokens, which is exact to the millionth part of a millionth of a dollar. */
export const usdPerMillion = (rate: number): Money => money(scaled(rate, DECIMALS - 6) * PER_MILLION);

export const add = (a: Money, b: Money): Money => money(a + b);

export const minus = (a: Money, b: Money): Money => money(a - b);
/** How much, whichever way. */
export const magnitude = (amount: Money): Money => money(amount < 0n ? -amount : amount);

/** `count` times as much. A part of one is no count: see `share`. */
export const times = (amount: Money, count: number): Money => money(amount * BigInt(Math.round(count)));

/** What tokens cost at a rate per million of them. */
export const costOfTokens = (tokens: number, perMillion: Money): Money =>
  money(times(perMillion, tokens) / PER_MILLION);

/** A part of an amount, or a multiple of it that is no whole number: a discount, a cache hit rate. */
export const share = (amount: Money, part: number): Money => money(divided(amount * scaled(part, 12), 10n ** 12n));

/** A rate once more, times a factor: still a multiple of what a token can cost. */
export const rateTimes = (perMillion: Money, factor: number): Money =>
  money((share(perMillion, factor) / PER_MILLION) * PER_MILLION);

export const lesser = (a: Money, b: Money): Money => (a < b ? a : b);
export const greater = (a: Money, b: Money): Money => (a > b ? a : b);

/** For showing and for JSON; never to be calculated with. */
export const toNumber = (amount: Money): number => Number(toDecimal(amount));

/** What JSON, which has no such numbers, is told of money: for comparing values, not for reading. */
export const withMoney = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? toDecimal(value as Money) : value;

/** All digits that count: `0.0004816`. */
export function toDecimal(amount: Money): string {
  const sign = amount < 0n ? '-' : '';
  const digits = (amount < 0n ? -amount : amount).toString().padStart(DECIMALS + 1, '0');
  const fraction = digits.slice(-DECIMALS).replace(/0+$/, '');
  return sign + digits.slice(0, -DECIMALS) + (fraction === '' ? '' : `.${fraction}`);
}

/** `amount` × 10^decimals, rounded half away from zero, read off the shortest decimal that is this number. */
function scaled(amount: number, decimals: number): bigint {
  const [, sign = '', whole = '0', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(String(amount)) ?? [];
  const shift = Number(exponent) - fraction.length + decimals;
  const digits = BigInt(whole + fraction);
  const value = shift >= 0 ? digits * 10n ** BigInt(shift) : divided(digits, 10n ** BigInt(-shift));
  return sign === '' ? value : -value;
}

/** Rounded half away from zero. */
function divided(amount: bigint, by: bigint): bigint {
  const half = by / 2n;
  return (amount < 0n ? amount - half : amount + half) / by;
}
