import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type IncomingMessage, type RequestListener, type Server, type ServerResponse, createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { type Auth, openHttp } from '../../server/workspace/telemetry/http.ts';
import { type Measured, type Prometheus, openPrometheus } from '../../server/workspace/telemetry/prometheus.ts';

/** Answers as a server with vLLM would; `odd` may answer first. */
type Odd = (query: string, response: ServerResponse, request: IncomingMessage) => boolean | Promise<boolean>;

const NAMES = ['vllm:prompt_tokens_total', 'vllm:generation_tokens_total', 'vllm:request_success_total'];
const NOW = Date.now();
const sample = (labels: object, value: string): object => ({ metric: labels, value: [NOW / 1000, value] });
const vector = (...result: object[]): string =>
  JSON.stringify({ status: 'success', data: { resultType: 'vector', result } });

const json = (response: ServerResponse, status: number, body: string): true => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  return true;
};

function handler(odd: Odd, clockS: number): RequestListener {
  return async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const query =
      new URLSearchParams(await text(request)).get('query') ?? url.searchParams.get('query') ?? url.pathname;
    if (await odd(query, response, request)) return;
    if (url.pathname.endsWith('/values')) json(response, 200, JSON.stringify({ status: 'success', data: NAMES }));
    else if (query.includes('time()), "what"')) json(response, 200, vector(sample({ what: 'clock' }, String(clockS))));
    else if (query.startsWith('min(')) json(response, 200, vector(sample({}, '40')));
    else json(response, 200, vector(sample({}, '12'), sample({ model_name: 'a' }, '12')));
  };
}

