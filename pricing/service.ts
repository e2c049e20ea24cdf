import { PRIORITY_RATES } from './facts/priority-rates.ts';
import { type Service, SERVICE_FACTORS } from './facts/service-tiers.ts';
import { type Money, NO_MONEY, rateTimes, usdPerMillion } from './money.ts';
import type { Known, Price, TokenRates } from './price.ts';

/** The least and the most that a way to be served takes, and where that is said; null for the list price itself. */
interface ServiceRates {
  low: TokenRates;
  high: TokenRates;
  told: string | null;
}

/**
 * A price for a way to be served: the least and the most that it takes. `asked`: the model as the call names it, for several of
 * them may share a price and not the ways to be served; null: of any model that has that way.
 */
export function servedAs(price: Price, service: Service, asked: string | null): Known<ServiceRates> {
  if (service === 'standard') return { known: true, value: { low: price, high: price, told: null } };
  if (service === 'reserved')
    return { known: false, why: 'capacity that is paid beforehand has no price by the token' };
  const name = asked === null ? null : undated(asked);
  const listed = PRIORITY_RATES.find(
    ({ provider, model }) =>
      provider === price.provider && model === price.model && (name === null || name === undated(model)),
  );
  if (service === 'priority' && listed && price.own === null) {
    const rates = { ...price, ...priorityRates(listed) };
    return {
      known: true,
      value: { low: rates, high: rates, told: `priority at a list price of its own: ${cite(listed)}` },
    };
  }
  const factors = SERVICE_FACTORS.filter(row => row.provider === price.provider && row.service === service);
  const factor = factors.find(({ models }) => name === null || models === null || models.test(name));
  if (!factor) return { known: false, why: whyUnlisted(price, service, factors.length > 0 ? asked : null) };
  const { low, high, isUncached } = factor;
  const told = low === high ? `× ${low}` : `× ${low} to ${high}`;
  const times = (by: number): TokenRates => ({
    ...ratesTimes(price, by),
    ...(isUncached && { cacheReadPerMtok: null }),
  });
  return { known: true, value: { low: times(low), high: times(high), told: `${service} ${told}: ${cite(factor)}` } };
}

/** Providers refuse what a model is not sold for: it may cost nothing at all. */
const whyUnlisted = ({ provider }: Price, service: Service, asked: string | null): string =>
  asked === null
    ? `what ${provider} takes for ${service} is not known`
    : `what ${provider} takes for ${service} is not known for ${asked}, which may not be served so`;

/** A model's name without the router or cloud before it, and without its date or revision. */
const undated = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/^.*\//, '')
    .replace(/[-@]20\d\d-?\d\d-?\d\d$|-0\d\d$/, '');

const cite = ({ source, asOf }: { source: string; asOf: string }): string => `${source} (${asOf})`;

function priorityRates({ input, output, cacheRead }: (typeof PRIORITY_RATES)[number]): Partial<TokenRates> & {
  inputPerMtok: Money;
} {
  return {
    inputPerMtok: usdPerMillion(input),
    outputPerMtok: usdPerMillion(output),
    cacheReadPerMtok: cacheRead === null ? null : usdPerMillion(cacheRead),
    reasoningPerMtok: null,
  };
}

function ratesTimes(rates: TokenRates, factor: number): TokenRates {
  const times = (rate: Money | null): Money | null => (rate === null ? null : rateTimes(rate, factor));
  return {
    inputPerMtok: times(rates.inputPerMtok) ?? NO_MONEY,
    outputPerMtok: times(rates.outputPerMtok),
    cacheReadPerMtok: times(rates.cacheReadPerMtok),
    cacheWritePerMtok: times(rates.cacheWritePerMtok),
    cacheWrite1hPerMtok: times(rates.cacheWrite1hPerMtok),
    reasoningPerMtok: times(rates.reasoningPerMtok),
  };
}
