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

/** A price for a way to be served: the least and the most that it takes. */
export function servedAs(price: Price, service: Service): Known<ServiceRates> {
  if (service === 'standard') return { known: true, value: { low: price, high: price, told: null } };
  if (service === 'reserved')
    return { known: false, why: 'capacity that is paid beforehand has no price by the token' };
  const listed = PRIORITY_RATES.find(({ provider, model }) => provider === price.provider && model === price.model);
  if (service === 'priority' && listed && price.own === null) {
    const rates = { ...price, ...priorityRates(listed) };
    return {
      known: true,
      value: { low: rates, high: rates, told: `priority at a list price of its own: ${cite(listed)}` },
    };
  }
  const factor = SERVICE_FACTORS.find(row => row.provider === price.provider && row.service === service);
  if (!factor) return { known: false, why: `what ${price.provider} takes for ${service} is not known` };
  const told = factor.low === factor.high ? `× ${factor.low}` : `× ${factor.low} to ${factor.high}`;
  const value = { low: ratesTimes(price, factor.low), high: ratesTimes(price, factor.high) };
  return { known: true, value: { ...value, told: `${service} ${told}: ${cite(factor)}` } };
}

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
