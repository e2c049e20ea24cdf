import type { Service } from '../../../pricing/facts/service-tiers.ts';
import { priceOf } from '../../../pricing/index.ts';
import { add, greater, lesser, magnitude, minus, type Money, NO_MONEY, toNumber, usd } from '../../../pricing/money.ts';
import type { OwnPrice } from '../../../pricing/own.ts';
import type { Price } from '../../../pricing/price.ts';
import { servedAs } from '../../../pricing/service.ts';
import type { Known } from '../model.ts';
import { DAY_MS } from '../time.ts';
import { type BilledTokens, countOf } from './bill.ts';
import { listPriceOf, type PricedTokens, priceOfRows } from './priced.ts';
import type { BilledDay } from './sums.ts';

/** Where a difference may sit. */
export type DifferenceKind =
  /** The bill has more tokens than were measured, or fewer. */
  | 'traffic'
  | 'day-not-measured'
  | 'model-not-measured'
  | 'day-not-billed'
  | 'model-not-billed'
  /** Line items that name no model: searches, storage. */
  | 'no-model'
  /** The tokens agree, and the money for them is another than our price. */
  | 'rate'
  | 'price-change'
  /** What the bill says of how it was served: batch, flex, priority, long prompts. */
  | 'terms'
  /** Only one of both tells what was read from the cache. */
  | 'cache'
  /** The instrument has another price than ours for the tokens that it measured. */
  | 'instrument-price'
  /** Less than a cent. */
  | 'rounding'
  | 'unexplained';

/** A part of what a bill is more (or less) than what it is held against; all parts add up to it. */
export interface Difference {
  kind: DifferenceKind;
  usd: Money;
  /** More tokens in the bill than were measured; null where this is not about tokens. */
  tokens: number | null;
  /** What else the numbers show of it. */
  why: string[];
}

/** What was measured of one model on one day, in the kinds that bills tell apart. */
export interface MeasuredUse {
  requests: number | null;
  tokens: BilledTokens;
  pricedUsd: Money | null;
}

/** What else is known when a day is compared. */
export interface Surroundings {
  /** Null: nothing was measured anywhere. */
  measured: { hasDay: boolean; hasModel: boolean } | null;
  billed: { hasDay: boolean };
  own: readonly OwnPrice[];
}

export interface Compared {
  /** The bill's tokens at our price of the day. Null: the bill tells no tokens. */
  priced: Known<PricedTokens> | null;
  differences: Difference[];
}

/** Where one model's day differs; `billed` or `measured` may be missing, not both. */
export function compareDay(
  billed: BilledDay | null,
  measured: MeasuredUse | null,
  { measured: instrument, billed: bill, own }: Surroundings,
): Compared {
  if (!billed) {
    const spent = measured?.pricedUsd ?? null;
    const kind = bill.hasDay ? 'model-not-billed' : 'day-not-billed';
    return { priced: null, differences: spent === null ? [] : [difference(kind, minus(NO_MONEY, spent))] };
  }
  const priced = billed.tokens === null ? null : priceOfRows(billed.rows, own);
  const ours = priced?.known ? nearest(billed.usd, priced.value) : null;
  const total = billed.usd ?? ours;
  if (total === null) return { priced, differences: [] };
  const rate = ours === null ? [] : rateOf(billed, total, ours, priced, own);
  if (instrument === null) return { priced, differences: rate };
  if (measured === null) {
    const kind = kindOfUnmeasured(billed, instrument);
    const tokens = kind === 'traffic' && billed.tokens ? countOf(billed.tokens) : null;
    return { priced, differences: [...some(kind, ours ?? total, tokens), ...rate] };
  }
  return { priced, differences: [...rate, ...againstMeasured(billed, measured, { total, ours, own })] };
}

function kindOfUnmeasured(
  { model }: BilledDay,
  { hasDay, hasModel }: NonNullable<Surroundings['measured']>,
): DifferenceKind {
  if (model === null) return 'no-model';
  if (!hasDay) return 'day-not-measured';
  return hasModel ? 'traffic' : 'model-not-measured';
}

/** What of a range is nearest to what was billed: within it nothing differs. */
function nearest(billed: Money | null, { low, high }: PricedTokens): Money {
  if (billed === null || high === null) return low;
  return greater(low, lesser(high, billed));
}

function rateOf(
  billed: BilledDay,
  total: Money,
  ours: Money,
  priced: Known<PricedTokens> | null,
  own: readonly OwnPrice[],
): Difference[] {
  const left = minus(total, ours);
  if (left === NO_MONEY) return [];
  const before = priceOfRows(
    billed.rows.map(row => ({ ...row, day: dayBefore(row.day) })),
    own,
  );
  const first = priceOf(billed.model ?? '', billed.provider, billed.day, 0, own);
  if (first.known && first.value.since === billed.day && before.known && isBetween(total, before.value.low, ours))
    return some('price-change', left, null, ['the price changed on that day: the bill lies between both']);
  const why = [...(priced?.known ? priced.value.why : []), ...tierLike(billed, total, ours, first)];
  return some('rate', left, null, why);
}

