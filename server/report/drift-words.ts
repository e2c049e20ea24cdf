import type { Step } from '../core/history/series.ts';
import { formatChange, groupDigits } from './numbers.ts';

/** What a call or a prompt sends for certain, now and where the default branch was left. */
export interface Moved {
  /** Branch that it is held against: `main`. */
  label: string;
  now: number;
  /** Null where none of it was there. */
  before: number | null;
  /** The model counts as the two were counted. */
  isExact: boolean;
}

/** `+640 tok since main`; nothing where it did not move, or was not there. */
export function formatMoved(moved: Moved | undefined): string | undefined {
  if (!moved || moved.before === null || moved.now === moved.before) return undefined;
  return `${formatChange(moved.now - moved.before, moved.isExact)} since ${moved.label}`;
}

/** The same in a sentence's place: of what is new, or did not move, too. */
export function headline({ label, now, before, isExact }: Moved): string {
  if (before === null) return `new since ${label}: ${groupDigits(now)} tok`;
  if (now === before) return `as long as on ${label}`;
  const percent = before === 0 ? '' : ` (${formatPercent(now, before)})`;
  return `${formatChange(now - before, isExact)}${percent} since ${label}`;
}

/** `+12 %`. */
export const formatPercent = (now: number, then: number): string =>
  `${now < then ? '−' : '+'}${groupDigits(Math.abs(((now - then) / then) * 100))} %`;

/** `+120`, `new 640`, `moved`: what a commit did to a prompt. */
export function changeOf({ events, tokens }: Step, before: number | undefined): string {
  if (events.includes('removed')) return 'removed';
  if (events.includes('created')) return `new, ${groupDigits(tokens)}`;
  if (before === undefined) return `${groupDigits(tokens)} then`;
  if (tokens !== before) return `${tokens < before ? '−' : '+'}${groupDigits(Math.abs(tokens - before))}`;
  return events.includes('changed') ? 'reworded' : events.join(' and ');
}
