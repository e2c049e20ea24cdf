import { type Drift, type DriftSeries, isProduct } from '../core/history/drift.ts';
import { groupDigits } from './numbers.ts';
import { COLORED, type Paint, PLAIN, padEnd, printable, widthOf, wrap } from './terminal.ts';

export interface DriftTableOptions {
  /** Columns of the terminal. */
  width: number;
  color: boolean;
  /** How a file is shown: relative to where the reader stands. */
  pathOf: (file: string) => string;
}

const GAP = '  ';

/** Drift for a terminal, the biggest growth first. Ends with a line break. */
export function writeDrift(drift: Drift, { width, color, pathOf }: DriftTableOptions): string {
  const paint = color ? COLORED : PLAIN;
  const shown = drift.series.filter(one => one.isAlive && isProduct(one));
  const moved = shown.filter(isOther).toSorted((a, b) => growthOf(b) - growthOf(a));
  const base = drift.points.find(({ name }) => name === 'base');
  const header: Cells = ['prompt', 'size', 'first → now', base ? `since ${shortOf(base.label)}` : '', '90 days'];
  const rows = moved.map(one => cellsOf(one, pathOf));
  const lines = moved.length > 0 ? tableOf([header, ...rows], moved, { width, paint, pathOf }) : [];
  const notes = notesOn(drift, shown.length - moved.length).flatMap(note => wrap(note, width));
  const lengths = lengthsOf(drift).flatMap(line => wrap(line, width));
  return `${[...lines, ...lengths, ...notes].join('\n')}\n`;
}

type Cells = readonly [name: string, sizes: string, growth: string, base: string, days: string];

const isOther = ({ steps }: DriftSeries): boolean => new Set(steps.map(({ tokens }) => tokens)).size > 1;

const firstOf = ({ steps }: DriftSeries): number => steps[0]?.tokens ?? 0;
const nowOf = ({ steps }: DriftSeries): number => steps.at(-1)?.tokens ?? 0;
const growthOf = (one: DriftSeries): number => nowOf(one) - firstOf(one);

const shortOf = (branch: string): string => branch.replace(/^origin\//, '');

function cellsOf(one: DriftSeries, pathOf: (file: string) => string): Cells {
  const { symbol, steps, earlier } = one;
  const isFile = symbol === '(file)';
  return [
    printable(isFile ? pathOf(one.path).replace(/^.*[/\\]/, '') : symbol),
    sparkline(steps.map(({ tokens }) => tokens)),
    // What is older than the history that was read may have begun smaller or larger.
    `${steps[0]?.events.length === 0 ? '…' : ''}${groupDigits(firstOf(one))} → ${groupDigits(nowOf(one))}`,
    changeSince(earlier.base, nowOf(one)),
    changeSince(earlier['90d'], nowOf(one)),
  ];
}

/** `new` where it was not there, `?` where that is not known. */
function changeSince(then: number | null | undefined, now: number): string {
  if (then === undefined) return '?';
  if (then === null) return 'new';
  const change = now - then;
  return change === 0 ? '·' : `${change > 0 ? '+' : '−'}${groupDigits(Math.abs(change))}`;
}

const BARS = ['▁', '▂', '▃', '▅', '▇'];
const MAX_BARS = 12;

/** Sizes as bars, from nothing to the largest: the latest of each stretch where there are too many. */
export function sparkline(sizes: readonly number[]): string {
  const most = Math.max(1, ...sizes);
  const count = Math.min(MAX_BARS, sizes.length);
  const picked = Array.from({ length: count }, (_, i) => sizes[Math.ceil(((i + 1) * sizes.length) / count) - 1] ?? 0);
  return picked.map(size => BARS[Math.min(BARS.length - 1, Math.floor((size / most) * BARS.length))]).join('');
}

interface Layout {
  width: number;
  paint: Paint;
  pathOf: (file: string) => string;
}

function tableOf(rows: readonly Cells[], moved: readonly DriftSeries[], { width, paint, pathOf }: Layout): string[] {
  const widths = [1, 2, 3, 4].map(column => Math.max(...rows.map(cells => widthOf(cells[column] ?? ''))));
  const rest = widths.reduce((sum, column) => sum + GAP.length + column, 0);
  const longest = Math.max(...rows.map(([name]) => widthOf(name)));
  const room = Math.min(longest, width - rest);
  const isWide = room >= Math.min(MIN_NAME, longest);
  return rows.flatMap((cells, i) => {
    const [name, sizes, ...numbers] = cells;
    const one = moved[i - 1];
    const place = one ? `${printable(pathOf(one.path))}:${one.text.place.range.start.line + 1}` : '';
    const cut = shorten(name, isWide ? room : width);
    const told = numbers.map((cell, column) => (isWide ? cell.padStart(widths[column + 1] ?? 0) : cell));
    const beside = [padEnd(sizes, isWide ? (widths[0] ?? 0) : 0), ...told].filter(cell => cell !== '').join(GAP);
    if (!one) return isWide ? [paint.dim(padEnd(cut, room) + GAP + beside), ''] : [];
    const head = isWide
      ? [paint.bold(padEnd(cut, room)) + GAP + beside]
      : [paint.bold(cut), ...wrap(`  ${beside}`, width)];
    return [...head, paint.dim(`  ${shortenPath(place, width - 2)}`)];
  });
}

/** With less room for its name, the numbers of a prompt go under it. */
const MIN_NAME = 16;

/** The end of a way tells more than its beginning. */
const shortenPath = (text: string, width: number): string =>
  widthOf(text) <= width ? text : `…${[...text].slice(1 - width).join('')}`;

/** The last name of a symbol is the prompt's own. */
const shorten = (name: string, width: number): string => shortenPath(name, width);

/** The prompt in the middle, and the one that 95 % are no longer than, from the first month to the last. */
function lengthsOf({ lengths }: Drift): string[] {
  const [first, last] = [lengths[0], lengths.at(-1)];
  if (!first || !last || first === last) return [];
  const row = (name: 'p50' | 'p95'): string =>
    `${name} ${sparkline(lengths.map(month => month[name]))} ${groupDigits(first[name])} → ${groupDigits(last[name])}`;
  return ['', `all prompts, ${first.month} to ${last.month}: ${row('p50')} · ${row('p95')}`];
}

function notesOn({ series, commits, limit }: Drift, steady: number): string[] {
  const gone = series.filter(one => !one.isAlive && isProduct(one)).length;
  const aside = series.filter(one => !isProduct(one)).length;
  const many = (count: number, what: string): string => `${groupDigits(count)} ${what}${count === 1 ? '' : 's'}`;
  return [
    '',
    [
      many(commits, 'commit'),
      steady > 0 ? `${many(steady, 'prompt')} of the same size throughout` : '',
      gone > 0 ? `${many(gone, 'prompt')} gone` : '',
      aside > 0 ? `${many(aside, 'prompt')} of tests and vendored code` : '',
    ]
      .filter(note => note !== '')
      .join(' · '),
    ...(limit === null ? [] : [limit]),
    'Sizes are o200k_base tokens of the text that is certain; --json has every commit.',
  ];
}
