import type { Signal } from '../../core/signals/model.ts';
import { readAnswer } from '../../core/signals/prometheus/answer.ts';
import { expressionOf } from '../../core/signals/prometheus/promql.ts';
import { type Asked, readSeries } from '../../core/signals/prometheus/read.ts';
import { HOUR_MS } from '../../core/time.ts';
import { recordedFor, type SourceOf } from './asked.ts';
import { seconds } from './query.ts';

export interface ChartAsked {
  /** The time that it shows, and from one point to the next. */
  spanMs: number;
  stepMs: number;
  /** Of the rounds before. */
  kept?: KeptCharts;
}

/** Points that were asked for before, by their query and step: what has been does not change. */
export type KeptCharts = Map<string, KeptChart>;

interface KeptChart {
  /** When all of it was asked for, and up to when its points reach. */
  wholeAt: number;
  to: number;
  points: readonly (readonly [at: number, value: number])[];
}

const MOST_POINTS = 11_000;
/** What comes late, or is written afterwards, is seen after that time. */
const KEPT_MS = HOUR_MS;

/** A chart's points lie on whole steps, so that they stay where they are from one round to the next: only the last are asked for again. */
export async function readChart(
  of: SourceOf,
  asked: Asked,
  { spanMs, stepMs, kept: charts }: ChartAsked,
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

  const key = `${step} ${total}`;
  const kept = charts?.get(key);
  const isKept = kept !== undefined && to - kept.wholeAt < KEPT_MS && kept.to >= span.from && kept.to <= to;
  const from = isKept ? Math.max(span.from, kept.to - step) : span.from;
  const form = { query: total, start: seconds(from), end: seconds(to), step: String(step / 1000) };
  const body = await client.post('/api/v1/query_range', form, signal);
  const answer = body.known ? readAnswer(body.value) : body;
  if (!answer.known) return null;
  const before = isKept ? kept.points.filter(([at]) => at >= span.from && at < from) : [];
  const points = [...before, ...(answer.value.rows[0]?.points ?? [])];
  if (!answer.value.isPartial) charts?.set(key, { wholeAt: isKept ? kept.wholeAt : to, to, points });
  return readSeries(asked, { ...answer.value, rows: [{ labels: {}, points }] }, span, step);
}
