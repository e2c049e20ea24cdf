import { HOUR_MS, RATES } from '../../core/signals/baselines.ts';
import type { Measurement, Reading, Signal, SignalId } from '../../core/signals/model.ts';
import { expressionOf } from '../../core/signals/prometheus/promql.ts';
import { type Asked, instantQuery, readInstant } from '../../core/signals/prometheus/read.ts';
import { askedFor, type SourceOf, windowOf } from './asked.ts';
import { type ChartAsked, readChart } from './chart.ts';
import type { HttpClient } from './http.ts';
import { askAt } from './query.ts';
import { type Past, weeklyOf } from './weeks.ts';

export interface MeasureOptions {
  /** Milliseconds since 1970. */
  now: number;
  /** What rates are taken over; at least 5 minutes and four scrapes. */
  windowMs?: number;
  /** The same some time before: by default a day and a week. */
  before?: readonly { label: string; ms: number }[];
  /** Null: none is drawn. */
  chart?: ChartAsked | null;
  /** What was found of earlier weeks, from one round to the next. */
  past?: Past;
}

const DAY_MS = 86_400_000;
const BEFORE: NonNullable<MeasureOptions['before']> = [
  { label: 'yesterday', ms: DAY_MS },
  { label: 'a week ago', ms: 7 * DAY_MS },
];

/** All that a vocabulary says of now, and of some time before. */
export async function measureSource(of: SourceOf, options: MeasureOptions, signal: AbortSignal): Promise<Measurement> {
  const { vocabulary, intervalMs } = of.found;
  const window = windowOf(intervalMs, options.now, options.windowMs);
  const ids = Object.keys(vocabulary.prometheus.signals) as SignalId[];
  const signals = await Promise.all(
    ids.map(async id => {
      const asked = askedFor(id, of, window);
      return asked && measureSignal(of, asked, options, signal);
    }),
  );
  return {
    source: of.source,
    vocabulary: vocabulary.id,
    counter: vocabulary.counter,
    signals: signals.filter(measured => measured !== null),
  };
}

/** As if no rule recorded anything. */
const raw = (of: SourceOf): SourceOf => ({ ...of, found: { ...of.found, recorded: new Map() } });

async function measureSignal(
  of: SourceOf,
  asked: Asked,
  { before = BEFORE, chart = null, past = new Map() }: MeasureOptions,
  signal: AbortSignal,
): Promise<Signal> {
  const { client } = of;
  const earlier = before.map(async ({ label, ms }) => {
    const window = { from: asked.window.from - ms, to: asked.window.to - ms };
    const then = askedFor(asked.id, of, window, { agoMs: ms }) ?? { ...asked, window };
    return { label, reading: await readTotal(client, then, signal) };
  });
  const isRate = RATES.has(asked.id) && asked.window.to - asked.window.from <= HOUR_MS;
  const askedIn = (window: Asked['window']): Asked | null => askedFor(asked.id, of, window);
  const key = `${of.found.vocabulary.id} ${asked.id}`;
  const [now, series, week, ...then] = await Promise.all([
    askAt(client, instantQuery(asked.expression), asked.window.to, signal),
    chart && asked.query.kind !== 'share' ? readChart(of, asked, chart, signal) : null,
    isRate ? weeklyOf(past, key, client, askedIn, asked.window, signal) : null,
    ...earlier,
  ]);
  // Rules that are no longer evaluated: what they were made of is still there.
  if (asked.isRecorded && now.known && now.value.rows.length === 0) {
    const anew = askedFor(asked.id, raw(of), asked.window);
    if (anew) return measureSignal(raw(of), anew, { now: asked.window.to, before, chart, past }, signal);
  }
  const { total, by } = await lessUnpriced(of, asked, readInstant(asked, now), signal);
  // Where it is not known something else is compared with: why, stands last.
  const isKnown = week?.reading.value.known === true;
  return { id: asked.id, total, by, series, before: isKnown ? [week, ...then] : [...then, ...(week ? [week] : [])] };
}

/** What has no price is missing from what was spent: how many requests that are is asked, where it is counted. */
export async function lessUnpriced(
  { client, found, matchers }: SourceOf,
  asked: Asked,
  read: ReturnType<typeof readInstant>,
  signal: AbortSignal,
): Promise<ReturnType<typeof readInstant>> {
  const unpriced = asked.query.kind === 'rate' ? asked.query.unpriced : undefined;
  if (!unpriced || found.spell(unpriced.name).length === 0 || !read.total.value.known) return read;
  const windowS = Math.round((asked.window.to - asked.window.from) / 1000);
  const scope = { spell: found.spell, windowS, matchers, replicas: found.replicas };
  const { total } = expressionOf({ kind: 'rate', of: [{ ...unpriced, scale: 3600 }] }, {}, scope);
  const answer = await askAt(client, total, asked.window.to, signal);
  const perHour = answer.known ? answer.value.rows[0]?.points[0]?.[1] : undefined;
  if (perHour === undefined || !(perHour > 0)) return read;
  const why = `${perHour.toPrecision(3)} requests/h that the gateway has no price for are not in it`;
  return { ...read, total: { ...read.total, exactness: 'lower-bound', why: [...read.total.why, why] } };
}

/** A reading of all, without its parts. */
export async function readTotal(client: HttpClient, asked: Asked, signal: AbortSignal): Promise<Reading> {
  const { buckets, total } = asked.expression;
  return readInstant(asked, await askAt(client, buckets ?? total, asked.window.to, signal)).total;
}
