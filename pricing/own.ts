import { type Money, rateTimes, usdPerMillion } from './money.ts';
import type { Price, TokenRates } from './price.ts';

/** What the user pays for a model, as far as that is not the list price. Amounts are US dollars. */
export interface OwnPrice {
  /** The model, or a pattern of several: `gpt-4o*`. */
  model: string;
  /** Who serves it; null: whoever does. */
  provider: string | null;
  /** Per million tokens. What is not given stays as the catalogue has it. */
  input: number | null;
  output: number | null;
  cacheRead: number | null;
  cacheWrite: number | null;
  cacheWrite1h: number | null;
  /** Off all list prices, in percent. */
  discount: number | null;
  /** A model on a machine of one's own: what an hour of one GPU costs, and how many run it. */
  gpuHour: number | null;
  gpus: number | null;
  /** What the machine does, input and output together, when it is as busy as it is meant to be. */
  tokensPerSecond: number | null;
}

/** The first row that is for this model. */
export const ownPriceFor = (
  rows: readonly OwnPrice[],
  modelId: string,
  provider: string | null,
): OwnPrice | undefined =>
  rows.find(row => fitsPattern(row.model, modelId) && (row.provider === null || row.provider === provider));

/** Whether a model's id is this one, or of this pattern (`gpt-4o*`). */
export function fitsPattern(pattern: string, modelId: string): boolean {
  const escaped = pattern.split('*').map(piece => piece.replaceAll(/[\\^$.|+?()[\]{}]/g, String.raw`\$&`));
  return new RegExp(`^${escaped.join('.*')}$`, 'i').test(modelId);
}

/** The price that holds for the user; `listed` is the catalogue's, null where it has none. Null: the row says no price for input. */
export function withOwn(row: OwnPrice, listed: Price | null): (TokenRates & { own: string }) | null {
  if (row.gpuHour !== null && row.tokensPerSecond !== null) return byGpuHour(row, row.gpuHour, row.tokensPerSecond);
  if (row.discount !== null) return listed && discounted(listed, row.discount);
  const given = (rate: number | null, otherwise: Money | null = null): Money | null =>
    rate === null ? otherwise : usdPerMillion(rate);
  const inputPerMtok = given(row.input, listed?.inputPerMtok);
  if (inputPerMtok === null) return null;
  return {
    inputPerMtok,
    outputPerMtok: given(row.output, listed?.outputPerMtok),
    cacheReadPerMtok: given(row.cacheRead, listed?.cacheReadPerMtok),
    cacheWritePerMtok: given(row.cacheWrite, listed?.cacheWritePerMtok),
    cacheWrite1hPerMtok: given(row.cacheWrite1h, listed?.cacheWrite1hPerMtok),
    reasoningPerMtok: listed?.reasoningPerMtok ?? null,
    own: 'your own price',
  };
}

function discounted(listed: Price, percent: number): TokenRates & { own: string } {
  const factor = 1 - percent / 100;
  const less = (rate: Money | null): Money | null => (rate === null ? null : rateTimes(rate, factor));
  return {
    inputPerMtok: rateTimes(listed.inputPerMtok, factor),
    outputPerMtok: less(listed.outputPerMtok),
    cacheReadPerMtok: less(listed.cacheReadPerMtok),
    cacheWritePerMtok: less(listed.cacheWritePerMtok),
    cacheWrite1hPerMtok: less(listed.cacheWrite1hPerMtok),
    reasoningPerMtok: less(listed.reasoningPerMtok),
    own: `list price less your own discount of ${percent} %`,
  };
}

/** Every token takes its part of the hour, whichever way it goes. */
function byGpuHour({ gpus }: OwnPrice, gpuHour: number, tokensPerSecond: number): TokenRates & { own: string } {
  const machines = gpus ?? 1;
  const perMtok = usdPerMillion((gpuHour * machines * 1e6) / (tokensPerSecond * 3600));
  return {
    inputPerMtok: perMtok,
    outputPerMtok: perMtok,
    cacheReadPerMtok: null,
    cacheWritePerMtok: null,
    cacheWrite1hPerMtok: null,
    reasoningPerMtok: null,
    own: `your own machine: ${machines} × $${gpuHour} an hour, ${tokensPerSecond.toLocaleString('en-US')} tokens a second`,
  };
}

/** Only what is shown in another currency: money is calculated in US dollars. */
export interface Currency {
  /** ISO 4217. */
  code: string;
  /** What one US dollar is in it, by the user's word of this day. */
  perUsd: number;
  asOf: string;
}
