import type { LiveState } from '../../core/signals/live.ts';
import type { Signal, Unit } from '../../core/signals/model.ts';
import type { PanelChart, PanelTarget } from '../panel.ts';
import { formatReading, numberOf, sentence } from '../readings.ts';

/** A signal over time, with what it was before as a level behind it, and the code's changes marked on it. */

/** Where things of the workspace stand in the editor. */
export interface Places {
  uriOf(file: string): string;
  /** From 0; null for a call that is there no more. */
  lineOf(file: string, site: string): number | null;
}

export function chartOf(
  state: LiveState,
  lines: readonly { label: string; signal: Signal }[],
  places: Places,
): PanelChart | null {
  const [main] = lines;
  const series = main?.signal.series;
  if (main === undefined || !series || series.at.length < 2) return null;
  const unit = AXES[series.unit];
  if (unit === undefined) return null;
  const same = lines.filter(({ signal }) => sameTimes(signal.series?.at, series.at));
  const shown = same.map(({ label, signal }) => ({ label, values: scaled(signal), isBaseline: false }));
  const from = firstTold(shown);
  const at = series.at.slice(from);
  // Of several lines the first has its level drawn, by its name.
  const of = lines.length === 1 ? '' : `${main.label}, `;
  const all = [...baselineOf(main.signal, series.at.length, of), ...shown];
  return {
    summary: summarize(same) + baselineWords(main.signal, of),
    unit,
    at: at.map(ms => ms / 1000),
    lines: all.map(line => ({ ...line, values: line.values.slice(from) })),
    marks: marksOf(state, at, places),
  };
}

/** Where something is told first: who began a minute ago looks at that minute, not at hours before it. Two moments at least. */
function firstTold(lines: PanelChart['lines']): number {
  const firsts = lines.map(({ values }) => values.findIndex(value => value !== null)).filter(first => first >= 0);
  const length = lines[0]?.values.length ?? 0;
  return firsts.length === 0 ? 0 : Math.max(0, Math.min(...firsts.map(first => first - 1), length - 2));
}

/** What else there is has no axis, and so no chart. */
const AXES: Readonly<Partial<Record<Unit, PanelChart['unit']>>> = {
  tokens: 'tokens',
  'tokens/s': 'tokens/s',
  requests: 'count',
  'requests/s': 'requests/s',
  'USD/h': 'USD/h',
  ratio: 'percent',
  factor: 'factor',
  s: 'seconds',
  GPUs: 'count',
};

const sameTimes = (a: readonly number[] | undefined, b: readonly number[]): boolean =>
  a !== undefined && a.length === b.length && a[0] === b[0] && a.at(-1) === b.at(-1);

/** Shares are drawn in percent; what is no number is a gap. */
function scaled({ series }: Signal): (number | null)[] {
  const times = series?.unit === 'ratio' ? 100 : 1;
  return (series?.values ?? []).map(value => (value === null || !Number.isFinite(value) ? null : value * times));
}

function baselineOf({ before, total }: Signal, length: number, of: string): PanelChart['lines'] {
  const first = before.find(({ reading }) => numberOf(reading) !== null && reading.unit === total.unit);
  const level = first === undefined ? null : numberOf(first.reading);
  if (first === undefined || level === null) return [];
  const value = total.unit === 'ratio' ? level * 100 : level;
  return [{ label: of + first.label, values: Array.from({ length }, () => value), isBaseline: true }];
}

function summarize(lines: readonly { label: string; signal: Signal }[]): string {
  const sentences = lines.map(({ label, signal }) => {
    const values = (signal.series?.values ?? []).filter(value => value !== null && Number.isFinite(value)) as number[];
    const write = (value: number): string =>
      formatReading({ ...signal.total, value: { known: true, value }, exactness: 'exact' });
    if (values.length === 0) return `${label}: nothing measured.`;
    // Not by spreading: a long series is longer than what a call takes.
    const [low, high] = values.reduce(
      ([a, b], value) => [Math.min(a, value), Math.max(b, value)],
      [Infinity, -Infinity],
    );
    return `${label}: between ${write(low)} and ${write(high)}, last ${write(values.at(-1) ?? 0)}.`;
  });
  return sentences.join(' ');
}

function baselineWords({ before }: Signal, of: string): string {
  const first = before.find(({ reading }) => numberOf(reading) !== null);
  if (first === undefined) return '';
  const text = `${first.label} ${formatReading(first.reading)}`;
  return ` ${of === '' ? sentence(text) : `${of}${text}.`}`;
}

/** So many that they can be told apart. */
const MARKS = 12;

function marksOf({ changes }: LiveState, at: readonly number[], places: Places): PanelChart['marks'] {
  const [from, to] = [at[0] ?? 0, at.at(-1) ?? 0];
  return changes
    .filter(change => change.at >= from && change.at <= to)
    .toSorted((a, b) => b.at - a.at)
    .slice(0, MARKS)
    .toReversed()
    .map(change => ({
      at: change.at / 1000,
      label: `${change.title} (${change.commit})`,
      opens: targetOf(change, places),
    }));
}

export const targetOf = ({ file, line }: { file: string; line: number | null }, places: Places): PanelTarget | null =>
  line === null ? null : { uri: places.uriOf(file), line };
