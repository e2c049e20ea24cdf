import type { Fact } from './fact.ts';

/** How many marks for the cache one request may have. */
interface CacheMarks extends Fact {
  /** Of the catalogue's ids, wherever a model is sold. */
  models: RegExp;
  most: number;
}

export const CACHE_MARKS: readonly CacheMarks[] = [
  {
    models: /claude/,
    most: 4,
    source: 'https://github.com/microsoft/vscode/pull/315505',
    asOf: '2026-05-10',
  },
];
