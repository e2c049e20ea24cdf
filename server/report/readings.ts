import type { Reading, Unit, Window } from '../core/signals/model.ts';
import { formatUsd, groupDigits, shorten } from './numbers.ts';

/** How a number that was measured is written: as `numbers.ts` writes those of source text. */

/** `~1,204 tok/s`, `≥$1.24/h`, `38 %`, `1.12×`, `?`. */
export function formatReading({ value, unit, exactness }: Reading): string {
  if (!value.known || exactness === 'unknown' || !Number.isFinite(value.value)) return '?';
  if (exactness === 'lower-bound') return value.value <= 0 ? '?' : `≥${write(value.value, unit, Math.floor)}`;
  return (exactness === 'approximate' ? '~' : '') + write(value.value, unit, Math.round);
}

/** A reason as a sentence. */
export const sentence = (text: string): string =>
  text === '' ? '' : `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;

/** What a column's name says of all its cells: `Spend/h`, `In, tok/s`. */
export const columnTitle = (title: string, unit: Unit | undefined): string =>
  title + (unit === undefined ? '' : (IN_TITLE[unit] ?? ''));

/** The number without what its column's name says. */
export const formatCell = (reading: Reading): string =>
  reading.unit in IN_TITLE ? formatReading(reading).replace(BARE, '') : formatReading(reading);

const IN_TITLE: Partial<Record<Unit, string>> = {
  tokens: ', tok',
  'tokens/s': ', tok/s',
  requests: '',
  'requests/s': '/s',
  'USD/h': '/h',
  'USD/request': '/request',
  'USD/1k requests': '',
  'USD/Mtok': '/Mtok',
  GPUs: '',
};
const BARE = /(?: tok| requests| GPUs?)?(?:\/(?:s|h|request|1k requests|Mtok))?$/;

/** `~$620–$890`: two readings of one thing, whichever is less first. */
export function formatSpan(a: Reading, b: Reading): string {
  const [from, to] = [numberOf(a), numberOf(b)];
  if (from === null || to === null) return '?';
  const [low, high] = from <= to ? [a, b] : [b, a];
  if (low.exactness === 'lower-bound' || high.exactness === 'lower-bound')
    return formatReading(low).replace(/^~?(?=\$)/, '≥');
  const [least, most] = [Math.min(from, to), Math.max(from, to)];
  // Cents of a range that far apart would say that it is known better than it is.
  const isLarge = a.unit === 'USD' && least >= 100;
  const texts = isLarge
    ? [`$${groupDigits(least, Math.floor)}`, `$${groupDigits(most, Math.ceil)}`]
    : [write(least, a.unit, Math.floor), write(most, a.unit, Math.ceil)];
  const about = [low, high].some(({ exactness }) => exactness === 'approximate') ? '~' : '';
  return about + [...new Set(texts)].join('–');
}

/** A number that is all there is to a reading; null for one that is not known. */
export const numberOf = ({ value, exactness }: Reading): number | null =>
  value.known && exactness !== 'unknown' && Number.isFinite(value.value) ? value.value : null;

/** Why a reading is written as `?`; null where it is not. */
export function whyUnknown(reading: Reading): string | null {
  if (formatReading(reading) !== '?') return null;
  if (!reading.value.known) return reading.value.why;
  return reading.why[0] ?? 'what the source says is no number';
}

/**
 * How far a reading moved: of shares in points, of all else as a part of what it was. Null where the two don't compare: one is not
 * known, or "this or more", or there was nothing.
 */
export function movedBy(now: Reading, before: Reading): number | null {
  const [a, b] = [numberOf(now), numberOf(before)];
  if (a === null || b === null || now.unit !== before.unit) return null;
  if (now.exactness === 'lower-bound' || before.exactness === 'lower-bound') return null;
  if (now.unit === 'ratio') return a - b;
  return b === 0 ? null : a / b - 1;
}

/** `+38 % against yesterday`, `−4 points against a week ago`, `as yesterday`; null where they don't compare. */
export function formatMove(now: Reading, before: Reading, label: string): string | null {
  const moved = movedBy(now, before);
  if (moved === null) return null;
  const size = Math.abs(moved) * 100;
  if (size < 0.5) return `as ${label}`;
  const about = now.exactness === 'approximate' || before.exactness === 'approximate' ? '~' : '';
  const unit = now.unit === 'ratio' ? (Math.round(size) === 1 ? ' point' : ' points') : ' %';
  const sign = moved < 0 ? '−' : '+';
  if (now.unit !== 'ratio' && moved >= 9) return `${about}${groupDigits(moved + 1)}× ${label}`;
  return `${about}${sign}${groupDigits(size)}${unit} against ${label}`;
}

/** `5 min`, `3 h`, `2 d`. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} d`;
}

/** `the last 5 min`, `5 min, until 3 h ago`. */
export function formatWindow({ from, to }: Window, at: number): string {
  const length = to - from;
  const late = at - to;
  const span = formatDuration(length);
  return late <= Math.max(120_000, length / 10) ? `the last ${span}` : `${span}, until ${formatDuration(late)} ago`;
}

function write(value: number, unit: Unit, rounding: (value: number) => number): string {
  switch (unit) {
    case 'USD':
      return formatUsd(value, rounding);
    case 'USD/h':
    case 'USD/request':
    case 'USD/Mtok':
    case 'USD/1k requests':
      return formatUsd(value, rounding) + unit.slice(3);
    case 'tokens':
    case 'tokens/s':
      return count(value, rounding) + unit.replace('tokens', ' tok');
    case 'requests':
    case 'requests/s':
      return `${count(value, rounding)}${unit === 'requests' ? ' requests' : '/s'}`;
    case 'ratio':
      return `${places(value * 100, value < 0.0995 && value > 0 ? 1 : 0, rounding)} %`;
    case 'factor':
      return `${places(value, value < 10 ? 2 : 1, rounding)}×`;
    case 's':
      return value < 1 ? `${rounding(value * 1000)} ms` : `${places(value, value < 10 ? 1 : 0, rounding)} s`;
    case 'GPUs':
      return places(value, Number.isInteger(value) ? 0 : 1, rounding) + (value === 1 ? ' GPU' : ' GPUs');
    case 'W':
      return value < 1000 ? `${rounding(value)} W` : `${places(value / 1000, 1, rounding)} kW`;
  }
}

/** What is little keeps its digits: 0.04 requests a second are some. */
function count(value: number, rounding: (value: number) => number): string {
  if (value >= 10_000) return shorten(value, rounding);
  if (value >= 10 || Number.isInteger(value)) return groupDigits(value, rounding);
  return value >= 0.1 ? places(value, 1, rounding) : places(value, 3, rounding);
}

/** Without the noise of binary fractions. */
const places = (value: number, digits: number, rounding: (value: number) => number): string =>
  (rounding(Number((value * 10 ** digits).toPrecision(12))) / 10 ** digits).toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
