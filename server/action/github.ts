import { setTimeout as wait } from 'node:timers/promises';

/** GitHub's REST, as far as it is needed: plain requests that wait where they are told to, for a bounded time. */

export interface Answer {
  status: number;
  /** What came as JSON; null where nothing did. */
  body: unknown;
  /** Address of the next page. */
  next: string | null;
}

export interface GitHub {
  /** Whose the token is, where GraphQL says so. */
  viewer(): Promise<string | null>;
  /** Never rejects: 0 is the status where nobody answered. `path` begins with `/`, or is an address that GitHub gave. */
  ask(method: 'GET' | 'POST' | 'PATCH', path: string, body?: object): Promise<Answer>;
}

export interface GitHubOptions {
  api: string;
  graphql: string;
  token: string | null;
  log: (line: string) => void;
}

const ATTEMPTS = 4;
/** In all: a step that waits for an hour is of no use. */
const MOST_WAITED_MS = 90_000;
const TIMEOUT_MS = 30_000;

export function createGitHub({ api, graphql, token, log }: GitHubOptions): GitHub {
  let waitedMs = 0;

  async function once(
    method: string,
    url: string,
    body?: object,
  ): Promise<{ response: Response | null; answer: Answer }> {
    try {
      const response = await fetch(url, {
        method,
        headers: {
          accept: 'application/vnd.github+json',
          'user-agent': 'prompt-cost',
          'x-github-api-version': '2022-11-28',
          ...(token !== null && { authorization: `Bearer ${token}` }),
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const answer = { status: response.status, body: parsed(await response.text()), next: nextOf(response, api) };
      return { response, answer };
    } catch {
      return { response: null, answer: { status: 0, body: null, next: null } }; // no connection, or no answer in time
    }
  }

  async function ask(method: 'GET' | 'POST' | 'PATCH', path: string, body?: object): Promise<Answer> {
    const url = path.startsWith('/') ? `${api}${path}` : path;
    for (let attempt = 1; ; attempt++) {
      const { response, answer } = await once(method, url, body);
      const pauseMs = pauseAfter(response, answer, attempt);
      // What creates something may have done so before it broke off: whoever asked looks first.
      const isRepeatable = method !== 'POST' || answer.status === 429 || answer.status === 403;
      if (pauseMs === null || attempt === ATTEMPTS || !isRepeatable || waitedMs + pauseMs > MOST_WAITED_MS)
        return answer;
      log(`GitHub answers ${answer.status || 'nothing'}: again in ${Math.ceil(pauseMs / 1000)} s`);
      waitedMs += pauseMs;
      await wait(pauseMs);
    }
  }

  /** One of a workflow may not ask REST for that. */
  async function viewer(): Promise<string | null> {
    const { body } = await ask('POST', graphql, { query: 'query { viewer { login } }' });
    const login = (body as { data?: { viewer?: { login?: unknown } } } | null)?.data?.viewer?.login;
    return typeof login === 'string' ? login : null;
  }

  return { ask, viewer };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null; // a gateway's page, or nothing
  }
}

/** Only where it is GitHub's own: the token goes along. */
function nextOf(response: Response, api: string): string | null {
  const [, next] = /<([^>]+)>;\s*rel="next"/.exec(response.headers.get('link') ?? '') ?? [];
  return next?.startsWith(`${api}/`) ? next : null;
}

/** How long to wait before it is asked again; null: the answer stands. */
function pauseAfter(response: Response | null, { status, body }: Answer, attempt: number): number | null {
  const backoffMs = 500 * 2 ** attempt;
  if (!response || status >= 500) return backoffMs;
  if (status !== 429 && status !== 403) return null;
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  if (Number.isFinite(retryAfter)) return retryAfter * 1000;
  if (response.headers.get('x-ratelimit-remaining') === '0')
    return Math.max(1000, Number(response.headers.get('x-ratelimit-reset')) * 1000 - Date.now());
  const message = String((body as { message?: unknown } | null)?.message ?? '');
  if (/secondary rate limit|abuse detection/i.test(message)) return 60_000;
  return status === 429 ? backoffMs : null;
}
