import type { Known } from '../../core/model.ts';
import { known, unknown, type Window } from '../../core/signals/model.ts';
import { readAnswer, type Row } from '../../core/signals/prometheus/answer.ts';
import { watchedIn, type Seen } from '../../core/signals/prometheus/watched.ts';
import type { HttpClient } from './http.ts';
import { seconds } from './query.ts';

/** Whose series are looked at. */
export interface WatchedOf {
  client: HttpClient;
  matchers: string;
  /** A name that is there as long as anything counts. */
  sign: string;
  /** Of these series alone. */
  where?: readonly string[];
}

export interface Range extends Window {
  stepMs: number;
}

/**
 * Tells of windows within some time what of them was watched. Series that are there are; where they are not, nothing ran that they could
 * count, if the server looked: if it had something else to scrape then, and no target that these series come from was down.
 */
export async function watch(
  { client, matchers, sign, where = [] }: WatchedOf,
  { from, to, stepMs }: Range,
  signal: AbortSignal,
): Promise<(window: Window) => Seen> {
  // On whole steps, which VictoriaMetrics moves all ranges to.
  const range = { from: Math.ceil(from / stepMs) * stepMs, to: Math.floor(to / stepMs) * stepMs, stepMs };
  const conditions = [`__name__=${JSON.stringify(sign)}`, ...(matchers === '' ? [] : [matchers]), ...where];
  const rows = await askOver(client, `count by (job) ({${conditions.join(', ')}})`, range, signal);
  if (!rows.known)
    return window => ({ window, gap: `how much of that time was watched could not be found out (${rows.why})` });
  const jobs = rows.value.flatMap(({ labels }) => labels['job'] ?? []);
  const isDown = `count(up{job=~${JSON.stringify(jobs.map(escape).join('|'))}} == 0)`;
  const looked = await askOver(client, `count(up)${jobs.length > 0 ? ` unless ${isDown}` : ''}`, range, signal);
  const there = timesOf(rows.value);
  return window => watchedIn(window, { there, looked: timesOf(looked.known ? looked.value : []), range });
}

const timesOf = (rows: readonly Row[]): Set<number> => new Set(rows.flatMap(({ points }) => points.map(([at]) => at)));

/** A text as a regular expression that is it alone. */
export const escape = (text: string): string => text.replaceAll(/[\\^$.|+?*()[\]{}]/g, String.raw`\$&`);

/** Rows of a query over some time. What a part of the server did not tell would be missing from sums, so that it is a failure. */
export async function askOver(
  client: HttpClient,
  query: string,
  { from, to, stepMs }: Range,
  signal: AbortSignal,
): Promise<Known<readonly Row[]>> {
  const form = { query, start: seconds(from), end: seconds(to), step: String(stepMs / 1000) };
  const body = await client.post('/api/v1/query_range', form, signal);
  const answer = body.known ? readAnswer(body.value) : body;
  if (!answer.known) return answer;
  const [warning] = answer.value.isPartial ? ['a part of the server did not answer'] : answer.value.warnings;
  return warning === undefined ? known(answer.value.rows) : unknown(warning);
}
