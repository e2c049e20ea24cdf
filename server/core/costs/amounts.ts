import { type Amount, type Cost, type Exactness, type Money, type Tokens, usd, worse } from '../model.ts';

/** Arithmetic of ranges of money. What is not known never becomes a zero or a smaller sum. */

export const NOTHING: Amount = { low: usd(0), high: usd(0), exactness: 'exact' };
export const UNKNOWN: Amount = { low: usd(0), high: null, exactness: 'unknown' };

/** US dollars per million tokens at both ends of a count: they differ where the price depends on the length. */
export interface Rates {
  atMinPerMtok: Money;
  atMaxPerMtok: Money;
}

export function amountOf(tokens: Tokens, { atMinPerMtok, atMaxPerMtok }: Rates): Amount {
  if (tokens.exactness === 'unknown') return UNKNOWN;
  const high = tokens.max === null ? null : cost(tokens.max, atMaxPerMtok);
  return { low: cost(tokens.min, atMinPerMtok), high, exactness: tokens.exactness };
}

const cost = (tokens: number, perMtok: Money): Money => usd((tokens * perMtok) / 1e6);

/** True, but not all: more may be charged. */
export const atLeast = (amount: Amount): Amount => ({
  low: amount.low,
  high: null,
  exactness: worse(amount.exactness, 'lower-bound'),
});

/** With one part unknown, the other is still a lower bound of the whole, unless it is nothing. */
export function sum(a: Amount, b: Amount): Amount {
  const low = usd(a.low + b.low);
  const high = a.high === null || b.high === null ? null : usd(a.high + b.high);
  const isPartUnknown = a.exactness === 'unknown' || b.exactness === 'unknown';
  if (!isPartUnknown) return { low, high, exactness: worse(a.exactness, b.exactness) };
  return low > 0 ? { low, high: null, exactness: 'lower-bound' } : UNKNOWN;
}

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
  const exactness = amounts.reduce<Exactness>((worst, amount) => worse(worst, amount.exactness), 'exact');
  if (exactness === 'unknown') return UNKNOWN;
  const highs = amounts.map(({ high }) => high);
  const high = highs.includes(null) ? null : usd(Math.max(...highs.map(amount => amount ?? 0)));
  return { low: usd(Math.min(...amounts.map(({ low }) => low))), high, exactness };
}
