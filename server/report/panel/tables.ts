import type { Reading } from '../../core/signals/model.ts';
import type { PanelRow, PanelTable } from '../panel.ts';
import { groupDigits } from '../numbers.ts';
import { columnTitle, formatCell, numberOf, sentence, whyUnknown } from '../readings.ts';

/** So many rows are shown: who has ten thousand models looks at the dearest. */
export const MOST_ROWS = 50;

/** One column of numbers, by what each is of. */
export interface Column {
  title: string;
  by: readonly Reading[];
  /** Each as a part of all. */
  share?: true;
}

/** A row for each value of a label: `model` of `{ model: 'gpt-4o' }`; ordered by the first column. Null where nobody tells any. */
export function tableBy(label: string, title: string, columns: readonly Column[]): PanelTable | null {
  const cells = columns.map(({ by }) => new Map(by.flatMap(reading => entryOf(reading, label))));
  const names = [...new Set(cells.flatMap(column => [...column.keys()]))];
  if (names.length === 0) return null;
  const size = (name: string): number => numberIn(cells[0]?.get(name)) ?? -1;
  const sorted = names.map(name => ({ name, size: size(name) })).toSorted((a, b) => b.size - a.size);
  const sums = cells.map(column => [...column.values()].reduce((sum, reading) => sum + (numberOf(reading) ?? 0), 0));
  const rows = sorted.slice(0, MOST_ROWS).map(({ name }): PanelRow => ({
    id: name,
    cells: [
      { text: name === '' ? '(not told)' : name, detail: null },
      ...columns.map(({ share }, i) => cellOf(cells[i]?.get(name), share ? (sums[i] ?? 0) : null)),
    ],
    opens: null,
  }));
  return {
    columns: [
      { title, align: 'start' },
      ...columns.map(({ title: name, by, share }) => ({
        title: share ? name : columnTitle(name, by[0]?.unit),
        align: 'end' as const,
      })),
    ],
    rows,
    more: moreOf(sorted.length),
  };
}

/** `and 9,950 more`. */
export const moreOf = (count: number): string | null =>
  count > MOST_ROWS ? `and ${groupDigits(count - MOST_ROWS)} more` : null;

/** Labels that parts are told by, beside the model, in the order that they come. */
export const labelsOf = (by: readonly Reading[]): string[] => [
  ...new Set(by.flatMap(({ of }) => Object.keys(of).slice(0, 1))),
];

function entryOf(reading: Reading, label: string): [string, Reading][] {
  const value = reading.of[label];
  return value === undefined || Object.keys(reading.of).length !== 1 ? [] : [[value, reading]];
}

const numberIn = (reading: Reading | undefined): number | null => (reading === undefined ? null : numberOf(reading));

function cellOf(reading: Reading | undefined, sum: number | null): PanelRow['cells'][number] {
  if (reading === undefined) return { text: '?', detail: 'Not known: nobody tells it of this one.' };
  const value = numberOf(reading);
  if (sum !== null && value !== null && sum > 0)
    return { text: `${Math.round((value / sum) * 100)} %`, detail: 'Of what is known of all.' };
  const unknown = whyUnknown(reading);
  const why = unknown === null ? reading.why : [`Not known: ${unknown}`];
  return { text: formatCell(reading), detail: why.length === 0 ? null : why.map(sentence).join(' ') };
}
