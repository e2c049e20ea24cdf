import type { SignalId } from '../../../server/core/signals/model.ts';
import type { Curve, Shares } from './history.ts';

/** What is really so, by how it was made. Rates are of a second, spend of an hour. */
export interface Truth {
  vocabulary: string;
  signal: SignalId;
  /** Null: not told. */
  total: number | null;
  by?: Readonly<Record<string, number>>;
}

export interface World {
  curves: readonly Curve[];
  truths: readonly Truth[];
}

/** p50 is 909.09, p95 8750. */
export const LENGTHS: Shares = [
  ['1000', 0.55],
  ['2000', 0.7],
  ['5000', 0.8],
  ['10000', 1],
  ['20000', 1],
];
export const P50 = 1000 * (0.5 / 0.55);
export const P95 = 5000 + 5000 * (0.15 / 0.2);
/** p95 is 0.75 s. */
export const SECONDS: Shares = [
  ['0.1', 0.5],
  ['0.25', 0.8],
  ['0.5', 0.9],
  ['1', 1],
  ['2.5', 1],
];
export const FIRST_TOKEN = 0.75;

/** Totals by vocabulary and signal. */
export const table = (rows: Readonly<Record<string, Partial<Record<SignalId, number>>>>): Truth[] =>
  Object.entries(rows).flatMap(([vocabulary, signals]) =>
    Object.entries(signals).map(([signal, total]) => ({ vocabulary, signal: signal as SignalId, total })),
  );
