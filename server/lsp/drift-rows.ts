import { type Drift, type DriftSeries, isProduct } from '../core/history/drift.ts';
import type { Length } from '../core/history/lengths.ts';
import type { Step } from '../core/history/series.ts';
import { sparkline } from '../report/drift.ts';
import { changeOf, formatPercent } from '../report/drift-words.ts';
import { prose } from '../report/markdown.ts';
import { formatChange, groupDigits } from '../report/numbers.ts';
import type { DriftRow } from './protocol.ts';
import { versionsOf } from './versions.ts';

/** A repository's prompts in words, the biggest growth first; before them, how long they are all together. */
export function driftRows({ series, lengths, limit }: Drift, top: string): DriftRow[] {
  const rows = series
    .filter(one => one.isAlive && isProduct(one))
    .map(one => ({ growth: nowOf(one) - firstOf(one), row: promptRow(one, top, limit) }))
    .toSorted((a, b) => b.growth - a.growth || a.row.label.localeCompare(b.row.label))
    .map(({ row }) => row);
  return lengths.length === 0 ? rows : [lengthsRow(lengths, top), ...rows];
}

const firstOf = ({ steps }: DriftSeries): number => steps[0]?.tokens ?? 0;
const nowOf = ({ steps }: DriftSeries): number => steps.at(-1)?.tokens ?? 0;
const dayOf = ({ date }: Step): string => date.slice(0, 10);

function promptRow(one: DriftSeries, top: string, limit: string | null): DriftRow {
  const { path, symbol, steps } = one;
  const [first, last] = [steps[0], steps.at(-1)];
  const [then, now] = [firstOf(one), nowOf(one)];
  const file = path.slice(path.lastIndexOf('/') + 1);
  const label = symbol === '(file)' ? file : symbol;
  const day = first ? dayOf(first) : '';
  const since = first ? `since ${day}` : '';
  const growth =
    then === now
      ? `${groupDigits(now)} tok, as long as on ${day}`
      : `${formatChange(now - then, true)}${partOf(now, then)} ${since}`;
  const sizes = steps.map(({ tokens }) => tokens);
  const pair = first && last && first !== last ? versionsOf(last, top) : null;
  const { line, character } = one.text.place.range.start;
  const id = [top, path, symbol, line, character].join('\0');
  return {
    id,
    label,
    description: `${growth} · ${path}`,
    tooltip: [
      `**${prose(label)}** ${sparkline(sizes)}`,
      prose(`${groupDigits(then)} → ${groupDigits(now)} o200k_base tokens of certain text ${since}`),
      prose(`${path}:${last?.line ?? 1}`),
      ...(limit === null ? [] : [prose(limit)]),
    ].join('\n\n'),
    spoken: `${label}, ${now === then ? growth : `${now > then ? 'grown' : 'shrunk'} by ${groupDigits(Math.abs(now - then))} tokens ${since}`}, now ${groupDigits(now)}, ${path}`,
    kind: now > then ? 'grown' : now < then ? 'shrunk' : 'same',
    // From its first version to what it is now.
    opens:
      pair && first
        ? { ...pair, title: `${file} (${dayOf(first)} ↔ now)`, before: versionsOf(first, top)?.after ?? null }
        : null,
    children: steps.map((step, i) => stepRow(step, sizes[i - 1], top, `${id}\0${i}`)).toReversed(),
  };
}

const partOf = (now: number, then: number): string => (then === 0 ? '' : ` (${formatPercent(now, then)})`);

function stepRow(step: Step, before: number | undefined, top: string, id: string): DriftRow {
  const { commit, author, subject, tokens } = step;
  const name = commit === null ? 'not committed' : commit.slice(0, 8);
  const change = changeOf(step, before);
  return {
    id,
    label: change,
    description: commit === null ? 'not committed' : `${dayOf(step)} ${subject} · ${author}`,
    tooltip: [
      prose(`${name} ${subject}`),
      prose(`${author}, ${step.date.slice(0, 16).replace('T', ' ')}`),
      prose(`${groupDigits(tokens)} tokens: ${change}`),
    ].join('\n\n'),
    spoken: `${dayOf(step)}, ${change}, ${subject}, by ${author}`,
    kind: 'step',
    opens: versionsOf(step, top),
    children: [],
  };
}

function lengthsRow(lengths: readonly Length[], top: string): DriftRow {
  const last = lengths.at(-1);
  const row = (month: Length): DriftRow => ({
    id: `${top}\0lengths\0${month.month}`,
    label: month.month,
    description: `p50 ${groupDigits(month.p50)} · p95 ${groupDigits(month.p95)} tok · ${groupDigits(month.prompts)} prompts`,
    tooltip: '',
    spoken: `${month.month}, half of ${month.prompts} prompts are no longer than ${month.p50} tokens, 95 percent than ${month.p95}`,
    kind: 'step',
    opens: null,
    children: [],
  });
  const text = `p50 ${groupDigits(last?.p50 ?? 0)} · p95 ${groupDigits(last?.p95 ?? 0)} tok ${sparkline(lengths.map(({ p50 }) => p50))}`;
  return {
    id: `${top}\0lengths`,
    label: 'Length of all prompts',
    description: text,
    tooltip: 'Month by month: the prompt in the middle, and the one that 95 % are no longer than.',
    spoken: `Length of all prompts, ${text}`,
    kind: 'lengths',
    opens: null,
    children: lengths.map(row).toReversed(),
  };
}
