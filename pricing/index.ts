import { SOURCE } from './catalogue.ts';
import type { Known, Price } from './price.ts';
import { namedServer, serverOf } from './provider.ts';
import { cheapestOfDay, feeOf, isFree, ratesAt, sinceOf, tierAt } from './rates.ts';

/**
 * What a model takes per token. `provider`: a genai-prices provider id, or null where the source does not tell; then the
 * model's vendor is meant. `inputTokens` chooses the tier where the price depends on the prompt's length.
 */
export function priceOf(
  modelId: string,
  provider: string | null,
  onIsoDate: string,
  inputTokens: number,
): Known<Price> {
  const id = modelId.trim().replace(/^models\//, ''); // Google's own prefix, which its API takes and the catalogue doesn't.
  const served = provider ? namedServer(id, provider) : serverOf(id, `${onIsoDate}T00:00:00Z`);
  if (!served.known) return served;
  const day = cheapestOfDay(served.value.modelId, served.value.provider, onIsoDate);
  if (!day)
    return { known: false, why: `no price for "${modelId}"${provider ? ` at ${provider}` : ''} in the catalogue` };

  const { model, prices, provider: seller } = day.entry;
  const common = { model: model.id, provider: seller, on: onIsoDate, since: sinceOf(model, prices), source: SOURCE };
  if (isFree(model, prices)) {
    return known({ ...common, inputPerMtok: 0, outputPerMtok: 0, tier: 'free of charge', mayExceed: null });
  }
  const { input, output } = ratesAt(prices, inputTokens);
  if (input === undefined)
    return { known: false, why: `the catalogue has no price per token for "${model.id}" at ${seller}` };
  const mayExceed = [day.peak, feeOf(prices)].filter(reason => reason !== null).join('; ') || null;
  const tier = tierAt(prices, inputTokens);
  return known({ ...common, inputPerMtok: input, outputPerMtok: output ?? null, tier, mayExceed });
}

const known = <T>(value: T): Known<T> => ({ known: true, value });