describe('a server that answers otherwise than it should', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close().closeAllConnections();
  });

  async function serve(
    odd: Odd = () => false,
    { auth = {} as Auth, timeoutMs = 10_000, clockS = Date.now() / 1000 } = {},
  ) {
    const server = createServer((request, response) => void handler(odd, clockS)(request, response));
    servers.push(server);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    return openAt(`http://127.0.0.1:${port}`, auth, timeoutMs);
  }
  function openAt(url: string, auth: Auth = {}, timeoutMs = 10_000): Prometheus {
    const opened = openPrometheus({ url, name: 'prod', auth, timeoutMs });
    if (!opened.known) throw new Error(opened.why);
    return opened.value;
  }
  const measure = (client: Prometheus, signal?: AbortSignal): Promise<Measured> =>
    client.measure({ now: NOW, before: [] }, signal);
  const why = async (client: Prometheus): Promise<string> => {
    const { measurements, problems } = await measure(client);
    deepEqual(measurements, []);
    return problems.join('\n');
  };

  it('gives what it is asked where it answers as it should', async () => {
    const { measurements, problems } = await measure(await serve());
    deepEqual(problems, []);
    deepEqual(
      measurements[0]?.signals.map(({ id, total }) => [id, total.value]),
      ['requests', 'input-tokens', 'output-tokens', 'failures'].map(id => [id, { known: true, value: 12 }]),
    );
    deepEqual(measurements[0]?.signals[0]?.by[0]?.of, { model: 'a' });
  });

  it('says that nobody listens', async () => {
    match(await why(openAt('http://127.0.0.1:39')), /^prod: nobody listens there/);
  });

  it('gives up on a slow one', async () => {
    const client = await serve(async () => (await wait(5000), true), { timeoutMs: 400 });
    const start = Date.now();
    equal(await why(client), 'prod: no answer within 0.4 s');
    ok(Date.now() - start < 2000);
  });

  it('gives up on one that begins to answer and goes silent', async () => {
    const client = await serve((_, response) => (response.writeHead(200).write('{"status":'), true), {
      timeoutMs: 400,
    });
    equal(await why(client), 'prod: no answer within 0.4 s');
  });

  it('repeats what a 500 says', async () => {
    const client = await serve((_, response) =>
      json(response, 500, '{"status":"error","errorType":"internal","error":"out of\\n memory"}'),
    );
    equal(await why(client), 'prod: 500: out of memory');
  });

  it('tells no secret that a 401 repeats', async () => {
    const auth = { bearer: 's3cret-token', headers: { 'X-Scope-OrgID': 'tenant-7' } };
    const echo: Odd = (_, response, request) =>
      json(response, 401, `bad token ${request.headers.authorization} of ${request.headers['x-scope-orgid']}`);
    const told = await why(await serve(echo, { auth }));
    match(told, /^prod: 401: bad token Bearer ••• of •••$/);
  });

  it('sends basic authorization, and hides what the address held', async () => {
    const seen = new Set<string | undefined>();
    const note: Odd = (_, __, { headers }) => (seen.add(headers.authorization), false);
    await measure(await serve(note, { auth: { basic: { user: 'anna', password: 's3cret' } } }));
    deepEqual([...seen], [`Basic ${Buffer.from('anna:s3cret').toString('base64')}`]);
    const opened = openPrometheus({ url: 'http://anna:s3cret@127.0.0.1:39/prometheus/' });
    const told = opened.known ? (await opened.value.measure({ now: NOW })).problems.join() : '';
    match(told, /^http:\/\/127\.0\.0\.1:39\/prometheus: nobody/);
    ok(!told.includes('s3cret'));
    equal(openPrometheus({ url: 'http://anna:50%@127.0.0.1:39' }).known, true);
  });

  it('knows a web page from an API', async () => {
    const client = await serve((_, response) => json(response, 200, '<!doctype html><title>Log in</title>'));
    equal(await why(client), 'prod: 200: a web page in place of JSON: is this the address of the API?');
  });

  it('knows other JSON from an API', async () => {
    match(await why(await serve((_, response) => json(response, 200, '[1, 2]'))), /no JSON object/);
    match(await why(await serve((_, response) => json(response, 200, '{"ok": true}'))), /not that of a Prometheus API/);
    const odd = '{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,2,3]}]}}';
    match(await why(await serve((_, response) => json(response, 200, odd))), /no result that can be read/);
  });

  it('says that an answer broke off', async () => {
    const client = await serve((_, response) => json(response, 200, '{"status":"success","data":{"resu'));
    equal(await why(client), 'prod: 200: the answer broke off');
    const cut = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('{"status":');
      setTimeout(() => response.destroy(), 20);
      return true;
    });
    match(await why(cut), /broke off|terminated/);
  });

  it('follows nobody elsewhere with a token', async () => {
    const client = await serve((_, response) => {
      response.writeHead(302, { location: 'https://login.example.com/?next=/api' }).end();
      return true;
    });
    equal(await why(client), 'prod: 302: it sends elsewhere (https://login.example.com): is a login missing?');
  });

  it('asks again when it is told when, and no more than twice', async () => {
    let asked = 0;
    const busy =
      (most: number): Odd =>
      (query, response) => {
        if (!query.includes('what') || ++asked > most) return false;
        response.writeHead(429, { 'retry-after': '0' }).end('busy');
        return true;
      };
    deepEqual((await measure(await serve(busy(2)))).problems, []);
    asked = 0;
    equal(await why(await serve(busy(99))), 'prod: 429: busy');
    equal(asked, 3);
  });

  it('waits no longer than it may for one that says to come back in an hour', async () => {
    const start = Date.now();
    const client = await serve((_, response) => (response.writeHead(503, { 'retry-after': '3600' }).end(), true), {
      timeoutMs: 400,
    });
    equal(await why(client), 'prod: no answer within 0.4 s');
    ok(Date.now() - start < 2000);
  });

  it('keeps the rest where one query fails, and names it', async () => {
    const client = await serve(
      (query, response) =>
        query.includes('generation_tokens') &&
        query.startsWith('(sum') &&
        json(response, 422, '{"error":"too many samples"}'),
    );
    const { measurements, problems } = await measure(client);
    deepEqual(problems, ['prod: vllm, output-tokens: 422: too many samples']);
    const totals = measurements[0]?.signals.map(({ id, total }) => [id, total.value.known]);
    deepEqual(totals, [
      ['requests', true],
      ['input-tokens', true],
      ['output-tokens', false],
      ['failures', true],
    ]);
  });

  it('takes no half answer for a whole one', async () => {
    const client = await serve((query, response) => {
      if (!query.startsWith('(sum')) return false;
      const body = { ...JSON.parse(vector(sample({}, '5'))), isPartial: true, warnings: ['store-2 is down'] };
      return json(response, 200, JSON.stringify(body));
    });
    const total = (await measure(client)).measurements[0]?.signals[0]?.total;
    equal(total?.exactness, 'lower-bound');
    deepEqual(total?.why.slice(-2), ['store-2 is down', 'a part of the server did not answer']);
  });

  it('takes neither NaN nor Inf for a number, and calls it no failure', async () => {
    const client = await serve((query, response) => {
      if (!query.startsWith('(')) return false;
      return json(response, 200, vector(sample({}, 'NaN'), sample({ model_name: 'a' }, '+Inf')));
    });
    const { measurements, problems } = await measure(client);
    deepEqual(problems, []);
    const [signal] = measurements[0]?.signals ?? [];
    deepEqual(signal?.total.value, { known: false, why: 'nothing happened in this window' });
    equal(signal?.by[0]?.value.known, false);
  });

  it('goes by the server’s clock where ours differs, and says so', async () => {
    const client = await serve(() => false, { clockS: Date.now() / 1000 + 3600 });
    const { measurements, problems } = await measure(client);
    match(problems.join(), /^prod: its clock is 3600 s off ours/);
    const to = measurements[0]?.signals[0]?.total.window.to ?? 0;
    ok(Math.abs(to - NOW - 3_600_000) < 5000);
  });

  it('can be cancelled', async () => {
    const client = await serve(async () => (await wait(5000), true));
    const { problems } = await measure(client, AbortSignal.timeout(50));
    deepEqual(problems, ['prod: cancelled']);
  });

  it('forgets nobody who waits where one comes that was given up before', async () => {
    const held: (() => void)[] = [];
    const answer = (): Promise<Response> =>
      new Promise(resolve => held.push(() => resolve(new Response('1', { status: 200 }))));
    const opened = openHttp({ url: 'http://127.0.0.1:39', concurrency: 1, fetch: answer });
    if (!opened.known) throw new Error(opened.why);
    const first = opened.value.get('/first', []);
    const second = opened.value.get('/second', []);
    deepEqual(await opened.value.get('/third', [], AbortSignal.abort()), { known: false, why: 'cancelled' });
    held.shift()?.();
    deepEqual(await first, { known: true, value: 1 });
    await wait(10);
    held.shift()?.();
    const late = wait(1000, 'nobody asked for it', { ref: false });
    deepEqual(await Promise.race([second, late]), { known: true, value: 1 });
  });

  it('asks four things at a time', async () => {
    let [now, most] = [0, 0];
    const client = await serve(async () => {
      most = Math.max(most, ++now);
      await wait(10);
      now--;
      return false;
    });
    await client.measure({ now: NOW });
    equal(most, 4);
  });

  it('asks by GET where POST is not let through', async () => {
    const client = await serve(
      (_, response, { method }) => method === 'POST' && json(response, 405, 'method not allowed'),
    );
    equal((await measure(client)).measurements.length, 1);
  });

  it('stops reading what is far too large', async () => {
    const client = await serve(
      (_, response) => {
        const chunk = Buffer.alloc(1024 * 1024, 0x20);
        for (let i = 0; i < 40; i++) response.write(chunk);
        response.end();
        return true;
      },
      { timeoutMs: 10_000 },
    );
    match(await why(client), /larger than 32 MB/);
  });

  it('shows a certificate to a server that asks for one, and trusts the authority it is given', async () => {
    const pem = (name: string): string => readFileSync(join(import.meta.dirname, 'certificates', name), 'utf8');
    const tls = { cert: pem('server.crt'), key: pem('server.key'), ca: pem('ca.crt'), requestCert: true };
    const server = createSecureServer(
      { ...tls, rejectUnauthorized: true },
      (request, response) => void handler(() => false, NOW / 1000)(request, response),
    );
    servers.push(server);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = server.address();
    const url = `https://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
    const certificate = { cert: pem('client.crt'), key: pem('client.key'), ca: pem('ca.crt') };
    equal((await measure(openAt(url, { certificate }))).measurements.length, 1);
    match(
      await why(openAt(url, { certificate: { ca: pem('ca.crt') } })),
      /^prod: .*(certificate|handshake|alert|broke off)/i,
    );
    match(await why(openAt(url)), /certificate/);
  });

  it('says what is no address', () => {
    for (const url of ['', 'localhost:9090', 'file:///etc/passwd']) equal(openPrometheus({ url }).known, false);
  });
});
