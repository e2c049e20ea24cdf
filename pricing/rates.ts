import type { ConditionalPrice, ModelInfo, ModelPrice } from '@pydantic/genai-prices';
import { type Entry, findEntry } from './catalogue.ts';
import { type Money, toDecimal } from './money.ts';
import type { TokenRates } from './price.ts';
import { rateOf, type UnitPrice, unitPrices } from './units.ts';

/**
 * A model is charged by its whole prompt's length: the tier applies to all tokens of the call, not to those above it. Null:
 * the catalogue has no price for input.
 */
export function ratesAt(prices: ModelPrice, inputTokens: number): TokenRates | null {
  const { units } = unitPrices(prices);
  const rate = (key: string): Money | null => rateOf(units, key, inputTokens);
  const inputPerMtok = rate('input_mtok');
  return inputPerMtok !== null
    ? {
        inputPerMtok,
        outputPerMtok: rate('output_mtok'),
        cacheReadPerMtok: rate('cache_read_mtok'),
        cacheWritePerMtok: rate('cache_write_5m_mtok') ?? rate('cache_write_mtok'),
        cacheWrite1hPerMtok: rate('cache_write_1h_mtok'),
        reasoningPerMtok: rate('output_reasoning_mtok'),
      }
    : null;
}

/** The tier of the prompt's length in words, or null where the length does not matter. */
export function tierAt(prices: ModelPrice, inputTokens: number): string | null {
  const tiers = unitPrices(prices).units.find(({ unit }) => unit.key === 'input_mtok')?.tiers ?? [];
  const passed = tiers.findLast(tier => inputTokens > tier.above);
  if (passed) return overLength(passed.above);
  const next = tiers.find(tier => inputTokens <= tier.above);
  return next ? upToLength(next.above) : null;
}

/** The catalogue writes "272,000 or more" as start 271,999. */
const isJustBelow = (start: number): boolean => (start + 1) % 1000 === 0;
export const overLength = (start: number): string =>
  `${isJustBelow(start) ? `from ${group(start + 1)}` : `over ${group(start)}`} tokens of input`;
export const upToLength = (start: number): string =>
  `${isJustBelow(start) ? `under ${group(start + 1)}` : `up to ${group(start)}`} tokens of input`;
const group = (count: number): string => count.toLocaleString('en-US');

/** The catalogue leaves the prices of a free model empty, as it does where it knows none: only its words tell. */
export function isFree(model: ModelInfo, prices: ModelPrice): boolean {
  if (Object.keys(prices).length > 0) return false;
  return (
    /[:-]free$/.test(model.id) ||
    /\bfree of charge\b|\(free\)/i.test(`${model.name} ${model.description} ${model.price_comments}`)
  );
}

/** First day of the price in force; null where the catalogue knows no earlier one. */
export function sinceOf(model: ModelInfo, prices: ModelPrice): string | null {
  const row = conditional(model).find(candidate => candidate.prices === prices);
  return row?.constraint && 'start_date' in row.constraint ? row.constraint.start_date : null;
}

/**
 * A day has one price, but for models with peak hours: then the lowest of the day stands, so that it is a true lower
 * bound whenever the call is made.
 */
export function cheapestOfDay(
  modelId: string,
  provider: string,
  on: string,
): { entry: Entry; peak: string | null } | null {
  const entry = findEntry(modelId, provider, `${on}T00:00:00Z`);
  if (!entry) return null;
  const others = hoursOf(entry.model).flatMap(hour => findEntry(modelId, provider, `${on}T${hour}`) ?? []);
  const [cheapest = entry, ...dearer] = [entry, ...others].toSorted((a, b) => compare(inputOf(a), inputOf(b)));
  const dearest = dearer.at(-1);
  const peak = dearest && dearest.prices !== cheapest.prices ? ratesAt(dearest.prices, 0) : null;
  if (!peak) return { entry: cheapest, peak: null };
  const output = peak.outputPerMtok === null ? '' : `, $${toDecimal(peak.outputPerMtok)} out`;
  const told = `the price depends on the hour: at peak $${toDecimal(peak.inputPerMtok)} in${output} per Mtok`;
  return { entry: cheapest, peak: told };
}

/** When the price changes within a day. */
export const hoursOf = (model: ModelInfo): string[] =>
  conditional(model).flatMap(({ constraint }) =>
    constraint && 'start_time' in constraint ? [constraint.start_time, constraint.end_time] : [],
  );

const inputOf = (entry: Entry): bigint => ratesAt(entry.prices, 0)?.inputPerMtok ?? 0n;
const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

const conditional = (model: ModelInfo): ConditionalPrice[] => (Array.isArray(model.prices) ? model.prices : []);

/** Fees per request come on top of tokens. */
export function feeOf(units: readonly UnitPrice[]): string | null {
  const fee = units.find(({ unit }) => unit.key === 'requests_kcount');
  return fee ? `plus a fee of $${toDecimal(fee.rate)} per 1,000 requests` : null;
}
