import { priceOf, pricesOf } from '../../../pricing/index.ts';
import { toNumber } from '../../../pricing/money.ts';
import type { Price } from '../../../pricing/price.ts';
import { worse } from '../model.ts';
import type { GpuObservation, UnitCosts } from './gpu-model.ts';
import { known, type Reading, unknown } from './model.ts';
import { perMillionTokens, perRequest, sumOf } from './quotients.ts';

/** What a token and a request of the servers come to, of what all GPUs cost. `on`: the day of the prices. */
export function unitCostsOf({ served, peakTokens }: GpuObservation, hourly: Reading, on: string): UnitCosts | null {
  if (!served) return null;
  const all = 'all GPUs that are seen are taken to serve these tokens';
  const cost = { ...hourly, why: [...hourly.why, all] };
  return {
    perMtok: perMillionTokens(cost, sumOf(served.input, served.output)),
    perRequest: perRequest(cost, served.requests),
    atCapacityPerMtok: peakTokens && perMillionTokens(cost, peakTokens),
    apiPerMtok: apiPriceOf(served, on),
  };
}

/** At the list price of the one model that is served, for as much in and out. Who sells it differs in price: the middle one is taken. */
function apiPriceOf({ input, output, models }: NonNullable<GpuObservation['served']>, on: string): Reading | null {
  const [model, ...others] = models;
  if (model === undefined || others.length > 0) return null;
  const into: Reading = { ...input, unit: 'USD/Mtok', basis: 'priced', of: { model }, range: null };
  const vendor = priceOf(model, null, on, 0);
  const prices = vendor.known ? [vendor.value] : pricesOf(model, on);
  const none = (why: string): Reading => ({ ...into, value: unknown(why), exactness: 'unknown' });
  if (!vendor.known && prices.length === 0) return none(vendor.why);
  if (!input.value.known || !output.value.known) return none('tokens in and out are not both known');
  const tokens = { input: input.value.value, output: output.value.value };
  if (tokens.input + tokens.output <= 0) return none('there was no token in that time');
  const offers = prices
    .flatMap(price => {
      const usd = blended(price, tokens);
      return usd === null ? [] : [{ usd, provider: price.provider }];
    })
    .toSorted((a, b) => a.usd - b.usd);
  const [low, middle, high] = [offers[0], offers[Math.floor((offers.length - 1) / 2)], offers.at(-1)];
  if (!low || !middle || !high) return none('nobody has a list price of tokens in and out');
  const isOne = offers.length === 1;
  const exactness = worse(input.exactness, output.exactness);
  return {
    ...into,
    value: known(middle.usd),
    exactness: isOne ? exactness : worse(exactness, 'approximate'),
    range: isOne ? null : { low: low.usd, high: high.usd },
    why: [
      isOne
        ? `list price of ${low.provider}`
        : `list prices of who sells that model, the middle one taken: ${offers.map(({ provider, usd }) => `${provider} $${usd.toPrecision(2)}`).join(', ')}`,
    ],
  };
}

/** A million tokens, as many in and out as are served. */
function blended(
  { inputPerMtok, outputPerMtok }: Price,
  { input, output }: { input: number; output: number },
): number | null {
  if (outputPerMtok === null) return null;
  return (input * toNumber(inputPerMtok) + output * toNumber(outputPerMtok)) / (input + output);
}
