import type { Service } from '../../../pricing/facts/service-tiers.ts';
import { priceOf } from '../../../pricing/index.ts';
import { knownModel } from '../../../pricing/known.ts';
import { type Money, toNumber } from '../../../pricing/money.ts';
import type { OwnPrice } from '../../../pricing/own.ts';
import type { Price, TokenRates } from '../../../pricing/price.ts';
import { servedAs } from '../../../pricing/service.ts';
import type { Known } from '../model.ts';
import { DAY_MS } from '../time.ts';
import { known, unknown, type UsageIncrement, type UsageSample, type UsageTokens } from './model.ts';

/**
 * What was measured × what it costs. Amounts are whole picodollars: their sums are the same in any order, up to 9,000 dollars, and what
 * was added can be taken off again without a rest.
 */
export interface Priced {
  /** What is not told is taken for what it mostly is: that nothing was read from the cache, nothing written to it. */
  usd: number;
  /** Where it lies for certain, by what is told; `high` but for what `isLeast` says. */
  low: number;
  high: number;
  /** A part has no price, or was not told. */
  isLeast: boolean;
  /** What the cache has saved. */
  saved: number;
  why: string | null;
}

export const PICO = 1e-12;

export const CACHE_UNTOLD = 'what was read from the cache is not told: priced as if nothing was';

export interface Pricer {
  sample: (sample: UsageSample) => Known<Priced>;
  /** What an increment adds to the cost of all increments of its feed. */
  increment: (increment: UsageIncrement) => Known<Priced>;
}

/** By the catalogue, and what the user says of prices. What was looked up is kept: it is asked for each request. */
export function createPricer(own: readonly OwnPrice[]): Pricer {
  const tariffs = new Map<string, TariffOfModel>();
  const tariffOf = (of: Asked): TariffOfModel => {
    const day = Math.floor(of.at / DAY_MS);
    const key = `${of.responseModel}\n${of.requestModel}\n${of.provider}\n${of.serviceTier}\n${day}`;
    const kept = tariffs.get(key);
    if (kept) return kept;
    if (tariffs.size >= MOST_TARIFFS) tariffs.clear();
    const tariff = findTariff(of, own);
    tariffs.set(key, tariff);
    return tariff;
  };
  return {
    sample: sample => priceSample(sample, tariffOf(sample)),
    increment: increment => priceIncrement(increment, tariffOf({ ...increment, at: increment.to, serviceTier: null })),
  };
}

const MOST_TARIFFS = 10_000;

type Asked = Pick<UsageSample, 'responseModel' | 'requestModel' | 'provider' | 'serviceTier' | 'at'>;

/** Picodollars a token. */
interface Tariff {
  input: number;
  output: number | null;
  cacheRead: number | null;
  cacheWrite: number | null;
  cacheWriteHigh: number | null;
  reasoning: number | null;
  isLeast: boolean;
  why: string | null;
}

/** By length of the prompt. */
type TariffOfModel = (inputTokens: number) => Known<Tariff>;

function findTariff(of: Asked, own: readonly OwnPrice[]): TariffOfModel {
  const on = new Date(of.at).toISOString().slice(0, 10);
  const found = modelOf(of, on, own);
  if (!found.known) return () => found;
  const model = found.value;
  const listed = knownModel(model, of.provider, on);
  const edges = listed.known
    ? [...new Set(listed.value.units.flatMap(({ tiers }) => tiers.map(({ above }) => above)))].toSorted((a, b) => a - b)
    : [];
  const tiers: Known<Tariff>[] = [];
  return inputTokens => {
    const tier = edges.filter(edge => inputTokens > edge).length;
    return (tiers[tier] ??= tariffAt(model, of, on, inputTokens, own));
  };
}

/** What answered, by its own name or else by the one that was asked for, of which it is a version. */
function modelOf(
  { responseModel, requestModel, provider }: Asked,
  on: string,
  own: readonly OwnPrice[],
): Known<string> {
  const isPriced = (model: string): boolean => priceOf(model, provider, on, 0, own).known;
  const model = responseModel ?? requestModel;
  if (model === null) return unknown('which model answered is not told');
  if (isPriced(model)) return known(model);
  const isVersion = requestModel !== null && model.startsWith(requestModel);
  return known(isVersion && isPriced(requestModel) ? requestModel : model);
}

