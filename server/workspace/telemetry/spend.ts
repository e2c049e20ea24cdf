import type { OwnPrice } from '../../../pricing/own.ts';
import { worse } from '../../core/model.ts';
import { known, type Reading, type SignalId, unknown, type Window } from '../../core/signals/model.ts';
import { spendOfModels } from '../../core/signals/price-rates.ts';
import { isAnswerable } from '../../core/signals/prometheus/present.ts';
import { MOST_SERIES } from '../../core/signals/prometheus/promql.ts';
import { instantQuery, readInstant } from '../../core/signals/prometheus/read.ts';
import { ofModels } from '../../core/signals/prometheus/spend.ts';
import type { Seen } from '../../core/signals/prometheus/watched.ts';
import { HOUR_MS } from '../../core/time.ts';
import type { Detection, Found } from './detect.ts';
import { askedFor, type SourceOf } from './asked.ts';
import { lessUnpriced, readTotal } from './measure.ts';
import { askAt } from './query.ts';
import { watch } from './watched.ts';

export interface SpendAsked {
  windows: readonly Window[];
  /** Patterns of models; null: all. */
  models: readonly (string | null)[];
  /** The user's own, for what is told in tokens alone. */
  prices: readonly OwnPrice[];
}

/** What a vocabulary says was spent in each window, in `USD`; the window of a reading is the part of it that was watched. */
export interface Spend {
  vocabulary: string;
  model: string | null;
  readings: readonly Reading[];
}

/** Windows up to six hours are looked at in five minutes' steps, longer ones in half an hour's. */
const SHORT = { mostMs: 6 * HOUR_MS, stepMs: 5 * 60_000 };
const LONG_STEP_MS = HOUR_MS / 2;

/**
 * Spend over longer windows than signals have: what budgets are held against. Where nobody tells dollars, it is tokens of clients and gateways
 * at their prices.
 */
export async function readSpend(
  of: Omit<SourceOf, 'found'>,
  { found, skewMs }: Detection,
  asked: SpendAsked,
  signal: AbortSignal,
): Promise<Spend[]> {
  const windows = asked.windows.map(({ from, to }) => ({ from: from + skewMs, to: to + skewMs }));
  const paid = found.filter(one => tells('spend', one));
  const isOwn = ({ vocabulary: { counter } }: Found): boolean => counter === 'server' || counter === 'gpu';
  const counted = paid.length > 0 ? [] : found.filter(one => !isOwn(one) && tells('input-tokens', one));
  const all = [...paid, ...counted].map(async one => {
    const source = { ...of, found: one };
    const seenIn = await watchWindows(source, windows, signal);
    const spends = await Promise.all(
      windows.map(window =>
        paid.length > 0
          ? Promise.all(asked.models.map(model => billedIn(source, model, window, signal)))
          : pricedIn(source, asked, window, signal),
      ),
    );
    return asked.models.map((model, at) => {
      const readings = windows.map((window, i) => inWindow(spends[i]?.[at] ?? null, window, seenIn(window)));
      return { vocabulary: one.vocabulary.id, model, readings };
    });
  });
  return (await Promise.all(all)).flat();
}

const tells = (id: SignalId, { vocabulary, spell }: Found): boolean =>
  [vocabulary.prometheus.signals[id] ?? []].flat().some(query => isAnswerable(query, spell));

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

/** Dollars an hour, as they are told; null: the labels tell no models. */
async function billedIn(
  of: SourceOf,
  model: string | null,
  window: Window,
  signal: AbortSignal,
): Promise<Reading | null> {
  const found = model === null ? of.found : narrowed(of.found, model);
  const asked = found && askedFor('spend', { ...of, found }, window, { inAll: true });
  if (!asked) return null;
  const all = { total: await readTotal(of.client, asked, signal), by: [] };
  return (await lessUnpriced({ ...of, found }, asked, all, signal)).total;
}

/** Dollars an hour of each of the patterns, by tokens of models. */
async function pricedIn(
  of: SourceOf,
  { models, prices }: SpendAsked,
  window: Window,
  signal: AbortSignal,
): Promise<(Reading | null)[]> {
  const { id, counter } = of.found.vocabulary;
  const signals = await Promise.all(
    TOKENS.map(async token => {
      const asked = askedFor(token, of, window, { inAll: true });
      if (!asked) return [];
      const read = readInstant(asked, await askAt(of.client, instantQuery(asked.expression), window.to, signal));
      return [{ id: token, ...read, series: null, before: [] }];
    }),
  );
  const measurement = { source: of.source, vocabulary: id, counter, signals: signals.flat() };
  const isCut = measurement.signals.some(({ by }) => by.length >= MOST_SERIES);
  return models.map(model => {
    const spend = spendOfModels(measurement, model, new Date(window.to).toISOString().slice(0, 10), prices);
    return spend && isCut && spend.value.known ? { ...spend, exactness: 'lower-bound' } : spend;
  });
}

const TOKENS = ['input-tokens', 'output-tokens', 'cache-prompt'] as const;

/** What was spent in all of a window, and what of it was watched. */
function inWindow(perHour: Reading | null, window: Window, { window: watched, gap }: Seen): Reading {
  if (!perHour) return { ...NONE, window: watched };
  const { value, exactness, why } = perHour;
  const hours = (window.to - window.from) / HOUR_MS;
  return {
    ...perHour,
    unit: 'USD',
    value: value.known ? known(value.value * hours) : value,
    exactness: gap !== null && value.known ? worse(exactness, 'lower-bound') : exactness,
    window: watched,
    why: gap === null ? why : [gap, ...why],
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
