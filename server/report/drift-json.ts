import type { Drift } from '../core/history/drift.ts';
import { tierOf } from '../core/calls/tier.ts';

/** What the sizes count: the same for every prompt and commit, whatever model is asked. */
const MEASURE = 'o200k_base tokens of the static text; what is filled in at run time is left out';

/** Drift for programs. Lines count from 1. In `then`, null: the prompt was not there; left out: that is not known. */
export function writeDriftJson({ series, points, commits, limit }: Drift): string {
  const prompts = series.map(({ path, symbol, isAlive, usedBy, steps, then, text }) => ({
    path,
    symbol,
    line: text.place.range.start.line + 1,
    tier: tierOf(path),
    alive: isAlive,
    tokens: steps.at(-1)?.tokens ?? 0,
    usedBy,
    then,
    steps: steps.map(({ at: _, ...step }) => step),
  }));
  const known = points.map(({ at: _, ...point }) => point);
  return `${JSON.stringify({ version: 1, measure: MEASURE, points: known, commits, limit, prompts }, null, 2)}\n`;
}
