import { type Drift, type DriftSeries, isProduct } from '../core/history/drift.ts';
import type { Step } from '../core/history/series.ts';
import type { CodeChange } from '../core/signals/live.ts';
import { groupDigits } from './numbers.ts';

const HASH_LENGTH = 7;

/** What commits made of prompts since then, newest first; files count from the folder that lies under `prefix`. */
export const codeChangesOf = ({ series }: Drift, prefix: string, since: number): CodeChange[] =>
  series
    .filter(one => isProduct(one) && one.path.startsWith(prefix))
    .flatMap(one => one.steps.flatMap((step, i) => changeOf(one, step, one.steps[i - 1], prefix)))
    .filter(({ at }) => at >= since)
    .toSorted((a, b) => b.at - a.at);

/** None of what is not committed, or only stands elsewhere now: it moved no number. */
function changeOf(one: DriftSeries, step: Step, before: Step | undefined, prefix: string): CodeChange[] {
  const { commit, events, committed, tokens, path, symbol } = step;
  const what = whatOf(events, tokens, before?.tokens);
  if (commit === null || what === null) return [];
  const file = (one.isAlive ? one.path : path).slice(prefix.length);
  const name = symbol === '(file)' ? path.slice(path.lastIndexOf('/') + 1) : symbol;
  return [
    {
      at: Date.parse(committed),
      commit: commit.slice(0, HASH_LENGTH),
      title: `${name} ${what}`,
      file,
      line: one.isAlive ? one.text.place.range.start.line : null,
    },
  ];
}

function whatOf(events: Step['events'], tokens: number, before: number | undefined): string | null {
  if (events.includes('removed')) return before === undefined ? 'removed' : `removed, ${groupDigits(before)} tok`;
  if (events.includes('created')) return `new, ${groupDigits(tokens)} tok`;
  if (!events.includes('changed') || before === undefined) return null;
  if (tokens === before) return 'reworded, as long as before';
  return `${tokens > before ? 'grew' : 'shrank'} by ${groupDigits(Math.abs(tokens - before))} tok`;
}
