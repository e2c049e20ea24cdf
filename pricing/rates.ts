import type { ConditionalPrice, ModelInfo, ModelPrice } from '@pydantic/genai-prices';
import { type Entry, findEntry } from './catalogue.ts';

/** US dollars per million tokens; undefined where the catalogue has no such unit for the model. */
export interface Rates {
  input: number | undefined;
  output: number | undefined;
}

/** A model is charged by its whole prompt's length: the tier applies to all tokens of the call, not to those above it. */
export function ratesAt(prices: ModelPrice, inputTokens: number): Rates {
  return { input: rateAt(prices['input_mtok'], inputTokens), output: rateAt(prices['output_mtok'], inputTokens) };
}

function rateAt(price: ModelPrice[string], inputTokens: number): number | undefined {
  if (typeof price !== 'object') return price;
  return price.tiers.findLast(tier => inputTokens > tier.start)?.price ?? price.base;
}

/** The tier of the prompt's length in words, or null where the length does not matter. */
export function tierAt(prices: ModelPrice, inputTokens: number): string | null {
  const price = prices['input_mtok'];
  if (typeof price !== 'object') return null;
  const passed = price.tiers.findLast(tier => inputTokens > tier.start);
  if (passed) return `${overStart(passed.start)} tokens of input`;
  const next = price.tiers.find(tier => inputTokens <= tier.start);
  return next ? `${upToStart(next.start)} tokens of input` : null;
}

/** The catalogue writes "272,000 or more" as start 271,999. */
const isJustBelow = (start: number): boolean => (start + 1) % 1000 === 0;
const overStart = (start: number): string => (isJustBelow(start) ? `from ${group(start + 1)}` : `over ${group(start)}`);
const upToStart = (start: number): string =>
  isJustBelow(start) ? `under ${group(start + 1)}` : `up to ${group(start)}`;
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
  const hours = conditional(entry.model).flatMap(({ constraint }) =>
    constraint && 'start_time' in constraint ? [constraint.start_time, constraint.end_time] : [],
  );
  const others = hours.flatMap(hour => findEntry(modelId, provider, `${on}T${hour}`) ?? []);
  const [cheapest = entry, ...dearer] = [entry, ...others].toSorted((a, b) => baseInput(a) - baseInput(b));
  const dearest = dearer.at(-1);
  if (!dearest || dearest.prices === cheapest.prices) return { entry: cheapest, peak: null };
  const { input = 0, output = 0 } = ratesAt(dearest.prices, 0);
  return { entry: cheapest, peak: `the price depends on the hour: at peak $${input} in, $${output} out per Mtok` };
}

const baseInput = (entry: Entry): number => ratesAt(entry.prices, 0).input ?? 0;

function conditional(model: ModelInfo): ConditionalPrice[] {
  return Array.isArray(model.prices) ? model.prices : [];
}

/** Fees per request come on top of tokens. */
export function feeOf(prices: ModelPrice): string | null {
  const fee = prices['requests_kcount'];
  return typeof fee === 'number' && fee > 0 ? `plus a fee of $${fee} per 1,000 requests` : null;
}
