import type { Drift } from '../workspace/git/drift.ts';

/** Drift for programs. Lines count from 1; `base` and the others are null where the prompt was not there, left out where that is not known. */
export function writeDriftJson({ series, points, commits, limit }: Drift): string {
  const prompts = series.map(({ path, symbol, isAlive, usedBy, steps, then, text }) => ({
    path,
    symbol,
    line: text.place.range.start.line + 1,
    alive: isAlive,
    usedBy,
    then,
    steps: steps.map(({ at: _, ...step }) => step),
  }));
  const measure = 'o200k_base tokens of the static text; what is filled in at run time is left out';
  const known = points.map(({ at: _, ...point }) => point);
  return `${JSON.stringify({ version: 1, measure, points: known, commits, limit, prompts }, null, 2)}\n`;
}
