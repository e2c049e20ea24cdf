import { hourOf, MOST_WEEKS, notWeekly, WEEK_MS, weekly } from '../../core/signals/baselines.ts';
import type { Reading, Signal } from '../../core/signals/model.ts';
import { readAnswer } from '../../core/signals/prometheus/answer.ts';
import { type Asked, readInstant } from '../../core/signals/prometheus/read.ts';
import type { Known } from '../../core/model.ts';
import type { HttpClient } from './http.ts';
import { seconds } from './query.ts';

/** What was found of earlier weeks, by what was asked: it changes no more. */
export type Past = Map<string, { to: number; readings: readonly Reading[] }>;

/**
 * A total over the window that `asked` has, in each of the last weeks that have samples of it, newest first: one query, whose steps are
 * weeks.
 */
export async function readWeeks(client: HttpClient, asked: Asked, signal: AbortSignal): Promise<Known<Reading[]>> {
  const { from, to } = asked.window;
  const form = {
    query: asked.expression.total,
    start: seconds(to - MOST_WEEKS * WEEK_MS),
    end: seconds(to - WEEK_MS),
    step: String(WEEK_MS / 1000),
  };
  const body = await client.post('/api/v1/query_range', form, signal);
  const answer = body.known ? readAnswer(body.value) : body;
  if (!answer.known) return answer;
  const points = answer.value.rows[0]?.points ?? [];
  // Some put times on steps of their own: these would be other hours.
  if (points.some(([at]) => Math.abs(to - at - Math.round((to - at) / WEEK_MS) * WEEK_MS) > 1000))
    return { known: false, why: 'the server answers for other times than it is asked for' };
  const readings = points.toReversed().map(([at, value]) => {
    const window = { from: from - (to - at), to: at };
    return readInstant({ ...asked, window }, { known: true, value: { ...answer.value, rows: [{ labels: {}, points: [[at, value]] }] } }).total; // prettier-ignore
  });
  return { known: true, value: readings.filter(({ value }) => value.known) };
}

/** The same, asked once: of what is past nothing changes. What failed is asked again. */
export async function pastWeeks(
  past: Past,
  key: string,
  client: HttpClient,
  asked: Asked,
  signal: AbortSignal,
): Promise<Known<readonly Reading[]>> {
  const known = past.get(key);
  if (known?.to === asked.window.to) return { known: true, value: known.readings };
  const found = await readWeeks(client, asked, signal);
  if (found.known) past.set(key, { to: asked.window.to, readings: found.value });
  return found;
}

/** A rate at this hour of earlier weeks, and where nobody saw it, why. */
export async function weeklyOf(
  past: Past,
  key: string,
  client: HttpClient,
  askedIn: (window: Asked['window']) => Asked | null,
  now: Asked['window'],
  signal: AbortSignal,
): Promise<Signal['before'][number] | null> {
  const asked = askedIn(hourOf(now, 0));
  if (!asked) return null;
  const found = await pastWeeks(past, key, client, asked, signal);
  const like = readInstant(asked, { known: false, why: '' }).total;
  if (!found.known) return notWeekly(like, found.why);
  return weekly(found.value) ?? notWeekly(like, `no samples of this hour in the last ${MOST_WEEKS} weeks`);
}
