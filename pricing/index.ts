import { catalogue } from './catalogue.ts';
import { NO_MONEY, toNumber } from './money.ts';
import { type OwnPrice, ownPriceFor, withOwn } from './own.ts';
import type { Known, Price, TokenRates } from './price.ts';
import { catalogueId } from './provider.ts';
import { cheapestOfDay, feeOf, isFree, ratesAt, sinceOf, tierAt } from './rates.ts';
import { resolve, sellersOf } from './resolve.ts';
import { type UnitPrice, unitPrices } from './units.ts';

/**
 * What a model takes per token. `provider`: a genai-prices provider id, or null where the source does not tell; then the
 * model's vendor is meant. `inputTokens` chooses the tier where the price depends on the prompt's length. `own`: what the
 * user says of prices.
 */
export function priceOf(
  modelId: string,
  provider: string | null,
  onIsoDate: string,
  inputTokens: number,
  own: readonly OwnPrice[] = [],
): Known<Price> {
  const listed = listPrice(modelId, provider, onIsoDate, inputTokens);
  const seller = listed.known ? listed.value.provider : provider;
  const row = ownPriceFor(own, modelId.trim(), seller && (catalogueId(seller) ?? seller));
  const rates = row && withOwn(row, listed.known ? listed.value : null);
  if (!rates) return listed;
  const common = listed.known ? listed.value : unlisted(modelId, seller, onIsoDate);
  const isWhollyOwn = row.input !== null || row.gpuHour !== null;
  return known({
    ...common,
    ...rates,
    ...(isWhollyOwn && { tier: null, since: null, mayExceed: null, source: 'you' }),
  });
}

/** What each who sells this very model takes, where a name alone does not say who is meant: for a comparison, never for a bill. */
export const pricesOf = (modelId: string, onIsoDate: string): Price[] =>
  sellersOf(modelId, `${onIsoDate}T00:00:00Z`).flatMap(seller => {
    const price = listPrice(modelId, seller, onIsoDate, 0);
    return price.known && !isZero(price.value.inputPerMtok) ? [price.value] : [];
  });

const isZero = (rate: Price['inputPerMtok']): boolean => toNumber(rate) === 0;

/** What a model takes for other things than text: an hour of sound, the tokens of a picture. */
export function otherPricesOf(modelId: string, provider: string | null, on: string): UnitPrice[] {
  const served = resolve(modelId, provider, `${on}T00:00:00Z`);
  const day = served.known ? cheapestOfDay(served.value.modelId, served.value.provider, on) : null;
  return day ? unitPrices(day.entry.prices).units.filter(({ unit }) => unit.isOfMedia) : [];
}

/** As the catalogue has it. */
function listPrice(modelId: string, provider: string | null, on: string, inputTokens: number): Known<Price> {
  const served = resolve(modelId, provider, `${on}T00:00:00Z`);
  if (!served.known) return served;
  const day = cheapestOfDay(served.value.modelId, served.value.provider, on);
  if (!day)
    return { known: false, why: `no price for "${modelId}"${provider ? ` at ${provider}` : ''} in the catalogue` };

  const { model, prices, provider: seller } = day.entry;
  const { source } = catalogue();
  const common = { model: model.id, provider: seller, on, since: sinceOf(model, prices), source, own: null };
  const { doubt, extra } = served.value;
  if (isFree(model, prices)) return known({ ...common, ...FREE, tier: 'free of charge', mayExceed: null, doubt });
  const rates = ratesAt(prices, inputTokens);
  if (!rates) return { known: false, why: `the catalogue has no price per token for "${model.id}" at ${seller}` };
  const fee = feeOf(unitPrices(prices).units);
  const mayExceed = [day.peak, fee, extra].filter(reason => reason !== null).join('; ') || null;
  return known({ ...common, ...rates, tier: tierAt(prices, inputTokens), mayExceed, doubt });
}

const FREE: TokenRates = {
  inputPerMtok: NO_MONEY,
  outputPerMtok: NO_MONEY,
  cacheReadPerMtok: NO_MONEY,
  cacheWritePerMtok: null,
  cacheWrite1hPerMtok: null,
  reasoningPerMtok: null,
};

/** A model that only the user knows the price of. */
const unlisted = (model: string, provider: string | null, on: string): Omit<Price, keyof TokenRates | 'own'> => ({
  model,
  provider: provider ?? 'your own',
  tier: null,
  on,
  since: null,
  source: 'you',
  mayExceed: null,
  doubt: null,
});

const known = <T>(value: T): Known<T> => ({ known: true, value });
