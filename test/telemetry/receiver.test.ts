import assert from 'node:assert/strict';
import { createServer as createNetServer, connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import { request, type IncomingHttpHeaders } from 'node:http';
import { deflateSync, gzipSync } from 'node:zlib';
import type { ReceiverOptions } from '../../server/workspace/telemetry/receiver.ts';
import { until } from '../harness/until.ts';
import { receive, type Receiving, tracesOf } from './receiving.ts';

const PROTOBUF = 'application/x-protobuf';

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

interface Ask {
  path?: string;
  method?: string;
  body?: Uint8Array | string;
  headers?: Record<string, string>;
}

describe('the OTLP receiver', () => {
  let receiver: Receiving;
  const open = async (options: Partial<ReceiverOptions> = {}): Promise<Receiving> =>
    (receiver = await receive(options));

  function ask({ path = '/v1/traces', method = 'POST', body = '', headers = {} }: Ask): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const { port } = receiver;
      const all = { 'Content-Type': PROTOBUF, ...headers };
      const sent = request({ host: '127.0.0.1', port, path, method, headers: all }, response => {
        const chunks: Buffer[] = [];
        response.on('data', chunk => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        );
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  afterEach(() => receiver.close());

  it('takes protobuf and JSON, plain, gzip and deflate', async () => {
    await open();
    const json = (name: string): string => JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [{ name }] }] }] });
    const packed = [
      { body: tracesOf('plain') },
      { body: gzipSync(tracesOf('gzip')), headers: { 'Content-Encoding': 'gzip' } },
      { body: deflateSync(tracesOf('deflate')), headers: { 'Content-Encoding': 'deflate' } },
    ];
    for (const each of packed) {
      const { status, headers, body } = await ask(each);
      assert.deepEqual([status, headers['content-type'], body], [200, PROTOBUF, '']);
    }
    const answer = await ask({
      body: gzipSync(json('JSON')),
      headers: { 'Content-Type': 'application/json; charset=utf-8', 'Content-Encoding': 'gzip' },
    });
    assert.deepEqual([answer.status, answer.headers['content-type'], answer.body], [200, 'application/json', '{}']);
    assert.deepEqual(receiver.names(), ['plain', 'gzip', 'deflate', 'JSON']);
    assert.deepEqual(receiver.problems, []);
  });

  it('accepts logs and tells nothing of them', async () => {
    await open();
    assert.equal((await ask({ path: '/v1/logs', body: 'no matter what' })).status, 200);
    assert.deepEqual([receiver.payloads, receiver.problems], [[], []]);
  });

  it('tells a request once that is sent again', async () => {
    await open();
    for (const name of ['first', 'second', 'first', 'first'])
      assert.equal((await ask({ body: tracesOf(name) })).status, 200);
    assert.deepEqual(receiver.names(), ['first', 'second']);
  });

  it('refuses what is no telemetry, and says why', async () => {
    await open();
    const cases: [Ask, number, RegExp][] = [
      [{ body: tracesOf('cut').subarray(0, -3) }, 400, /ends in the middle/],
      [{ body: '{', headers: { 'Content-Type': 'application/json' } }, 400, /no valid JSON/],
      [{ body: 'plain', headers: { 'Content-Encoding': 'gzip' } }, 400, /no valid gzip/],
      [
        { body: gzipSync(tracesOf('cut')).subarray(0, -9), headers: { 'Content-Encoding': 'gzip' } },
        400,
        /no valid gzip/,
      ],
      [{ path: '/v1/trace' }, 404, /\/v1\/traces/],
      [{ path: '/' }, 404, /nothing here/],
      [{ path: '/constructor' }, 404, /nothing here/],
      [{ method: 'GET' }, 405, /POST/],
      [{ headers: { 'Content-Type': 'text/plain' } }, 415, /x-protobuf/],
      [{ headers: { 'Content-Encoding': 'zstd' } }, 415, /gzip/],
      [{ headers: { Origin: 'https://example.com' } }, 403, /web pages/],
      [{ headers: { Origin: 'null' } }, 403, /web pages/],
      [{ headers: { Host: 'example.com' } }, 403, /another host/],
      [{ headers: { Host: `localhost.example.com:${receiver.port}` } }, 403, /another host/],
      [{ headers: { Host: '127.0.0.1.example.com' } }, 403, /another host/],
    ];
    for (const [sent, status, why] of cases) {
      const answer = await ask(sent);
      assert.equal(answer.status, status, JSON.stringify(sent));
      assert.match(answer.body, why);
      assert.match(receiver.problems.at(-1) ?? '', why);
    }
    assert.deepEqual(receiver.payloads, []);
    assert.equal((await ask({ method: 'GET' })).headers.allow, 'POST');
    assert.match(String((await ask({ headers: { 'Content-Encoding': 'br' } })).headers['accept-encoding']), /gzip/);
    for (const host of ['localhost', '127.0.0.1', '[::1]'])
      assert.equal((await ask({ body: tracesOf(host), headers: { Host: `${host}:${receiver.port}` } })).status, 200);
  });

  it('asks for no host where it listens at another address', async () => {
    await open({ host: '0.0.0.0' });
    assert.equal((await ask({ body: tracesOf('a'), headers: { Host: 'telemetry.internal:4318' } })).status, 200);
    assert.equal(
      (await ask({ headers: { Host: 'telemetry.internal', Origin: 'http://telemetry.internal' } })).status,
      403,
    );
  });

  it('stops at its limits: announced, as it comes, and as it unpacks', async () => {
    await open({ limits: { bodyBytes: 100_000 } });
    const large = Buffer.alloc(5_000_000, 'x');
    const announced = await ask({ body: large });
    assert.equal(announced.status, 413);
    const streamed = await ask({ body: large, headers: { 'Transfer-Encoding': 'chunked' } });
    assert.equal(streamed.status, 413);
    const bomb = await ask({ body: gzipSync(Buffer.alloc(50_000_000)), headers: { 'Content-Encoding': 'gzip' } });
    assert.equal(bomb.status, 413);
    assert.equal(receiver.problems.length, 3);
    assert.equal((await ask({ body: tracesOf('after') })).status, 200);
  });

  it('a gzip bomb takes no more memory than the limit', async () => {
    await open();
    const bomb = gzipSync(Buffer.alloc(400_000_000), { level: 1 });
    const before = process.memoryUsage.rss();
    let most = 0;
    const timer = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 5);
    const { status } = await ask({ body: bomb, headers: { 'Content-Encoding': 'gzip' } });
    clearInterval(timer);
    assert.equal(status, 413);
    assert.ok(most - before < 250e6, `${most - before} bytes more`);
  });

  it('asks to come again later where too many send at once', async () => {
    await open({ limits: { requests: 2 } });
    const held = [await slowly(), await slowly()];
    const { status, headers } = await ask({ body: tracesOf('third') });
    assert.deepEqual([status, headers['retry-after']], [503, '1']);
    for (const socket of held) socket.destroy();
    await until(async () => (await ask({ body: tracesOf('fourth') })).status === 200);
    assert.deepEqual(receiver.names(), ['fourth']);
  });

  it('asks to come again later where the requests together hold too much', async () => {
    await open({ limits: { heldBytes: 1000 } });
    const { status, headers } = await ask({ body: Buffer.alloc(2000) });
    assert.deepEqual([status, headers['retry-after']], [503, '1']);
    assert.equal((await ask({ body: tracesOf('small') })).status, 200);
  });

  it('gives up on a body that does not come, and on a head', async () => {
    await open({ limits: { requestMs: 200 } });
    const slow = await slowly();
    const [answer] = await once(slow, 'data');
    assert.match(String(answer), /^HTTP\/1\.1 408 /);
    slow.destroy();
    for (const beginning of ['PRI * HT', 'POST /v1/traces HTTP/1.1\r\nHost: loc']) {
      const socket = connect(receiver.port, '127.0.0.1').resume();
      socket.write(beginning);
      await once(socket, 'close');
    }
  });

  it('survives what is no HTTP, and connections that break off', async () => {
    await open();
    for (const bytes of ['\0\0\0\0', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\ngarbage garbage', 'hello\r\n\r\n', 'P']) {
      const socket = connect(receiver.port, '127.0.0.1').resume();
      socket.on('error', () => undefined);
      socket.end(bytes);
      await once(socket, 'close');
    }
    (await slowly()).resetAndDestroy();
    assert.equal((await ask({ body: tracesOf('after') })).status, 200);
  });

  it('takes the next port where one is taken, and tells what to set', async () => {
    const other = createNetServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const taken = (other.address() as { port: number }).port;
    const { port, endpoints, environment } = await open({ port: taken });
    other.close();
    assert.ok(port > taken && port <= taken + 50);
    assert.deepEqual(endpoints, { http: `http://127.0.0.1:${port}`, grpc: `http://127.0.0.1:${port}` });
    assert.deepEqual(environment, {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
    });
    assert.equal((await ask({ body: tracesOf('here') })).status, 200);
  });

  it('a payload that can not be worked on fails, and the next is taken', async () => {
    let isBroken = true;
    await open({
      onPayload(payload) {
        if (isBroken) throw new Error('broken');
        receiver.payloads.push(payload);
      },
    });
    assert.equal((await ask({ body: tracesOf('again') })).status, 500);
    assert.match(receiver.problems.join(), /broken/);
    isBroken = false;
    assert.equal((await ask({ body: tracesOf('again') })).status, 200);
    assert.deepEqual(receiver.names(), ['again']);
  });

  it('closes while somebody is sending, and can be opened again at once', async () => {
    const { port } = await open();
    const sending = await slowly();
    const client = connectHttp2(`http://127.0.0.1:${port}`);
    client.on('error', () => undefined);
    await once(client, 'connect');
    const began = Date.now();
    await receiver.close();
    assert.ok(Date.now() - began < 3000);
    sending.destroy();
    client.destroy();
    await open({ port });
    assert.equal(receiver.port, port);
  });

  /** A request whose body never ends. */
  async function slowly(): Promise<Socket> {
    const socket = connect(receiver.port, '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    const head = ['POST /v1/traces HTTP/1.1', 'Host: localhost', `Content-Type: ${PROTOBUF}`, 'Content-Length: 1000'];
    socket.write(`${head.join('\r\n')}\r\n\r\nbeginning`);
    await new Promise(resolve => setTimeout(resolve, 50));
    return socket;
  }
});
