import { add, costOfTokens, greater, lesser, type Money, NO_MONEY, share, times } from '../../../pricing/money.ts';
import { type Amount, type Cost, type CostLine, type Exactness, type Tokens, worse } from '../model.ts';

/** Arithmetic of ranges of money. What is not known never becomes a zero or a smaller sum. */

export const NOTHING: Amount = { low: NO_MONEY, high: NO_MONEY, exactness: 'exact' };
export const UNKNOWN: Amount = { low: NO_MONEY, high: null, exactness: 'unknown' };

/** What a count of tokens comes to. `part`: of all these tokens, so many. */
export function amountOf(tokens: Tokens, rates: NonNullable<CostLine['rates']>, part = 1): Amount {
  if (tokens.exactness === 'unknown') return UNKNOWN;
  const cost = (count: number, perMtok: Money): Money => partOf(costOfTokens(count, perMtok), part);
  const high = tokens.max === null ? null : cost(tokens.max, rates.atMaxPerMtok);
  return { low: cost(tokens.min, rates.atMinPerMtok), high, exactness: tokens.exactness };
}

const partOf = (amount: Money, part: number): Money => (part === 1 ? amount : share(amount, part));

/** True, but not all: more may be charged. */
export const atLeast = (amount: Amount): Amount => ({
  low: amount.low,
  high: null,
  exactness: worse(amount.exactness, 'lower-bound'),
});

/** True, but less may be charged. */
export const atMost = (amount: Amount): Amount => (amount.high === null ? UNKNOWN : { ...amount, low: NO_MONEY });

/** With one part unknown, the other is still a lower bound of the whole, unless it is nothing. */
export function sum(a: Amount, b: Amount): Amount {
  const low = add(a.low, b.low);
  const high = a.high === null || b.high === null ? null : add(a.high, b.high);
  const isPartUnknown = a.exactness === 'unknown' || b.exactness === 'unknown';
  if (!isPartUnknown) return { low, high, exactness: worse(a.exactness, b.exactness) };
  return low > 0n ? { low, high: null, exactness: 'lower-bound' } : UNKNOWN;
}

/** The same again and again. */
export const multiply = ({ low, high, exactness }: Amount, count: number): Amount => ({
  low: times(low, count),
  high: high === null ? null : times(high, count),
  exactness,
});

/** One of several, decided at run time: as good as the worst of them. */
export function eitherCost(costs: readonly Cost[]): Cost | null {
  if (costs.length === 0) return null;
  return {
    input: either(costs.map(({ input }) => input)),
    output: either(costs.map(({ output }) => output)),
    total: either(costs.map(({ total }) => total)),
  };
}

function either(amounts: readonly Amount[]): Amount {
  const [first = UNKNOWN, ...others] = amounts;
  const exactness = others.reduce<Exactness>((worst, amount) => worse(worst, amount.exactness), first.exactness);
  if (exactness === 'unknown') return UNKNOWN;
  const high = others.reduce<Money | null>(
    (most, amount) => (most === null || amount.high === null ? null : greater(most, amount.high)),
    first.high,
  );
  return { low: others.reduce((least, { low }) => lesser(least, low), first.low), high, exactness };
}
