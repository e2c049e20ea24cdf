import type { Known } from '../../core/model.ts';
import { known } from '../../core/signals/model.ts';
import { type Row, readNames } from '../../core/signals/prometheus/answer.ts';
import { type Present, nameMatcher, present } from '../../core/signals/prometheus/present.ts';
import { type Recorded, recordedOf, recordedQuery } from '../../core/signals/prometheus/recorded.ts';
import { HOUR_MS } from '../../core/time.ts';
import type { HttpClient } from './http.ts';
import { askAt, seconds } from './query.ts';

/** A vocabulary that a server has series of, and what its windows and sums have to mind. */
export interface Found extends Present {
  /** Between two samples of its slowest series; null: not measured. */
  intervalMs: number | null;
  /** Labels that only tell apart which of several Prometheus servers watched. */
  replicas: readonly string[];
  /** What of it rules record; a user's own matchers can't be asked of that. */
  recorded: Recorded;
  /** What is to know of all of its readings. */
  notes: readonly string[];
}

export interface Detection {
  found: readonly Found[];
  /** The server's clock less ours. */
  skewMs: number;
  /** What is odd about the server. */
  notes: readonly string[];
}

/** What the interval of scrapes is measured over. */
const PROBE_S = 600;
const NOTABLE_SKEW_MS = 30_000;
/** As Prometheus' operator, Thanos and Mimir name them. */
const REPLICAS = ['prometheus_replica', '__replica__', 'replica'] as const;

/** Which vocabularies a server has, by one list of the names of `sinceMs`, and how it scrapes each. */
export async function detectSources(
  client: HttpClient,
  now: number,
  matchers: string,
  { signal, sinceMs = HOUR_MS }: { signal?: AbortSignal | undefined; sinceMs?: number } = {},
): Promise<Known<Detection>> {
  const server = await probeServer(client, signal);
  if (!server.known) return server;
  const { skewMs, replicas, notes } = server.value;
  const at = now + skewMs;
  const named = `{__name__=~${JSON.stringify(nameMatcher())}${matchers === '' ? '' : `, ${matchers}`}}`;
  // Without bounds some servers look through all that they ever kept.
  const bounds = [
    ['match[]', named],
    ['start', seconds(at - sinceMs)],
    ['end', seconds(at)],
  ] as const;
  const body = await client.get('/api/v1/label/__name__/values', bounds, signal);
  const names = body.known ? readNames(body.value) : body;
  if (!names.known) return names;
  const recording = matchers === '' ? recordedQuery(names.value) : null;
  const recorded = recording === null ? null : await askAt(client, recording, at, signal);
  const rows = recorded?.known ? recorded.value.rows : [];
  const found = await Promise.all(
    present(names.value).map(async each => {
      const intervalMs = await probeInterval(client, each.sign, matchers, at, signal);
      const unmeasured = intervalMs === null ? ['the interval of scrapes could not be measured'] : [];
      return {
        ...each,
        intervalMs,
        replicas,
        recorded: recordedOf(each.vocabulary, rows),
        notes: [...notes, ...unmeasured],
      };
    }),
  );
  return known({ found, skewMs, notes });
}

type Server = Omit<Detection, 'found'> & Pick<Found, 'replicas'>;

/** Its clock, and whether it holds what several servers saw of the same: `up` has no label that an instrument could have given it. */
async function probeServer(client: HttpClient, signal?: AbortSignal): Promise<Known<Server>> {
  const counts = [
    named('clock', 'vector(time())'),
    named('all', 'count(up)'),
    ...REPLICAS.map(label => named(label, `count(count without (${label}) (up))`)),
  ];
  const asked = Date.now();
  const answer = await askAt(client, counts.join(' or '), null, signal);
  if (!answer.known) return answer;
  const value = (what: string): number | undefined => valueNamed(answer.value.rows, what);
  const clock = value('clock');
  // A server answers at some time between our asking and its answer.
  const skewMs = clock === undefined ? 0 : clock * 1000 - (asked + Date.now()) / 2;
  const isSkewed = Math.abs(skewMs) > NOTABLE_SKEW_MS;
  const replicas = REPLICAS.filter(label => (value(label) ?? 0) < (value('all') ?? 0));
  const notes = [
    ...(isSkewed ? [`its clock is ${Math.round(skewMs / 1000)} s off ours: times are its own`] : []),
    ...(replicas.length > 0
      ? [`several Prometheus servers watch the same (label ${replicas.join(', ')}): each series counts once`]
      : []),
  ];
  return known({ skewMs: isSkewed ? skewMs : 0, replicas, notes });
}

/** By samples of series that were there all the time: of those that begin there are fewer. */
async function probeInterval(
  client: HttpClient,
  sign: string,
  matchers: string,
  at: number,
  signal?: AbortSignal,
): Promise<number | null> {
  const series = `{__name__=${JSON.stringify(sign)}${matchers === '' ? '' : `, ${matchers}`}}`;
  const lasting = `count_over_time(${series}[${PROBE_S}s]) and ${series} offset ${PROBE_S}s`;
  const answer = await askAt(client, `min(${lasting})`, at, signal);
  const samples = answer.known ? answer.value.rows[0]?.points[0]?.[1] : undefined;
  return samples !== undefined && samples > 0 ? (PROBE_S / samples) * 1000 : null;
}

const named = (name: string, promql: string): string => `label_replace(${promql}, "what", "${name}", "", "")`;
const valueNamed = (rows: readonly Row[], name: string): number | undefined =>
  rows.find(({ labels }) => labels['what'] === name)?.points[0]?.[1];
