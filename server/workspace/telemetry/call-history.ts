import type { Counted } from '../../core/signals/prometheus/call-ties.ts';
import { cachedTokens, callQueries, readCalls } from '../../core/signals/prometheus/calls.ts';
import type { Seen } from '../../core/signals/prometheus/watched.ts';
import type { CallSeries } from '../../core/signals/vocabularies/vocabulary.ts';
import { DAY_MS } from '../../core/time.ts';
import type { Detection, Found } from './detect.ts';
import type { HttpClient } from './http.ts';
import { askOver, watch } from './watched.ts';

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

/** Between two looks at whether anything counts. */
const LOOK_MS = 30 * 60_000;

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
      if (!one) return { window, gap: null };
      const seenIn = await watch({ ...of, sign: one.sign, where }, { ...window, stepMs: LOOK_MS }, signal);
      return seenIn(window);
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