const dayBefore = (day: string): string => new Date(Date.parse(day) - DAY_MS).toISOString().slice(0, 10);
const isBetween = (amount: Money, a: Money, b: Money): boolean => amount >= lesser(a, b) && amount <= greater(a, b);

const OTHER_SERVICES: readonly Service[] = ['batch', 'flex', 'priority'];

/** A bill that does not tell how it was served, and is as much as if it were served in another way. */
function tierLike(billed: BilledDay, total: Money, ours: Money, price: Known<Price>): string[] {
  if (!price.known || ours === NO_MONEY || billed.rows.some(({ service }) => service !== null)) return [];
  const factor = toNumber(total) / toNumber(ours);
  const like = OTHER_SERVICES.filter(service => {
    const served = servedAs(price.value, service, billed.model);
    return (
      served.known &&
      Math.abs(toNumber(served.value.low.inputPerMtok) / toNumber(price.value.inputPerMtok) / factor - 1) < 0.005
    );
  });
  return like.map(service => `as much as ${service} costs; the bill does not tell how it was served`);
}

/** Each step changes one thing, from what was billed to what was measured: so the parts add up. */
function againstMeasured(
  billed: BilledDay,
  measured: MeasuredUse,
  { total, ours, own }: { total: Money; ours: Money | null; own: readonly OwnPrice[] },
): Difference[] {
  const price = priceOf(billed.model ?? '', billed.provider, billed.day, 0, own);
  const spent = measured.pricedUsd ?? (price.known ? listPriceOf(measured.tokens, price.value) : null);
  if (spent === null) return [];
  if (!price.known || billed.tokens === null || ours === null) {
    const why = price.known ? 'the bill tells no tokens' : price.why;
    const list = price.known ? listPriceOf(measured.tokens, price.value) : spent;
    return [...leftOver(minus(total, list), [why]), ...some('instrument-price', minus(list, spent))];
  }
  const [theirs, seen] = comparable(billed.tokens, measured.tokens);
  const list = (tokens: BilledTokens): Money => listPriceOf(tokens, price.value);
  // As long as one side does not tell its cache, the other's is taken for plain input: that is the step between.
  const cache = add(minus(list(billed.tokens), list(theirs)), minus(list(seen), list(measured.tokens)));
  const services = [
    ...new Set(billed.rows.flatMap(({ service }) => (service === null || service === 'standard' ? [] : service))),
  ];
  const count = countOf(theirs) - countOf(seen);
  const known = [
    ...some(
      'terms',
      minus(ours, list(billed.tokens)),
      null,
      services.length > 0 ? [`served as ${services.join(' and ')}`] : [],
    ),
    ...some('cache', cache, null, [cacheWords(billed.tokens, measured.tokens)]),
    ...trafficOf(theirs, seen, price.value, count),
    ...some('instrument-price', minus(list(measured.tokens), spent)),
  ];
  const explained = known.reduce((all, part) => add(all, part.usd), NO_MONEY);
  return [...known, ...leftOver(minus(minus(ours, spent), explained))];
}

const CACHED = ['cacheRead', 'cacheWrite', 'cacheWrite1h'] as const;

/** Both without what only one of them tells of its cache. */
function comparable(a: BilledTokens, b: BilledTokens): [BilledTokens, BilledTokens] {
  const untold = CACHED.filter(kind => kind in a !== kind in b);
  const without = (tokens: BilledTokens): BilledTokens => {
    const back = untold.reduce((all, kind) => all + (tokens[kind] ?? 0), 0);
    const rest = Object.fromEntries(Object.entries(tokens).filter(([kind]) => !untold.some(one => one === kind)));
    return { ...rest, input: (tokens.input ?? 0) + back };
  };
  return [without(a), without(b)];
}

const cacheWords = (bill: BilledTokens, seen: BilledTokens): string => {
  const tells = (tokens: BilledTokens): number => CACHED.filter(kind => tokens[kind] !== undefined).length;
  return tells(bill) > tells(seen)
    ? 'the bill tells what was read from the cache or written to it, the measurement does not'
    : 'the measurement tells what was read from the cache or written to it, the bill does not';
};

function trafficOf(bill: BilledTokens, seen: BilledTokens, price: Price, count: number): Difference[] {
  const amount = minus(listPriceOf(bill, price), listPriceOf(seen, price));
  const unpriced = (bill.media ?? 0) + (bill.unsplit ?? 0) > 0;
  return some(
    'traffic',
    amount,
    count,
    unpriced ? ['sound, pictures and tokens that are not split are in no price'] : [],
  );
}

const CENT = usd(0.01);

/** Nothing is made up for what is left. */
const leftOver = (amount: Money, why: string[] = []): Difference[] =>
  some(magnitude(amount) < CENT ? 'rounding' : 'unexplained', amount, null, why);

const difference = (
  kind: DifferenceKind,
  amount: Money,
  tokens: number | null = null,
  why: string[] = [],
): Difference => ({
  kind,
  usd: amount,
  tokens,
  why,
});

const some = (...part: Parameters<typeof difference>): Difference[] => {
  const [, amount, tokens] = part;
  return amount === NO_MONEY && !tokens ? [] : [difference(...part)];
};
