import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** GitHub's REST as its documentation shapes it, as far as the action asks for it; kept in memory. */

export interface Comment {
  id: number;
  body: string;
  user: { login: string; type: string };
}

export interface Refusal {
  /** `POST /repos/acme/shop/issues/7/comments`: what begins like this is refused once. */
  what: string;
  status: number;
  headers?: Record<string, string>;
  body?: string;
  /** It is done all the same: the answer got lost on its way. */
  isDone?: boolean;
}

export interface GitHubServer {
  url: string;
  comments: Comment[];
  /** What was asked for, in order: `GET /repos/…`. */
  asked: string[];
  refusals: Refusal[];
  /** Answers of other paths, by what was asked for. */
  answers: Map<string, unknown>;
  /** What came as authorization. */
  tokens: Set<string>;
  close(): Promise<void>;
}

const ME = { login: 'github-actions[bot]', type: 'Bot' };
const PAGE = 100;

export async function startGitHub(): Promise<GitHubServer> {
  const told: Omit<GitHubServer, 'url' | 'close'> = {
    comments: [],
    asked: [],
    refusals: [],
    answers: new Map(),
    tokens: new Set(),
  };
  const server = createServer((request, response) => void respond(request, response));

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await textOf(request);
    const what = `${request.method} ${request.url}`;
    told.asked.push(what);
    told.tokens.add(String(request.headers.authorization));
    const at = told.refusals.findIndex(refusal => what.startsWith(refusal.what));
    const [refusal] = at < 0 ? [] : told.refusals.splice(at, 1);
    const done = refusal && !refusal.isDone ? null : answer(what, text);
    const { status, headers = {}, body } = refusal ?? { status: done?.status ?? 404, headers: done?.headers };
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
    response.end(refusal ? (body ?? '{"message":"refused"}') : JSON.stringify(done?.body ?? { message: 'Not Found' }));
  }

  function answer(
    what: string,
    text: string,
  ): { status: number; body: unknown; headers?: Record<string, string> } | null {
    const [method = '', url = ''] = what.split(' ');
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    if (told.answers.has(what)) return { status: 200, body: told.answers.get(what) };
    if (pathname === '/graphql') return { status: 200, body: { data: { viewer: { login: ME.login } } } };
    if (method === 'GET' && pathname === '/repos/acme/shop/issues/7/comments') {
      const page = Number(searchParams.get('page') ?? '1');
      const next = told.comments.length > page * PAGE;
      const link = `<${origin()}${pathname}?per_page=${PAGE}&page=${page + 1}>; rel="next"`;
      return { status: 200, body: told.comments.slice((page - 1) * PAGE, page * PAGE), headers: next ? { link } : {} };
    }
    const { body } = text === '' ? { body: '' } : (JSON.parse(text) as { body: string });
    if (method === 'POST' && pathname === '/repos/acme/shop/issues/7/comments') {
      const made = { id: 1000 + told.comments.length, body, user: ME };
      told.comments.push(made);
      return { status: 201, body: made };
    }
    const [, id] = /^\/repos\/acme\/shop\/issues\/comments\/(\d+)$/.exec(pathname) ?? [];
    const own = told.comments.find(comment => String(comment.id) === id);
    if (method !== 'PATCH' || !own) return null;
    own.body = body;
    return { status: 200, body: own };
  }

  const origin = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return { ...told, url: origin(), close: () => new Promise(resolve => server.close(() => resolve())) };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
