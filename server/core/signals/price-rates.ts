import { priceOf } from '../../../pricing/index.ts';
import { type Money, toNumber } from '../../../pricing/money.ts';
import { fitsPattern, type OwnPrice } from '../../../pricing/own.ts';
import { worse } from '../model.ts';
import { known, type Measurement, type Reading, type Signal, type SignalId, unknown } from './model.ts';

/**
 * What a measurement's tokens cost, where it says nothing of money: rates of tokens by model × list prices, or the user's. Of servers of
 * one's own it is none: nobody is paid by the token there.
 */
export function withSpend(measurement: Measurement, on: string, own: readonly OwnPrice[]): Measurement {
  const { counter, signals } = measurement;
  const has = (id: SignalId): Signal | undefined => signals.find(signal => signal.id === id);
  const input = has('input-tokens');
  const output = has('output-tokens');
  if (has('spend') || !input || counter === 'server' || counter === 'gpu') return measurement;
  const by = input.by.map(reading =>
    costOf(reading, ofSame(output, reading), ofSame(has('cache-prompt'), reading), on, own),
  );
  const total = sumOf(by, input.total);
  return { ...measurement, signals: [...signals, { id: 'spend', total, by, series: null, before: [] }] };
}

/** What a measurement's tokens cost an hour, of those models alone that a pattern is of; null where it is not told by tokens. */
export function spendOfModels(
  measurement: Measurement,
  pattern: string | null,
  on: string,
  own: readonly OwnPrice[],
): Reading | null {
  const spend = withSpend(measurement, on, own).signals.find(({ id }) => id === 'spend');
  if (!spend || pattern === null) return spend?.total ?? null;
  const by = spend.by.filter(({ of }) => fitsPattern(pattern, of['model'] ?? ''));
  return sumOf(by, { ...spend.total, exactness: 'exact', how: withoutPrices(measurement) });
}

const withoutPrices = ({ signals }: Measurement): string =>
  signals.find(({ id }) => id === 'input-tokens')?.total.how ?? '';

const ofSame = (signal: Signal | undefined, { of }: Reading): Reading | undefined =>
  signal?.by.find(reading => reading.of['model'] === of['model']);

/** Dollars an hour of one model. */
function costOf(
  input: Reading,
  output: Reading | undefined,
  cached: Reading | undefined,
  on: string,
  own: readonly OwnPrice[],
): Reading {
  const of = { ...input, unit: 'USD/h', basis: 'priced', range: null } as const;
  const { model } = input.of;
  const none = (why: string): Reading => ({ ...of, value: unknown(why), exactness: 'unknown', why: [why] });
  if (model === undefined || model === '') return none('which model answers is not told');
  if (!input.value.known) return none(input.value.why);
  const price = priceOf(model, null, on, 0, own);
  if (!price.known) return none(price.why);
  const { inputPerMtok, outputPerMtok, cacheReadPerMtok, tier, mayExceed } = price.value;
  const part = cached?.value.known ? Math.min(1, Math.max(0, cached.value.value)) : 0;
  const perMtok = (rate: Money | null): number => (rate === null ? 0 : toNumber(rate));
  const inputRate = perMtok(inputPerMtok) * (1 - part) + perMtok(cacheReadPerMtok ?? inputPerMtok) * part;
  const isOutputKnown = output?.value.known === true && outputPerMtok !== null;
  const usd =
    (input.value.value * inputRate +
      (isOutputKnown && output.value.known ? output.value.value * perMtok(outputPerMtok) : 0)) *
    (3600 / 1e6);
  const why = [
    ...(cached?.value.known === true ? [] : ['what the cache had is not told: all input is taken for new']),
    ...(isOutputKnown ? [] : ['output is not told']),
    ...(tier === null ? [] : ['at the price of short prompts']),
    ...(mayExceed === null ? [] : [mayExceed]),
  ];
  const isLeast = !isOutputKnown || tier !== null || mayExceed !== null;
  return {
    ...of,
    value: known(usd),
    exactness: isLeast ? 'lower-bound' : why.length > 0 ? 'approximate' : input.exactness,
    why,
  };
}

function sumOf(by: readonly Reading[], like: Reading): Reading {
  const priced = by.flatMap(({ value }) => (value.known ? [value.value] : []));
  const without = by.filter(({ value }) => !value.known);
  const of = { ...like, unit: 'USD/h', basis: 'priced', range: null } as const;
  const [reason] = without.flatMap(({ value }) => (value.known ? [] : [value.why]));
  if (priced.length === 0)
    return { ...of, value: unknown(reason ?? 'no model is told'), exactness: 'unknown', why: [] };
  const exactness = by
    .filter(({ value }) => value.known)
    .reduce((all, reading) => worse(all, reading.exactness), like.exactness);
  return {
    ...of,
    value: known(priced.reduce((all, one) => all + one, 0)),
    exactness: without.length > 0 ? 'lower-bound' : exactness,
    how: `tokens by model (${like.how}) × prices`,
    why: [...new Set([...by.flatMap(({ why }) => why), ...(reason === undefined ? [] : [reason])])].slice(0, 4),
  };
}
