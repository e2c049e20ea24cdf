import type { Money } from './money.ts';

/** A value, or the reason why there is none: the same shape as core's, which pricing must not import. */
export type Known<T> = { known: true; value: T } | { known: false; why: string };

/** US dollars per million tokens. Null: the catalogue gives no price for it, which is not the same as nothing. */
export interface TokenRates {
  inputPerMtok: Money;
  /** Embeddings have none. */
  outputPerMtok: Money | null;
  /** Input that the provider has kept from an earlier call. */
  cacheReadPerMtok: Money | null;
  /** Input that it is asked to keep: for five minutes, where it has two such prices. */
  cacheWritePerMtok: Money | null;
  cacheWrite1hPerMtok: Money | null;
  /** Where it differs from output. */
  reasoningPerMtok: Money | null;
}

/** The price of one model on one day, for a prompt of one length, with where it comes from. */
export interface Price extends TokenRates {
  /** The catalogue's id of the model and its provider. */
  model: string;
  provider: string;
  /** The tier in force, in words, where the price depends on the prompt's length; or that the model is free. */
  tier: string | null;
  /** Day the price is asked for, ISO date. */
  on: string;
  /** First day of the price in force, ISO date, where the catalogue says. */
  since: string | null;
  source: string;
  /** What of it is the user's own word, in words; null for a list price. */
  own: string | null;
  /** Why a call may cost more than these rates say (peak hours, a fee per request). Null: it does not. */
  mayExceed: string | null;
  /** Why the model may be another than the one that is priced. Null: the name is proof. */
  doubt: string | null;
}
