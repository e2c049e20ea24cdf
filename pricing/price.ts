/** A value, or the reason why there is none: the same shape as core's, which pricing must not import. */
export type Known<T> = { known: true; value: T } | { known: false; why: string };

/** The price of one model on one day, for a prompt of one length. Amounts are US dollars. */
export interface Price {
  /** The catalogue's id of the model and its provider. */
  model: string;
  provider: string;
  inputPerMtok: number;
  /** Null: the catalogue gives no price for output (embeddings have none). */
  outputPerMtok: number | null;
  /** The tier in force, in words, where the price depends on the prompt's length; or that the model is free. */
  tier: string | null;
  /** Day the price is asked for, ISO date. */
  on: string;
  /** First day of the price in force, ISO date, where the catalogue says. */
  since: string | null;
  source: string;
  /** Why a call may cost more than these rates say (peak hours, a fee per request). Null: it does not. */
  mayExceed: string | null;
}
