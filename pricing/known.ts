import type { ConditionalPrice, ModelInfo } from '@pydantic/genai-prices';
import { catalogue, providerOf } from './catalogue.ts';
import { cacheMinimumOf, limitsOf, retirementOf, type Seller, tierOf } from './facts/index.ts';
import type { Service } from './facts/service-tiers.ts';
import { priceOf } from './index.ts';
import type { Known, Price, TokenRates } from './price.ts';
import { catalogueId, vendorOf } from './provider.ts';
import { cheapestOfDay } from './rates.ts';
import { resolve } from './resolve.ts';
import { servedAs } from './service.ts';
import { type UnitPrice, unitPrices } from './units.ts';

/** All that is known of a model at who sells it, for the one who asks for it. */
export interface KnownModel extends Seller {
  /** As the vendor writes it, if the catalogue has that. */
  name: string | null;
  units: UnitPrice[];
  /** Keys of the catalogue that mean nothing to us. */
  unread: string[];
  /** What it takes at other times: from a day on, or between hours; in the catalogue's order. */
  times: { when: string; units: UnitPrice[] }[];
  /** Null where it is not charged by tokens. */
  price: Price | null;
  /** Why the price may not hold, or why there is none. */
  notes: string[];
  on: string;
  since: string | null;
  source: string;
  asOf: string;
  context: Sourced<number> | null;
  output: Sourced<number> | null;
  cacheMinimum: Sourced<number> | null;
  family: Sourced<string> | null;
  retirement: (Sourced<string> & { isEarliest: boolean; replacement: string | null }) | null;
  isDeprecated: boolean;
  /** Other ways to be served, with what they cost. */
  services: { service: Service; low: TokenRates; high: TokenRates; told: string }[];
  /** The vendor's own price lists. */
  pages: string[];
}

export interface Sourced<T> {
  value: T;
  source: string;
  asOf: string;
}

export function knownModel(spelling: string, provider: string | null, on: string): Known<KnownModel> {
  const price = priceOf(spelling, provider, on, 0);
  const served = resolve(spelling, provider, `${on}T00:00:00Z`);
  if (!served.known) return served;
  const day = cheapestOfDay(served.value.modelId, served.value.provider, on);
  if (!day) return { known: false, why: price.known ? '' : price.why };
  const { model, prices, provider: seller } = day.entry;
  const value = price.known ? price.value : null;
  const notes = price.known ? [price.value.mayExceed, price.value.doubt] : [price.why];
  return {
    known: true,
    value: {
      model: model.id,
      provider: seller,
      name: model.name ?? null,
      ...unitPrices(prices),
      times: timesOf(model),
      price: value,
      notes: [...notes, model.price_comments ?? null].flatMap(note => note ?? []),
      on,
      since: value?.since ?? null,
      source: catalogue().source,
      asOf: catalogue().asOf,
      isDeprecated: model.deprecated ?? false,
      services: value ? servicesOf(value, served.value.modelId) : [],
      pages: providerOf(seller)?.pricing_urls ?? [],
      ...factsOf(model, seller, served.value.modelId, value !== null && value.cacheReadPerMtok !== null),
    },
  };
}

type Facts = Pick<KnownModel, 'context' | 'output' | 'cacheMinimum' | 'family' | 'retirement'>;

function factsOf(model: ModelInfo, provider: string, spelling: string, keeps: boolean): Facts {
  const seller = { model: model.id, provider };
  const [limits, minimum, tier] = [limitsOf(seller), cacheMinimumOf(seller), tierOf(seller)];
  const retirement = retirementOf(seller, spelling.toLowerCase());
  const from = <T>(
    value: T | null | undefined,
    { source, asOf }: { source: string; asOf: string },
  ): Sourced<T> | null => (value == null ? null : { value, source, asOf });
  return {
    context: from(model.context_window, catalogue()) ?? (limits && from(limits.context, limits)),
    output: limits && from(limits.output, limits),
    cacheMinimum: keeps ? minimum && from(minimum.tokens, minimum) : null,
    family: tier && from(`${tier.family} ${tier.tier}`, tier),
    retirement: retirement && { ...retirement, value: retirement.on },
  };
}

const OTHER_SERVICES: readonly Service[] = ['batch', 'flex', 'priority'];

const servicesOf = (price: Price, spelling: string): KnownModel['services'] =>
  OTHER_SERVICES.flatMap(service => {
    const served = servedAs(price, service, spelling);
    if (!served.known || served.value.told === null) return [];
    const { low, high, told } = served.value;
    return [{ service, low, high, told }];
  });

const timesOf = ({ prices }: ModelInfo): KnownModel['times'] =>
  Array.isArray(prices) ? prices.map(row => ({ when: whenOf(row), units: unitPrices(row.prices).units })) : [];

function whenOf({ constraint }: ConditionalPrice): string {
  if (!constraint) return 'else';
  return constraint.type === 'start_date'
    ? `from ${constraint.start_date}`
    : `${constraint.start_time} to ${constraint.end_time}`;
}

/** The models of a provider that are charged by tokens, as the catalogue lists them; of all vendors for null. */
export function listedModels(provider: string | null, on: string): KnownModel[] {
  const asked = provider === null ? null : (catalogueId(provider) ?? provider);
  const chosen = catalogue().providers.filter(({ id, models }) =>
    asked === null ? models.some(model => !model.id.includes('/') && vendorOf(model.id) === id) : id === asked,
  );
  return chosen.flatMap(({ id, models }) =>
    models.flatMap(model => {
      const known = knownModel(model.id, id, on);
      return known.known && known.value.model === model.id && known.value.price !== null ? [known.value] : [];
    }),
  );
}
