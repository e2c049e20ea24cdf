import type { Drift } from '../core/history/drift.ts';
import type { Step } from '../core/history/series.ts';
import { tierOf } from '../core/calls/tier.ts';

/** What the sizes count: the same for every prompt and commit, whatever model is asked. */
const MEASURE = 'o200k_base tokens of the static text; what is filled in at run time is left out';

/** Drift for programs. Lines count from 1. In `earlier`, null: the prompt was not there; left out: that is not known. */
export function writeDriftJson({ series, points, lengths, commits, limit }: Drift): string {
  const prompts = series.map(({ path, symbol, isAlive, usedBy, steps, earlier, text }) => ({
    path,
    symbol,
    line: text.place.range.start.line + 1,
    tier: tierOf(path),
    alive: isAlive,
    tokens: steps.at(-1)?.tokens ?? 0,
    usedBy,
    earlier,
    steps: steps.map(stepJson),
  }));
  const known = points.map(({ name, label, commit }) => ({ name, label, commit }));
  return `${JSON.stringify({ version: 1, measure: MEASURE, points: known, commits, limit, lengths, prompts }, null, 2)}\n`;
}

const STEP_FIELDS = [
  'commit',
  'date',
  'committed',
  'author',
  'subject',
  'path',
  'symbol',
  'line',
  'tokens',
  'chars',
  'events',
] as const satisfies readonly (keyof Step)[];

const stepJson = (step: Step): object => Object.fromEntries(STEP_FIELDS.map(field => [field, step[field]]));
