import { worse } from '../../core/model.ts';
import { known, type Reading, unknown, type Window } from '../../core/signals/model.ts';
import { ofModels } from '../../core/signals/prometheus/spend.ts';
import type { Seen } from '../../core/signals/prometheus/watched.ts';
import type { Detection, Found } from './detect.ts';
import { askedFor, lessUnpriced, readTotal, type SourceOf } from './measure.ts';
import { watch } from './watched.ts';

export interface SpendAsked {
  windows: readonly Window[];
  /** Patterns of models; null: all. */
  models: readonly (string | null)[];
}

/** What a vocabulary says was spent in each window, in `USD`; the window of a reading is the part of it that was watched. */
export interface Spend {
  vocabulary: string;
  model: string | null;
  readings: readonly Reading[];
}

const HOUR_MS = 3_600_000;
/** Windows up to six hours are looked at in five minutes' steps, longer ones in half an hour's. */
const SHORT = { mostMs: 6 * HOUR_MS, stepMs: 5 * 60_000 };
const LONG_STEP_MS = HOUR_MS / 2;

/** Spend over longer windows than signals have: what budgets are held against. */
export async function readSpend(
  of: Omit<SourceOf, 'found'>,
  { found, skewMs }: Detection,
  { windows: given, models }: SpendAsked,
  signal: AbortSignal,
): Promise<Spend[]> {
  const windows = given.map(({ from, to }) => ({ from: from + skewMs, to: to + skewMs }));
  const paid = found.filter(({ vocabulary }) => vocabulary.prometheus.signals.spend !== undefined);
  const all = paid.map(async one => {
    const seenIn = await watchWindows({ ...of, found: one }, windows, signal);
    return Promise.all(
      models.map(async model => {
        const readings = windows.map(window => spentIn({ ...of, found: one }, model, window, seenIn(window), signal));
        return { vocabulary: one.vocabulary.id, model, readings: await Promise.all(readings) };
      }),
    );
  });
  return (await Promise.all(all)).flat();
}

async function watchWindows(
  { client, matchers, found: { sign } }: SourceOf,
  windows: readonly Window[],
  signal: AbortSignal,
): Promise<(window: Window) => Seen> {
  const to = Math.max(...windows.map(window => window.to));
  const isShort = (window: Window): boolean => window.to - window.from <= SHORT.mostMs;
  const from = Math.min(...windows.map(window => window.from), to - SHORT.mostMs);
  const [long, short] = await Promise.all([
    watch({ client, matchers, sign }, { from, to, stepMs: LONG_STEP_MS }, signal),
    watch({ client, matchers, sign }, { from: to - SHORT.mostMs, to, stepMs: SHORT.stepMs }, signal),
  ]);
  return window => (isShort(window) ? short : long)(window);
}

async function spentIn(
  of: SourceOf,
  model: string | null,
  window: Window,
  seen: Seen,
  signal: AbortSignal,
): Promise<Reading> {
  const found = model === null ? of.found : narrowed(of.found, model);
  const asked = found && askedFor('spend', { ...of, found }, window, { inAll: true });
  const none: Reading = { ...NONE, window: seen.window };
  if (!asked) return none;
  const all = { total: await readTotal(of.client, asked, signal), by: [] };
  const { total } = await lessUnpriced({ ...of, found }, asked, all, signal);
  const hours = (window.to - window.from) / HOUR_MS;
  const isPart = seen.gap !== null && total.value.known;
  return {
    ...total,
    unit: 'USD',
    value: total.value.known ? known(total.value.value * hours) : total.value,
    exactness: isPart ? worse(total.exactness, 'lower-bound') : total.exactness,
    window: seen.window,
    why: seen.gap === null ? total.why : [seen.gap, ...total.why],
  };
}

/** A vocabulary whose spend is of some models alone; what rules recorded of all is none of it. */
function narrowed(found: Found, pattern: string): Found | null {
  const { signals, by, calls } = found.vocabulary.prometheus;
  const queries = [signals.spend ?? []].flat().map(query => ofModels(query, pattern, by, calls));
  const spend = queries.filter(query => query !== null);
  if (spend.length === 0) return null;
  const prometheus = { ...found.vocabulary.prometheus, signals: { spend } };
  return { ...found, vocabulary: { ...found.vocabulary, prometheus }, recorded: new Map() };
}

const NONE: Omit<Reading, 'window'> = {
  value: unknown('its labels tell no models'),
  unit: 'USD',
  exactness: 'unknown',
  range: null,
  basis: 'billed',
  of: {},
  how: 'no query',
  why: [],
};
