/** How near a rule comes to the bill, by requests of repositories that it was not fitted to. */
export interface Measured {
  /** Billed requests, and the repositories that recorded them. */
  n: number;
  repositories: number;
  /** Percent: median, and what 95 and 98 of 100 stay within. */
  median: number;
  p95: number;
  p98: number;
}

export type Shape = 'plain' | 'tools' | 'schema' | 'history' | 'images';

/** Figures that `node --import tsx test/bench/fit.mjs` fits: tokens of a model for those of an encoding. */
export interface Fit {
  /** For each token, each word, each request, each system prompt, each message beyond the first. */
  factor: number;
  word: number;
  request: number;
  system: number;
  message: number;
  tools: { request: number; each: number; factor: number; forced: number } | null;
  schema: { request: number; factor: number } | null;
  /** Around a call and its result. */
  call: number;
}

// Written by test/bench/fit.mjs.
export const FITS: Readonly<Record<string, Fit>> = {};
export const MEASURED: Readonly<Record<string, Partial<Record<Shape, Measured>>>> = {};
