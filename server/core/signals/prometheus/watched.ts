import type { Window } from '../model.ts';

/** What of a window was there to count. */
export interface Seen {
  window: Window;
  /** Why more happened than was counted; null: all of it was. */
  gap: string | null;
}

/** When something was looked at, and there was something to see, at steps of a range. */
export interface Looks {
  there: ReadonlySet<number>;
  /** There was nothing, and there would have been if anything ran. */
  looked: ReadonlySet<number>;
  range: Window & { stepMs: number };
}

/** As with what is received: what is missing of two hundredths of the time is not told. */
const WHOLE = 0.98;

/** What of a window was watched: from when there was something for the first time. */
export function watchedIn(window: Window, { there, looked, range: { from, to, stepMs } }: Looks): Seen {
  const first = Math.min(...there);
  if (!(first < window.to)) return { window: { from: window.to, to: window.to }, gap: null };
  const seen = { from: first - stepMs < window.from ? window.from : first, to: window.to };
  const steps = Array.from({ length: Math.floor((to - from) / stepMs) + 1 }, (_, i) => from + i * stepMs);
  const within = steps.filter(at => at >= seen.from && at <= seen.to);
  const watched = within.filter(at => there.has(at) || looked.has(at)).length;
  const part = within.length === 0 ? 1 : watched / within.length;
  return { window: seen, gap: part < WHOLE ? `it was watched for ${Math.floor(part * 100)} % of that time` : null };
}
