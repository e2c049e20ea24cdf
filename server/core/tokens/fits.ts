/** How near a rule comes to the bill, by requests of repositories that it was not fitted to. */
export interface Measured {
  /** Billed requests, and the repositories that recorded them: of one, other texts were left out. */
  n: number;
  repositories: number;
  /** Percent: median, and what 95 and 98 of 100 stay within. */
  median: number;
  p95: number;
  p98: number;
}

export type Shape = 'plain' | 'tools' | 'schema' | 'history' | 'images';

/** Figures of `fitted.ts`: tokens of a model for those of an encoding. */
export interface Fit {
  /** For each token, word, capital, line break; each request, each system prompt, each message beyond the first. */
  factor: number;
  word: number;
  capital: number;
  line: number;
  request: number;
  system: number;
  message: number;
  /** Where the model is told to think. */
  thinking: number;
  tools: { basis: 'json' | 'words'; request: number; each: number; factor: number; forced: number } | null;
  schema: { request: number; factor: number } | null;
  /** Around a call and its result. */
  call: number;
}
