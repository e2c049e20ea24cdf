import type { Measurement, Reading, Signal, SignalId, Window } from '../../core/signals/model.ts';
import { readAnswer } from '../../core/signals/prometheus/answer.ts';
import { isAnswerable } from '../../core/signals/prometheus/present.ts';
import { type Expression, expressionOf } from '../../core/signals/prometheus/promql.ts';
import { type Asked, instantQuery, readInstant, readSeries } from '../../core/signals/prometheus/read.ts';
import { RECORDED_WINDOW_S, recordedExpression, recordOf } from '../../core/signals/prometheus/recorded.ts';
import type { PrometheusQuery } from '../../core/signals/vocabularies/vocabulary.ts';
import type { Found } from './detect.ts';
import type { HttpClient } from './http.ts';
import { askAt, seconds } from './query.ts';

export interface MeasureOptions {
  /** Milliseconds since 1970. */
  now: number;
  /** What rates are taken over; at least 5 minutes and four scrapes. */
  windowMs?: number;
  /** The same some time before: by default a day and a week. */
  before?: readonly { label: string; ms: number }[];
  /** The time that charts show, and from one point to the next; null: none. */
  chart?: { spanMs: number; stepMs: number } | null;
}

const LEAST_WINDOW_MS = 5 * 60_000;
const SCRAPES_IN_WINDOW = 4;
const MOST_POINTS = 11_000;

const DAY_MS = 86_400_000;
const BEFORE: NonNullable<MeasureOptions['before']> = [
  { label: 'yesterday', ms: DAY_MS },
  { label: 'a week ago', ms: 7 * DAY_MS },
];

/** One vocabulary of one server. */
export interface SourceOf {
  client: HttpClient;
  found: Found;
  matchers: string;
  source: string;
}

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

/** Long enough for rates: a rate of fewer than four samples is one of chance. */
export function windowOf(intervalMs: number | null, to: number, wantedMs = 0): Window {
  return { from: to - Math.max(LEAST_WINDOW_MS, SCRAPES_IN_WINDOW * (intervalMs ?? 0), wantedMs), to };
}

interface Ask {
  /** How long before now. */
  agoMs?: number;
  /** As in `Scope`. */
  inAll?: true;
}

/** The query of a signal, if the server has what it needs. Of what rules recorded, where that reaches as far back. */
export function askedFor(id: SignalId, of: SourceOf, window: Window, { agoMs = 0, inAll }: Ask = {}): Asked | null {
  const { found, matchers } = of;
  const { by, signals } = found.vocabulary.prometheus;
  const given = signals[id];
  const queries: readonly PrometheusQuery[] = given === undefined ? [] : [given].flat();
  const query = queries.find(candidate => isAnswerable(candidate, found.spell));
  if (!query) return null;
  const windowS = Math.round((window.to - window.from) / 1000);
  const recorded = inAll ? null : recordedFor(id, query, of, windowS, agoMs);
  const scope = { spell: found.spell, windowS, matchers, replicas: found.replicas, ...(inAll && { inAll }) };
  const expression = recorded ?? expressionOf(query, by, scope);
  const notes = recorded ? [...found.notes, `as a rule recorded it (${recordOf(id)})`] : found.notes;
  return { id, query, expression, isRecorded: recorded !== null, window, notes };
}

function recordedFor(
  id: SignalId,
  query: PrometheusQuery,
  { found }: SourceOf,
  windowS: number,
  agoMs: number,
): Expression | null {
  const { vocabulary, recorded, replicas } = found;
  const reachMs = recorded.get(id);
  if (reachMs === undefined || reachMs < agoMs || windowS !== RECORDED_WINDOW_S) return null;
  return recordedExpression(id, query, { vocabulary: vocabulary.id, by: vocabulary.prometheus.by, replicas });
}

/** As if no rule recorded anything. */
const raw = (of: SourceOf): SourceOf => ({ ...of, found: { ...of.found, recorded: new Map() } });

async function measureSignal(
  of: SourceOf,
  asked: Asked,
  { before = BEFORE, chart = null }: MeasureOptions,
  signal: AbortSignal,
): Promise<Signal> {
  const { client } = of;
  const earlier = before.map(async ({ label, ms }) => {
    const window = { from: asked.window.from - ms, to: asked.window.to - ms };
    const then = askedFor(asked.id, of, window, { agoMs: ms }) ?? { ...asked, window };
    return { label, reading: await readTotal(client, then, signal) };
  });
  const [now, series, ...then] = await Promise.all([
    askAt(client, instantQuery(asked.expression), asked.window.to, signal),
    chart && asked.query.kind !== 'share' ? readChart(of, asked, chart, signal) : null,
    ...earlier,
  ]);
  // Rules that are no longer evaluated: what they were made of is still there.
  if (asked.isRecorded && now.known && now.value.rows.length === 0) {
    const anew = askedFor(asked.id, raw(of), asked.window);
    if (anew) return measureSignal(raw(of), anew, { now: asked.window.to, before, chart }, signal);
  }
  const { total, by } = await lessUnpriced(of, asked, readInstant(asked, now), signal);
  return { id: asked.id, total, by, series, before: then };
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

/** A chart's points lie on whole steps, so that they stay where they are from one round to the next. */
async function readChart(
  of: SourceOf,
  asked: Asked,
  { spanMs, stepMs }: NonNullable<MeasureOptions['chart']>,
  signal: AbortSignal,
): Promise<Signal['series']> {
  const { found, matchers, client } = of;
  const step = Math.max(1000, Math.ceil(Math.max(stepMs, spanMs / (MOST_POINTS - 1)) / 1000) * 1000);
  const to = Math.floor(asked.window.to / step) * step;
  const span = { from: to - Math.floor(spanMs / step) * step, to };
  // What happened between two points belongs to the second.
  const windowS = Math.round(Math.max(asked.window.to - asked.window.from, step) / 1000);
  const scope = { spell: found.spell, windowS, matchers, replicas: found.replicas };
  const recorded = recordedFor(asked.id, asked.query, of, windowS, spanMs);
  const { total } = recorded ?? expressionOf(asked.query, {}, scope);
  const form = { query: total, start: seconds(span.from), end: seconds(span.to), step: String(step / 1000) };
  const body = await client.post('/api/v1/query_range', form, signal);
  const answer = body.known ? readAnswer(body.value) : body;
  return answer.known ? readSeries(asked, answer.value, span, step) : null;
}
