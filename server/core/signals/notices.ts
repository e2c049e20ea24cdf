import type { Alert } from './live.ts';

/** What was told of alerts, and what is not to be told. */
export interface Noticed {
  /** By the alert's id: when it was there last, since it was told. */
  told: Readonly<Record<string, number>>;
  /** Until when, by the alert's id. */
  muted: Readonly<Record<string, number>>;
}

export const NOTHING_NOTICED: Noticed = { told: {}, muted: {} };

/** What burns at its limit comes and goes: gone for less than this, it is the same trouble. */
const GONE_MS = 30 * 60_000;

/**
 * Alerts that somebody is to be woken for, each once as long as it lasts. What is held back now (`isQuiet`, or muted) is told after
 * that, if it still lasts.
 */
export function noticesOf(
  alerts: readonly Alert[],
  { told, muted }: Noticed,
  { now, isQuiet }: { now: number; isQuiet: boolean },
): { tell: Alert[]; noticed: Noticed } {
  // A trouble that got less is the same one still.
  const there = new Set(alerts.map(({ id }) => id));
  const still = Object.entries(told)
    .filter(([id, at]) => there.has(id) || now - at < GONE_MS)
    .map(([id, at]) => [id, there.has(id) ? now : at] as const);
  const known = new Set(still.map(([id]) => id));
  const tell = isQuiet
    ? []
    : alerts.filter(({ id, severity }) => severity === 'page' && !known.has(id) && !((muted[id] ?? 0) > now));
  return {
    tell,
    noticed: {
      told: Object.fromEntries([...still, ...tell.map(({ id }) => [id, now] as const)]),
      muted: Object.fromEntries(Object.entries(muted).filter(([, until]) => until > now)),
    },
  };
}

/** Says nothing of one alert until then, and what lasts longer anew. */
export function muteAlert({ told, muted }: Noticed, id: string, until: number): Noticed {
  const { [id]: _, ...others } = told;
  return { told: others, muted: { ...muted, [id]: until } };
}

/** `22-07`, `12:30-14`: hours of a day, over midnight too. Nothing else is taken. */
export const QUIET_HOURS = /^(?:([01]?\d|2[0-4])(?::([0-5]\d))?-([01]?\d|2[0-4])(?::([0-5]\d))?)?$/;

/** Whether a minute of the day lies in quiet hours; from one hour to the same is none. */
export function isQuietAt(hours: string, minute: number): boolean {
  const [, fromHour, fromMinute = '0', toHour, toMinute = '0'] = QUIET_HOURS.exec(hours) ?? [];
  if (fromHour === undefined || toHour === undefined) return false;
  const from = Number(fromHour) * 60 + Number(fromMinute);
  const to = Number(toHour) * 60 + Number(toMinute);
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}
