import { priceOf } from '../../../pricing/index.ts';
import { add, costOfTokens, greater, lesser, type Money, NO_MONEY } from '../../../pricing/money.ts';
import type { OwnPrice } from '../../../pricing/own.ts';
import type { Price, TokenRates } from '../../../pricing/price.ts';
import { servedAs } from '../../../pricing/service.ts';
import type { Known } from '../model.ts';
import { type BilledRow, type BilledTokens, kindsOf, type TokenKind } from './bill.ts';

/** What tokens come to by our catalogue. `high: null`: or more, see `why`. */
export interface PricedTokens {
  low: Money;
  high: Money | null;
  why: string[];
}

type Priceable = Pick<BilledRow, 'day' | 'provider' | 'model' | 'tokens' | 'service' | 'isLong'>;

/** Longer than any prompt: the last tier of a price. */
const LONG = 100_000_000;

/** What these lines come to at the price of their day, as far as they tell how they were served. */
export function priceOfRows(rows: readonly Priceable[], own: readonly OwnPrice[]): Known<PricedTokens> {
  const all: PricedTokens = { low: NO_MONEY, high: NO_MONEY, why: [] };
  for (const row of rows.filter(({ tokens }) => tokens !== null)) {
    const priced = priceOfRow(row, own);
    if (!priced.known) return priced;
    all.low = add(all.low, priced.value.low);
    all.high = all.high === null || priced.value.high === null ? null : add(all.high, priced.value.high);
    all.why = [...new Set([...all.why, ...priced.value.why])];
  }
  return { known: true, value: all };
}

function priceOfRow(
  { day, provider, model, tokens, service, isLong }: Priceable,
  own: readonly OwnPrice[],
): Known<PricedTokens> {
  if (model === null) return { known: false, why: 'the bill names no model' };
  const short = priceOf(model, provider, day, isLong === true ? LONG : 0, own);
  if (!short.known) return short;
  const listed = isLong === false ? short : priceOf(model, provider, day, LONG, own);
  const long = listed.known ? listed.value : short.value;
  const low = servedAs(short.value, service ?? 'standard', model);
  if (!low.known) return low;
  const high = servedAs(long, service ?? 'standard', model);
  if (!high.known) return high;
  const told = tokens ?? {};
  const parts = kindsOf(told)
    .filter(kind => told[kind] !== 0)
    .map(kind => ({ count: told[kind] ?? 0, ...partOf(kind, told, low.value.low, high.value.high) }));
  const sum = (side: 'low' | 'high'): Money =>
    parts.reduce((all, part) => add(all, costOfTokens(part.count, part[side] ?? NO_MONEY)), NO_MONEY);
  const isOpen = short.value.mayExceed !== null || parts.some(part => part.high === null);
  const why = [
    ...parts.flatMap(part => part.why),
    ...(short.value.mayExceed === null ? [] : [short.value.mayExceed]),
    ...(short.value.inputPerMtok === long.inputPerMtok
      ? []
      : ['long prompts have another price: the bill does not tell how long they were']),
  ];
  return { known: true, value: { low: sum('low'), high: isOpen ? null : sum('high'), why: [...new Set(why)] } };
}

interface Part {
  low: Money;
  high: Money | null;
  why: string[];
}

/** The rates that tokens of a kind may have. */
function partOf(kind: TokenKind, told: BilledTokens, low: TokenRates, high: TokenRates): Part {
  const between = (names: readonly (keyof TokenRates)[], why: readonly string[]): Part => {
    const [lows, highs] = [low, high].map(rates => names.flatMap(name => rates[name] ?? []));
    const [first, ...others] = lows ?? [];
    const [most, ...more] = highs ?? [];
    if (first === undefined || most === undefined) return { ...OPEN, why: [`no price for ${WORDS[kind]}`] };
    const [least, greatest] = [others.reduce(lesser, first), more.reduce(greater, most)];
    return { low: least, high: greatest, why: others.some(rate => rate !== first) ? [...why] : [] };
  };
  if (kind === 'input') {
    const untold = UNTOLD.filter(({ among }) => !(among in told)).map(({ rate }) => rate);
    return between(['inputPerMtok', ...untold], ['what was read from the cache or written to it is not told']);
  }
  if (kind === 'unsplit')
    return between(
      ['inputPerMtok', 'outputPerMtok', ...UNTOLD.map(({ rate }) => rate)],
      ['input and output are told as one number'],
    );
  if (kind === 'media') return { ...OPEN, why: ['sound and pictures have prices of their own'] };
  return kind === 'output'
    ? between(['outputPerMtok', 'reasoningPerMtok'], ['what was thought has a price of its own, and is not told'])
    : between([RATES[kind]], []);
}

const OPEN: Omit<Part, 'why'> = { low: NO_MONEY, high: null };
const RATES = {
  cacheRead: 'cacheReadPerMtok',
  cacheWrite: 'cacheWritePerMtok',
  cacheWrite1h: 'cacheWrite1hPerMtok',
} as const satisfies Partial<Record<TokenKind, keyof TokenRates>>;

const UNTOLD: readonly { among: TokenKind; rate: keyof TokenRates }[] = [
  { among: 'cacheRead', rate: RATES.cacheRead },
  { among: 'cacheWrite', rate: RATES.cacheWrite },
  { among: 'cacheWrite1h', rate: RATES.cacheWrite1h },
];

const WORDS: Readonly<Record<TokenKind, string>> = {
  input: 'input',
  cacheRead: 'input read from the cache',
  cacheWrite: 'input written to the cache',
  cacheWrite1h: 'input written to the cache for an hour',
  output: 'output',
  media: 'sound and pictures',
  unsplit: 'tokens that are not split',
};

/** What tokens come to at the plain price of a short prompt, as an instrument would reckon it that is told no more. */
export function listPriceOf(tokens: BilledTokens, price: Price): Money {
  const rates: Readonly<Record<TokenKind, Money | null>> = {
    input: price.inputPerMtok,
    cacheRead: price.cacheReadPerMtok ?? price.inputPerMtok,
    cacheWrite: price.cacheWritePerMtok ?? price.inputPerMtok,
    cacheWrite1h: price.cacheWrite1hPerMtok ?? price.cacheWritePerMtok ?? price.inputPerMtok,
    output: price.outputPerMtok,
    media: null,
    unsplit: null,
  };
  return kindsOf(tokens).reduce(
    (all, kind) => add(all, costOfTokens(tokens[kind] ?? 0, rates[kind] ?? NO_MONEY)),
    NO_MONEY,
  );
}