function tariffAt(
  model: string,
  { provider, serviceTier }: Asked,
  on: string,
  inputTokens: number,
  own: readonly OwnPrice[],
): Known<Tariff> {
  const price = priceOf(model, provider, on, inputTokens, own);
  if (!price.known) return price;
  const service = serviceOf(serviceTier);
  const served = servedAs(price.value, service, model);
  if (!served.known) return served;
  const { low, high, told } = served.value;
  const rates = ratesOf(low);
  const isRange = low.inputPerMtok !== high.inputPerMtok || low.outputPerMtok !== high.outputPerMtok;
  const { mayExceed, doubt, own: ownWord }: Price = price.value;
  const why = [mayExceed, doubt, ownWord, told].filter(one => one !== null).join('; ') || null;
  return known({ ...rates, isLeast: isRange || mayExceed !== null, why });
}

const SERVICES: Readonly<Record<string, Service>> = {
  flex: 'flex',
  priority: 'priority',
  batch: 'batch',
  scale: 'reserved',
};
const serviceOf = (told: string | null): Service =>
  told === null ? 'standard' : (SERVICES[told.toLowerCase()] ?? 'standard');

function ratesOf(rates: TokenRates): Omit<Tariff, 'isLeast' | 'why'> {
  const perToken = (rate: Money | null): number | null => (rate === null ? null : toNumber(rate) * 1e6);
  const cacheWrite = perToken(rates.cacheWritePerMtok);
  return {
    input: toNumber(rates.inputPerMtok) * 1e6,
    output: perToken(rates.outputPerMtok),
    cacheRead: perToken(rates.cacheReadPerMtok),
    cacheWrite,
    cacheWriteHigh: perToken(rates.cacheWrite1hPerMtok) ?? cacheWrite,
    reasoning: perToken(rates.reasoningPerMtok),
  };
}

const PRICED_OTHERWISE: ReadonlySet<string> = new Set(['image', 'audio', 'rerank']);

function priceSample(sample: UsageSample, tariffOf: TariffOfModel): Known<Priced> {
  const { tokens, error, operation } = sample;
  if (tokens.input === null && tokens.output === null) {
    if (error !== null && isRefusal(error)) return known(NOTHING);
    return unknown(error === null ? 'no tokens are told' : 'it failed, and no tokens are told');
  }
  if (PRICED_OTHERWISE.has(operation)) return unknown(`${operation} is not charged by tokens of text`);
  const tariff = tariffOf(tokens.input ?? 0);
  if (!tariff.known) return tariff;
  const input = inputCost(tokens, tariff.value);
  const output = operation === 'embedding' ? NOTHING : outputCost(tokens, tariff.value);
  return known({
    usd: input.usd + output.usd,
    low: input.low + output.low,
    high: input.high + output.high,
    isLeast: input.isLeast || output.isLeast || tariff.value.isLeast,
    saved: input.saved,
    why: input.why ?? output.why ?? tariff.value.why,
  });
}

/** Who was turned away pays nothing; what was given up half-way may have been paid. */
export const isRefusal = (error: string): boolean =>
  /(?:^|\D)4(?:0[0-7]|09|1\d|2\d)(?:\D|$)|rate.?limit|too.?many.?requests|quota|authentication|unauthori[sz]ed|permission|forbidden|bad.?request|invalid.?request|not.?found/i.test(
    error,
  );

const NOTHING: Priced = { usd: 0, low: 0, high: 0, isLeast: false, saved: 0, why: null };
const whole = ({ usd, low, high, saved, ...rest }: Priced): Priced => ({
  usd: Math.round(usd),
  low: Math.round(low),
  high: Math.round(high),
  saved: Math.round(saved),
  ...rest,
});

