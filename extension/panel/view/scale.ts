import type { PanelChart } from '../messages.ts';

/** Where an axis has its lines, and how it writes them. */

export interface Ticks {
  low: number;
  high: number;
  at: readonly number[];
}

const STEPS = [1, 2, 2.5, 5, 10];

/** Round numbers from nothing, or from one where that is nothing, to above the greatest. */
export function valueTicks(values: Iterable<number | null>, unit: PanelChart['unit'], most = 4): Ticks {
  const floor = unit === 'factor' ? 1 : 0;
  let [low, high] = [floor, floor];
  for (const value of values) {
    if (value === null) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (high === low) high = low + 1;
  const rough = (high - low) / (most - 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = (STEPS.find(size => size * power >= rough * 0.999) ?? 10) * power;
  const from = Math.floor(low / step + 1e-9);
  const to = Math.ceil(high / step - 1e-9);
  const at = Array.from({ length: to - from + 1 }, (_, i) => Number(((from + i) * step).toPrecision(12)));
  return { low: at[0] ?? low, high: at.at(-1) ?? high, at };
}

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const SPANS = [
  MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  ...[1, 2, 3, 6, 12].map(hours => hours * HOUR),
  ...[1, 2, 7, 14, 28].map(days => days * DAY),
];

/** Times that a clock on the wall has, so far apart that their names fit. */
export function timeTicks(from: number, to: number, most: number): { at: number; text: string }[] {
  const span = SPANS.find(size => (to - from) / size <= most) ?? (to - from) / Math.max(1, most);
  const ticks: { at: number; text: string }[] = [];
  const offset = (seconds: number): number => new Date(seconds * 1000).getTimezoneOffset() * MINUTE;
  for (let at = Math.ceil((from - offset(from)) / span) * span; ; at += span) {
    const real = at + offset(at + offset(from));
    if (real > to) return ticks;
    if (real >= from) ticks.push({ at: real, text: span >= DAY || at % DAY === 0 ? writeDay(real) : writeTime(real) });
  }
}

const DATE = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' });
const TIME = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

const writeDay = (seconds: number): string => DATE.format(seconds * 1000);
const writeTime = (seconds: number): string => TIME.format(seconds * 1000);

/** `21 Nov, 14:05`. */
export const writeMoment = (seconds: number): string => `${writeDay(seconds)}, ${writeTime(seconds)}`;

const UNITS: Readonly<Record<PanelChart['unit'], { before: string; after: string }>> = {
  tokens: { before: '', after: ' tok' },
  'tokens/s': { before: '', after: ' tok/s' },
  'requests/s': { before: '', after: '/s' },
  'USD/h': { before: '$', after: '/h' },
  percent: { before: '', after: ' %' },
  factor: { before: '', after: '×' },
  seconds: { before: '', after: ' s' },
  count: { before: '', after: '' },
};

const COMPACT = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });
const PLAIN = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
const CENTS = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const number = (value: number): string =>
  (Math.abs(value) >= 1000 ? COMPACT.format(value) : PLAIN.format(value)).replace('K', 'k');
const amount = (value: number): string => (value >= 0.1 && value < 1000 ? CENTS.format(value) : number(value));

/** At an axis, where the unit is plain: `$1.5`, `2k`, `40 %`. */
export function writeTick(value: number, unit: PanelChart['unit']): string {
  const { before, after } = UNITS[unit];
  return before + number(value) + (unit === 'percent' || unit === 'factor' || unit === 'seconds' ? after : '');
}

/** In full: `$1.24/h`; `–` where nothing was measured. */
export function writeValue(value: number | null, unit: PanelChart['unit']): string {
  const { before, after } = UNITS[unit];
  return value === null ? '–' : before + (before === '$' ? amount(value) : number(value)) + after;
}
