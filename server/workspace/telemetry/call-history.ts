import type { Known } from '../../core/model.ts';
import { readAnswer, type Row } from '../../core/signals/prometheus/answer.ts';
import type { Counted } from '../../core/signals/prometheus/call-ties.ts';
import type { Seen } from '../../core/signals/prometheus/call-use.ts';
import { cachedTokens, callQueries, readCalls } from '../../core/signals/prometheus/calls.ts';
import type { CallSeries } from '../../core/signals/vocabularies/vocabulary.ts';
import type { Detection, Found } from './detect.ts';
import type { HttpClient } from './http.ts';
import { seconds } from './query.ts';

/** What a server counted of calls over some days. */
export interface CallHistory {
  counted: readonly Counted[];
  /** Queries that failed. */
  problems: readonly string[];
  /** How much of that time a vocabulary was there to count; `where`: of whose series alone. */
  seen(vocabulary: string, where: readonly string[]): Promise<Seen>;
}

/** Of a server. */
export interface HistoryOf {
  client: HttpClient;
  matchers: string;
}

const DAY_MS = 86_400_000;
/** Between two looks at whether anything counts. */
const LOOK_MS = 30 * 60_000;
/** As with OTLP: what is missing of two hundredths of the time is not told. */
const WHOLE = 0.98;

/** At most six queries a vocabulary, each of which reads every sample of its series once. */
export async function readHistory(
  of: HistoryOf,
  { found, skewMs }: Detection,
  asked: { now: number; days: number },
  signal: AbortSignal,
): Promise<CallHistory> {
  const to = asked.now + skewMs;
  const problems: string[] = [];
  const counted = await Promise.all(
    found.map(async each => {
      const { calls } = each.vocabulary.prometheus;
      return calls ? [await countedBy(of, each, calls, { to, days: asked.days, problems }, signal)] : [];
    }),
  );
  const window = { from: to - asked.days * DAY_MS, to };
  return {
    counted: counted.flat(),
    problems,
    seen: async (id, where) => {
      const one = found.find(({ vocabulary }) => vocabulary.id === id);
      return one ? seenOf(of, one, where, window, signal) : { window, gap: null };
    },
  };
}

async function countedBy(
  { client, matchers }: HistoryOf,
  found: Found,
  calls: CallSeries,
  { to, days, problems }: { to: number; days: number; problems: string[] },
  signal: AbortSignal,
): Promise<Counted> {
  const { id, title, counter } = found.vocabulary;
  const queries = callQueries(found, calls, { matchers, replicas: found.replicas });
  const answers = await Promise.all(
    queries.map(async query => {
      const range = { from: to - (days - 1) * DAY_MS, to, stepMs: DAY_MS };
      const rows = await askOver(client, query.promql, range, signal);
      if (!rows.known) problems.push(`${id}, ${query.figure}: ${rows.why}`);
      return rows.known ? [[query.figure, readCalls(query, rows.value, calls)] as const] : [];
    }),
  );
  const counts: Counted['counts'] = Object.fromEntries(answers.flat());
  const { cached, input } = counts;
  return { vocabulary: id, title, counter, counts: { ...counts, ...(cached && input && cachedTokens(cached, input)) } };
}

/**
 * A vocabulary counts where its series are there. Where they are not, nothing ran that it could count, if the server looked: if it had
 * something else to scrape then, and none of the targets that these series come from was down.
 */
async function seenOf(
  { client, matchers }: HistoryOf,
  { sign }: Found,
  where: readonly string[],
  window: Seen['window'],
  signal: AbortSignal,
): Promise<Seen> {
  const range = { ...window, stepMs: LOOK_MS };
  const conditions = [`__name__=${JSON.stringify(sign)}`, ...(matchers === '' ? [] : [matchers]), ...where];
  const rows = await askOver(client, `count by (job) ({${conditions.join(', ')}})`, range, signal);
  if (!rows.known) return { window, gap: `how much of that time was watched could not be found out (${rows.why})` };
  const jobs = rows.value.flatMap(({ labels }) => labels['job'] ?? []);
  const isDown = `count(up{job=~${JSON.stringify(jobs.map(escape).join('|'))}} == 0)`;
  const looked = await askOver(client, `count(up)${jobs.length > 0 ? ` unless ${isDown}` : ''}`, range, signal);
  const there = timesOf(rows.value);
  const first = Math.min(...there);
  if (!Number.isFinite(first)) return { window: { ...window, from: window.to }, gap: null };
  const seen = new Set([...there, ...timesOf(looked.known ? looked.value : [])].filter(at => at >= first));
  const part = seen.size / (Math.floor((window.to - first) / LOOK_MS) + 1);
  return {
    window: { from: first, to: window.to },
    gap: part < WHOLE ? `it was watched for ${Math.floor(part * 100)} % of that time` : null,
  };
}

const timesOf = (rows: readonly Row[]): Set<number> => new Set(rows.flatMap(({ points }) => points.map(([at]) => at)));

const escape = (text: string): string => text.replaceAll(/[\\^$.|+?*()[\]{}]/g, String.raw`\$&`);

async function askOver(
  client: HttpClient,
  query: string,
  { from, to, stepMs }: Seen['window'] & { stepMs: number },
  signal: AbortSignal,
): Promise<Known<readonly Row[]>> {
  const form = { query, start: seconds(from), end: seconds(to), step: String(stepMs / 1000) };
  const body = await client.post('/api/v1/query_range', form, signal);
  const answer = body.known ? readAnswer(body.value) : body;
  if (!answer.known) return answer;
  const [warning] = answer.value.isPartial ? ['a part of the server did not answer'] : answer.value.warnings;
  // What a part of the server did not tell would be missing from sums.
  return warning === undefined ? { known: true, value: answer.value.rows } : { known: false, why: warning };
}