function inputCost({ input, cacheRead, cacheWrite }: UsageTokens, tariff: Tariff): Priced {
  if (input === null) return { ...NOTHING, isLeast: true, why: 'input is not told' };
  const read = tariff.cacheRead === null ? 0 : Math.min(cacheRead ?? 0, input);
  const written = tariff.cacheWrite === null ? 0 : Math.min(cacheWrite ?? 0, input - read);
  const open = input - read - written;
  const readRate = tariff.cacheRead ?? tariff.input;
  const certain = read * readRate;
  const isReadOpen = cacheRead === null && tariff.cacheRead !== null;
  const isWriteOpen = cacheWrite === null && tariff.cacheWrite !== null;
  const least = isReadOpen ? Math.min(readRate, tariff.input) : tariff.input;
  const most = isWriteOpen ? Math.max(tariff.cacheWriteHigh ?? 0, tariff.input) : tariff.input;
  return whole({
    usd: certain + written * (tariff.cacheWrite ?? 0) + open * tariff.input,
    low: certain + written * (tariff.cacheWrite ?? 0) + open * least,
    high: certain + written * (tariff.cacheWriteHigh ?? 0) + open * most,
    isLeast: false,
    saved: read * (tariff.input - readRate),
    why: isReadOpen ? CACHE_UNTOLD : null,
  });
}

function outputCost({ output, reasoning }: UsageTokens, tariff: Tariff): Priced {
  if (output === null) return { ...NOTHING, isLeast: true, why: 'output is not told' };
  if (tariff.output === null)
    return output === 0 ? NOTHING : { ...NOTHING, isLeast: true, why: 'the catalogue has no price for output' };
  if (tariff.reasoning === null) return whole({ ...NOTHING, ...same(output * tariff.output) });
  const thought = Math.min(reasoning ?? 0, output);
  const usd = (output - thought) * tariff.output + thought * tariff.reasoning;
  if (reasoning !== null) return whole({ ...NOTHING, ...same(usd) });
  const [low, high] = [Math.min(tariff.output, tariff.reasoning), Math.max(tariff.output, tariff.reasoning)];
  return whole({ ...NOTHING, usd, low: output * low, high: output * high });
}

const same = (usd: number): Pick<Priced, 'usd' | 'low' | 'high'> => ({ usd, low: usd, high: usd });

/**
 * Metrics tell each kind of tokens by itself: input is priced as if nothing was cached, and what is told to be is set right when that
 * comes. How long each prompt was they tell on average, at the best.
 */
function priceIncrement(increment: UsageIncrement, tariffOf: TariffOfModel): Known<Priced> {
  const { quantity, amount, count, operation } = increment;
  if (PRICED_OTHERWISE.has(operation)) return unknown(`${operation} is not charged by tokens of text`);
  const found = tariffOf(quantity === 'input' && count ? amount / count : 0);
  if (!found.known) return found;
  const tariff = found.value;
  const untold = { cacheRead: null, cacheWrite: null, reasoning: null, output: null };
  const value = (priced: Priced): Known<Priced> =>
    known({ ...priced, isLeast: priced.isLeast || tariff.isLeast, why: priced.why ?? tariff.why });
  const more = (rate: number | null): Known<Priced> =>
    value(whole({ ...NOTHING, ...same(rate === null ? 0 : amount * rate) }));
  switch (quantity) {
    case 'input':
      return value(inputCost({ ...untold, input: amount }, tariff));
    case 'output':
      return operation === 'embedding'
        ? value(NOTHING)
        : value(outputCost({ ...untold, input: null, output: amount, reasoning: 0 }, tariff));
    case 'cacheRead': {
      const off = tariff.cacheRead === null ? 0 : tariff.input - tariff.cacheRead;
      return value(whole({ ...NOTHING, ...same(-amount * off), saved: amount * off }));
    }
    case 'cacheWrite':
      return more(tariff.cacheWrite === null ? null : tariff.cacheWrite - tariff.input);
    case 'reasoning':
      return more(tariff.reasoning === null ? null : tariff.reasoning - (tariff.output ?? 0));
    default:
      return value(NOTHING);
  }
}
