import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  anthropicCostOf,
  anthropicPage,
  anthropicUsageOf,
  day,
  MODEL,
  openaiCostOf,
  openaiPage,
  openaiUsageOf,
  USED,
} from '../billing/reports.ts';
import { CLI, ENVIRONMENT, type Run } from '../harness/cli.ts';
import { createFolder, type Folder } from '../harness/folder.ts';

describe('prompt-cost reconcile --from', () => {
  const KEY = 'sk-admin-secret-4711';
  let folder: Folder;
  let server: Server;
  let asked: { path: string; query: URLSearchParams; request: IncomingMessage }[];
  let answer: (url: URL) => { status?: number; headers?: Record<string, string>; body: unknown };
  let base: string;

  beforeEach(async () => {
    folder = createFolder();
    asked = [];
    server = createServer((request, response) => {
      const url = new URL(request.url ?? '', 'http://local');
      asked.push({ path: url.pathname, query: url.searchParams, request });
      const { status = 200, headers = {}, body } = answer(url);
      response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
    });
    await new Promise<void>(done => void server.listen(0, '127.0.0.1', done));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    server.close();
    folder.remove();
  });

  const run = (...args: string[]): Promise<Run> =>
    new Promise(done => {
      const env = { ...ENVIRONMENT, OPENAI_ADMIN_KEY: KEY, ANTHROPIC_ADMIN_KEY: KEY, LITELLM_MASTER_KEY: KEY };
      const all = ['reconcile', '--no-code', '--since', day(0), '--until', day(1), '--url', base, ...args];
      execFile(process.execPath, [CLI, ...all], { cwd: folder.root, env }, (error, out, err) =>
        done({ code: error ? Number(error.code) : 0, out, err }),
      );
    });
  const pathsAsked = (): string[] => asked.map(({ path, query }) => `${path} ${query.get('page') ?? ''}`.trim());

  it('OpenAI: costs and usage by model, every page', async () => {
    answer = ({ pathname, searchParams }) => {
      if (pathname.endsWith('/usage/completions')) return { body: openaiPage([[openaiUsageOf(MODEL, USED)]]) };
      if (pathname.endsWith('/usage/embeddings')) return { body: openaiPage([[]]) };
      return searchParams.has('page')
        ? { body: openaiPage([[openaiCostOf(`${MODEL}, output`, 10)]]) }
        : { body: openaiPage([[openaiCostOf(`${MODEL}, input`, 22.5)]], 'AAAA=') };
    };
    const { code, out, err } = await run('--from', 'openai');
    assert.equal(code, 0, err);
    assert.match(out, /billed {8}\$32\.50\n {2}priced by us {2}\$32\.50\n/);
    assert.deepEqual(pathsAsked(), [
      '/v1/organization/costs',
      '/v1/organization/costs AAAA=',
      '/v1/organization/usage/completions',
      '/v1/organization/usage/embeddings',
    ]);
    assert.deepEqual(asked[0]?.query.getAll('group_by'), ['line_item']);
    assert.deepEqual(
      [asked[0]?.query.get('start_time'), asked[0]?.query.get('end_time')],
      ['1793577600', '1793750400'],
    );
    assert.equal(asked[0]?.request.headers.authorization, `Bearer ${KEY}`);
  });

  it('Anthropic: cents, by description; usage by tier and window', async () => {
    const used = {
      cache_creation: { ephemeral_1h_input_tokens: 0, ephemeral_5m_input_tokens: 0 },
      cache_read_input_tokens: 0,
      output_tokens: 0,
      uncached_input_tokens: 1_000_000,
    };
    answer = ({ pathname }) =>
      pathname.endsWith('/cost_report')
        ? { body: anthropicPage([[anthropicCostOf('300')]]) }
        : { body: anthropicPage([[anthropicUsageOf('claude-sonnet-4-6', used)]]) };
    const { out, err } = await run('--from', 'anthropic');
    assert.match(out, /anthropic\/claude-sonnet-4-6\n {2}billed {8}\$3\.00\n {2}priced by us {2}\$3\.00\n/, err);
    assert.deepEqual(asked[1]?.query.getAll('group_by[]'), ['model', 'service_tier', 'context_window']);
    assert.equal(asked[1]?.query.get('ending_at'), `${day(2)}T00:00:00Z`);
    assert.deepEqual(
      [asked[0]?.request.headers['x-api-key'], asked[0]?.request.headers['anthropic-version']],
      [KEY, '2023-06-01'],
    );
  });

  it('LiteLLM: every page, and its money is called no bill', async () => {
    answer = ({ searchParams }) => {
      const page = Number(searchParams.get('page') ?? 1);
      const metrics = { spend: 1, prompt_tokens: 10, completion_tokens: 1, api_requests: 1 };
      return {
        body: {
          results: [{ date: day(page - 1), metrics, breakdown: { models: { 'gpt-4o': { metrics } } } }],
          metadata: { page, total_pages: 2, has_more: page < 2 },
        },
      };
    };
    const { out, err } = await run('--from', 'litellm');
    assert.match(out, /No bill is among these: money is what the gateway reckons/, err);
    assert.match(out, /billed {8}\$2\.00\n/);
    assert.deepEqual(pathsAsked(), ['/user/daily/activity', '/user/daily/activity 2']);
  });

  it('shows what it is answered, and never the key', async () => {
    answer = () => ({ status: 401, body: { error: { message: `Incorrect API key provided: ${KEY}` } } });
    const { code, out, err } = await run('--from', 'openai');
    assert.deepEqual([code, out], [2, '']);
    assert.match(
      err,
      /\/v1\/organization\/costs answers 401: \{"error":\{"message":"Incorrect API key provided: …"\}\}/,
    );
    assert.doesNotMatch(out + err, /4711/);
  });

  it('follows no redirect with the key, reads no page twice, and waits where it is told to', async () => {
    answer = () => ({ status: 302, headers: { location: 'http://127.0.0.1:9/elsewhere' }, body: '' });
    assert.match((await run('--from', 'anthropic')).err, /answers 302: nothing/);
    answer = () => ({ body: openaiPage([[]], 'again') });
    assert.match((await run('--from', 'openai')).err, /goes on and on: page again was there before/);
    answer = () => ({ body: '<html>' });
    assert.match((await run('--from', 'openai')).err, /the answer is no JSON/);
    asked = [];
    answer = () =>
      asked.length === 1
        ? { status: 429, headers: { 'retry-after': '0' }, body: 'slow down' }
        : { body: openaiPage([[]]) };
    const { code, out } = await run('--from', 'openai');
    assert.deepEqual([code, out.trim()], [0, 'Nothing of language models was billed or measured in these days.']);
  });

  it('says that nobody is there', async () => {
    await new Promise<void>(done => void server.close(() => done()));
    const { code, err } = await run('--from', 'openai');
    assert.equal(code, 2);
    assert.match(err, /\/v1\/organization\/costs: .*ECONNREFUSED/);
  });
});
