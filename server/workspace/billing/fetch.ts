import type { Imported } from '../../core/billing/bill.ts';
import { importJson } from '../../core/billing/importers/index.ts';

type Outcome<T> = { ok: true; value: T } | { ok: false; why: string };

/** Who can be asked, with a key of one's own. */
export type BillSource = 'openai' | 'anthropic' | 'litellm';

interface Endpoint {
  path: string;
  query: (range: Range) => [string, string][];
  /** What the next page is asked for with; null: this was the last. */
  next: (page: Fields, number: number) => [string, string] | null;
}

interface Fetched {
  /** The variable of the environment that has the key. */
  key: string;
  /** Null: everybody has their own. */
  base: string | null;
  headers: (key: string) => Record<string, string>;
  endpoints: readonly Endpoint[];
}

/** UTC days, both included. */
interface Range {
  since: string;
  until: string;
}

type Fields = Readonly<Record<string, unknown>>;

const DAY_S = 86_400;
const secondsOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 1000;
const dayAfter = (day: string): string => new Date((secondsOf(day) + DAY_S) * 1000).toISOString().slice(0, 10);

const byCursor: Endpoint['next'] = ({ has_more: more, next_page: cursor }) =>
  more === true && typeof cursor === 'string' && cursor !== '' ? ['page', cursor] : null;

/** https://platform.openai.com/docs/api-reference/usage: at most 31 days a page. */
const openai = (path: string, groups: readonly string[]): Endpoint => ({
  path,
  query: ({ since, until }) => [
    ['start_time', String(secondsOf(since))],
    ['end_time', String(secondsOf(until) + DAY_S)],
    ['bucket_width', '1d'],
    ['limit', '31'],
    ...groups.map((group): [string, string] => ['group_by', group]),
  ],
  next: byCursor,
});

/** https://platform.claude.com/docs/en/api/admin/usage_report/retrieve_messages, …/cost_report/retrieve: at most 31 days a page. */
const anthropic = (path: string, groups: readonly string[]): Endpoint => ({
  path,
  query: ({ since, until }) => [
    ['starting_at', `${since}T00:00:00Z`],
    ['ending_at', `${dayAfter(until)}T00:00:00Z`],
    ['bucket_width', '1d'],
    ['limit', '31'],
    ...groups.map((group): [string, string] => ['group_by[]', group]),
  ],
  next: byCursor,
});

/** https://docs.litellm.ai/docs/proxy/metrics: at most 1,000 a page. */
const LITELLM: Endpoint = {
  path: '/user/daily/activity',
  query: ({ since, until }) => [
    ['start_date', since],
    ['end_date', until],
    ['page_size', '1000'],
  ],
  next: ({ metadata }, number) => {
    const { has_more: more, total_pages: pages } = (typeof metadata === 'object' ? (metadata ?? {}) : {}) as Fields;
    return more === true || (typeof pages === 'number' && number < pages) ? ['page', String(number + 1)] : null;
  },
};

export const BILL_SOURCES: Readonly<Record<BillSource, Fetched>> = {
  openai: {
    key: 'OPENAI_ADMIN_KEY',
    base: 'https://api.openai.com',
    headers: key => ({ authorization: `Bearer ${key}` }),
    endpoints: [
      openai('/v1/organization/costs', ['line_item']),
      openai('/v1/organization/usage/completions', ['model', 'batch', 'service_tier']),
      openai('/v1/organization/usage/embeddings', ['model']),
    ],
  },
  anthropic: {
    key: 'ANTHROPIC_ADMIN_KEY',
    base: 'https://api.anthropic.com',
    headers: key => ({ 'x-api-key': key, 'anthropic-version': '2023-06-01' }),
    endpoints: [
      anthropic('/v1/organizations/cost_report', ['description']),
      anthropic('/v1/organizations/usage_report/messages', ['model', 'service_tier', 'context_window']),
    ],
  },
  litellm: {
    key: 'LITELLM_MASTER_KEY',
    base: null,
    headers: key => ({ authorization: `Bearer ${key}` }),
    endpoints: [LITELLM],
  },
};

/** What a service tells of these days. The key goes into a header, and nowhere else. */
export async function fetchBills(
  source: BillSource,
  base: string,
  key: string,
  range: Range,
): Promise<Outcome<Imported[]>> {
  const { endpoints, headers } = BILL_SOURCES[source];
  const bills: Imported[] = [];
  for (const endpoint of endpoints) {
    const pages = await pagesOf(endpoint, base, { headers: headers(key), range });
    if (!pages.ok) return { ok: false, why: pages.why.replaceAll(key, '…') };
    bills.push(importJson(pages.value) ?? { rows: [], leftOut: [] });
  }
  return { ok: true, value: bills };
}

const MOST_PAGES = 1000;

async function pagesOf(
  { path, query, next }: Endpoint,
  base: string,
  { headers, range }: { headers: Record<string, string>; range: Range },
): Promise<Outcome<Fields[]>> {
  const url = new URL(base.replace(/\/+$/, '') + path);
  for (const [name, value] of query(range)) url.searchParams.append(name, value);
  const pages: Fields[] = [];
  const seen = new Set<string>();
  for (;;) {
    const page = await ask(url, headers);
    if (!page.ok) return page;
    pages.push(page.value);
    const more = next(page.value, pages.length);
    if (more === null) return { ok: true, value: pages };
    if (seen.has(more[1]) || pages.length >= MOST_PAGES)
      return { ok: false, why: `${url.origin}${url.pathname} goes on and on: page ${more[1]} was there before` };
    seen.add(more[1]);
    url.searchParams.set(...more);
  }
}

const TIMEOUT_MS = 60_000;
const RETRIES = 3;
const LONGEST_WAIT_S = 60;
const SHOWN = 400;

/** One answer; one that asks to wait is waited for. */
async function ask(url: URL, headers: Record<string, string>, attempt = 0): Promise<Outcome<Fields>> {
  const where = `${url.origin}${url.pathname}`;
  try {
    // A key is for this host: where it sends us to does not get it.
    const response = await fetch(url, { headers, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
    const body = await response.text();
    if ((response.status === 429 || response.status === 503) && attempt < RETRIES) {
      const wait = Number(response.headers.get('retry-after') ?? 2);
      await new Promise(
        done => void setTimeout(done, 1000 * Math.min(LONGEST_WAIT_S, Number.isFinite(wait) ? wait : 2)),
      );
      return await ask(url, headers, attempt + 1);
    }
    if (!response.ok)
      return { ok: false, why: `${where} answers ${response.status}: ${body.trim().slice(0, SHOWN) || 'nothing'}` };
    const json: unknown = JSON.parse(body);
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return { ok: true, value: json as Fields };
    return { ok: false, why: `${where} answers no object` };
  } catch (error) {
    const reason =
      error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : String(error);
    return { ok: false, why: `${where}: ${error instanceof SyntaxError ? 'the answer is no JSON' : reason}` };
  }
}
