import type { LiveState } from '../../core/signals/live.ts';
import type { Reading, Signal } from '../../core/signals/model.ts';
import type { PanelFigure } from '../panel.ts';
import {
  formatCell,
  formatDuration,
  formatMove,
  formatReading,
  formatWindow,
  movedBy,
  sentence,
  whyUnknown,
} from '../readings.ts';
import { type Choice, othersSay, type Told, whoTells } from './choose.ts';
import { rateLines } from './rates.ts';

/** A number, large, with all that it takes to trust it. */

/** Which way is bad. */
export type Worse = 'up' | 'down' | null;

export interface FigureOf {
  id: string;
  label: string;
  worse: Worse;
}

/** What a signal comes to, against the first time before that it compares with. */
export function signalFigure(state: LiveState, choice: Choice, { id, label, worse }: FigureOf): PanelFigure {
  const { signal } = choice;
  const against = signal.before.map(before => formatMove(signal.total, before.reading, before.label));
  const stale = choice.source.state !== 'live';
  return {
    id,
    label,
    value: formatReading(signal.total),
    change: stale ? null : (against.find(text => text !== null) ?? null),
    detail: [
      ...detailOf(state, signal.total, choice),
      ...beforeLines(signal),
      ...rateLines(state, choice),
      ...othersSay(choice.others),
    ].join('\n'),
    tone: stale ? 'plain' : toneOf(signal, worse),
  };
}

/** A number that follows from others of one instrument; the label says what it is of. */
export const derivedFigure = (
  state: LiveState,
  reading: Reading,
  told: Told,
  { id, label }: FigureOf,
): PanelFigure => ({
  id,
  label,
  value: reading.unit === 'USD/h' ? formatReading(reading) : formatCell(reading),
  change: null,
  detail: detailOf(state, reading, told).join('\n'),
  tone: 'plain',
});

/** A number that nobody tells. */
export const unknownFigure = ({ id, label }: FigureOf, why: string): PanelFigure => ({
  id,
  label,
  value: '?',
  change: null,
  detail: `Not known: ${sentence(why)}`,
  tone: 'plain',
});

const BASIS: Readonly<Record<Reading['basis'], string>> = {
  measured: 'Measured.',
  priced: 'Priced by us: tokens that were measured × the list price, or yours.',
  billed: 'Billed: who is paid, or stands between, says so.',
};

const basisLine = ({ basis }: Reading, { measurement }: Told): string =>
  basis === 'priced' && measurement.counter === 'gpu' ? 'Priced by us: GPUs × the price of an hour.' : BASIS[basis];

/** Cards × a price is no query. */
const isReckoned = ({ unit }: Reading, { measurement }: Told): boolean =>
  measurement.counter === 'gpu' && unit.startsWith('USD');

/** What a reading is, line by line. */
export function detailOf(state: LiveState, reading: Reading, told: Told): string[] {
  const { exactness, range, window, how, why } = reading;
  const unknown = whyUnknown(reading);
  const marks = unknown === null ? MARKS[exactness] : undefined;
  return [
    ...(unknown === null ? [] : [`Not known: ${sentence(unknown)}`]),
    ...(told.source.isSample ? ['Sample traffic: made up, to show how it looks.'] : []),
    basisLine(reading, told),
    `${whoTells(told)}.`,
    `Of ${formatWindow(window, state.at)}.`,
    `${told.source.kind === 'prometheus' && !isReckoned(reading, told) ? 'Query:' : 'From'} ${how}`,
    ...(marks === undefined ? [] : [`${marks.sign}: ${sentence(why[0] ?? marks.why)}`]),
    ...why.slice(marks === undefined ? 0 : 1).map(sentence),
    ...(range === null ? [] : [rangeLine(reading, range)]),
  ];
}

const MARKS: Partial<Record<Reading['exactness'], { sign: string; why: string }>> = {
  approximate: { sign: '~', why: 'counted by a rule that fits, not exactly' },
  'lower-bound': { sign: '≥', why: 'a part of the calls does not tell' },
};

/** `LiteLLM at …, billed, as it was 3 h ago`. */
export function sourceLine(state: LiveState, told: Told): string {
  const { basis } = told.signal.total;
  const { state: how, lastAt } = told.source;
  const late = how === 'live' || lastAt === null ? [] : [`as it was ${formatDuration(state.at - lastAt)} ago`];
  const paid = basis === 'measured' ? [] : [basis === 'priced' ? 'priced by us' : 'billed'];
  return [whoTells(told), ...paid, ...late].join(' · ');
}

function rangeLine(reading: Reading, { low, high }: { low: number; high: number | null }): string {
  const write = (value: number): string =>
    formatReading({ ...reading, value: { known: true, value }, exactness: 'exact' });
  const edges = high === null ? `above ${write(low)}` : `between ${write(low)} and ${write(high)}`;
  if (reading.basis === 'priced') return sentence(`${edges}, by who is paid`);
  return `For certain ${edges}: the instrument tells ranges only.`;
}

const beforeLines = (signal: Signal): string[] =>
  signal.before.map(({ label, reading }) => {
    const move = formatMove(signal.total, reading, label);
    const unknown = whyUnknown(reading);
    const text = `${label}: ${formatReading(reading)}${unknown === null ? '' : ` (${unknown})`}`;
    return sentence(move === null ? text : `${text}, now ${move.replace(` against ${label}`, '')}`);
  });

/** From here on a move is worth a colour: a part of what it was, or points of a share. */
const MUCH = { ratio: 0.05, other: 0.2 };

export function toneOf(signal: Signal, worse: Worse): PanelFigure['tone'] {
  const moved = signal.before.map(({ reading }) => movedBy(signal.total, reading)).find(by => by !== null);
  if (worse === null || moved === undefined || moved === null) return 'plain';
  const much = signal.total.unit === 'ratio' ? MUCH.ratio : MUCH.other;
  if (Math.abs(moved) < much) return 'plain';
  return moved > 0 === (worse === 'up') ? 'warning' : 'good';
}
