import { CACHE_MINIMUMS } from './cache-minimum.ts';
import { CACHE_MARKS } from './cache-marks.ts';
import { TIERS } from './families.ts';
import { LIMITS } from './limits.ts';
import { REASONING } from './reasoning.ts';
import { RETIREMENTS } from './retirement.ts';

type Where<T> = (T & { source: string; asOf: string }) | null;

const isOf = ({ model, provider }: Seller, row: { provider: string; models: readonly string[] | null }): boolean =>
  row.provider === provider && (row.models === null || row.models.includes(model));

/** A model by the catalogue's ids. */
export interface Seller {
  model: string;
  provider: string;
}

export const cacheMinimumOf = (seller: Seller): Where<{ tokens: number; isAutomatic?: true; block?: number }> =>
  CACHE_MINIMUMS.find(row => isOf(seller, row)) ?? null;

export const limitsOf = (seller: Seller): Where<{ context: number | null; output: number | null }> =>
  LIMITS.find(row => isOf(seller, row)) ?? null;

/** How many marks a request may have. */
export const cacheMarksOf = ({ model }: Seller): Where<{ most: number }> =>
  CACHE_MARKS.find(({ models }) => models.test(model)) ?? null;

/** Whether a limit on the model's output holds what it thinks, too. */
export const thinksFirst = ({ model }: Seller): boolean => REASONING.some(({ models }) => models.test(model));

export const tierOf = ({ model }: Seller): Where<{ family: string; tier: string; rank: number }> =>
  TIERS.find(({ pattern }) => pattern.test(model)) ?? null;

/** `spelling` is the name that is asked for: of a model's names, some may go before others. */
export const retirementOf = (
  seller: Seller,
  spelling: string,
): Where<{ on: string; isEarliest: boolean; replacement: string | null }> =>
  RETIREMENTS.find(row => isOf({ ...seller, model: spelling }, row)) ??
  RETIREMENTS.find(row => isOf(seller, row)) ??
  null;
