import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { connect as connectHttp2, constants } from 'node:http2';
import { gzipSync } from 'node:zlib';
import type { ReceiverOptions } from '../../server/workspace/telemetry/receiver.ts';
import { receive, type Receiving, tracesOf } from './receiving.ts';

describe('the OTLP receiver, by gRPC', () => {
  let receiver: Receiving;
  const open = async (options: Partial<ReceiverOptions> = {}): Promise<Receiving> =>
    (receiver = await receive(options));
  afterEach(() => receiver.close());

  const TRACE = '/opentelemetry.proto.collector.trace.v1.TraceService/Export';

  interface Call {
    path?: string;
    body: Uint8Array;
    headers?: Record<string, string>;
  }

  async function call({
    path = TRACE,
    body,
    headers = {},
  }: Call): Promise<{ http: unknown; grpc: unknown; data: Buffer }> {
    const client = connectHttp2(`http://127.0.0.1:${receiver.port}`);
    client.on('error', () => undefined);
    const stream = client.request({
      ':method': 'POST',
      ':path': path,
      'content-type': 'application/grpc',
      ...headers,
    });
    const chunks: Buffer[] = [];
    const status = { http: undefined as unknown, grpc: undefined as unknown };
    const note = (got: IncomingHttpHeaders & { ':status'?: number }): void => {
      status.http ??= got[':status'];
      status.grpc ??= got['grpc-status'];
    };
    stream.on('response', note).on('trailers', note);
    stream.on('data', chunk => chunks.push(chunk));
    stream.on('error', () => undefined);
    stream.end(body);
    await once(stream, 'close');
    client.close();
    return { ...status, data: Buffer.concat(chunks) };
  }

  function frame(message: Uint8Array, isPacked = 0): Buffer {
    const head = Buffer.alloc(5);
    head[0] = isPacked;
    head.writeUInt32BE(message.length, 1);
    return Buffer.concat([head, message]);
  }

  it('takes messages, plain and packed', async () => {
    await open();
    assert.deepEqual(await call({ body: frame(tracesOf('plain')) }), {
      http: 200,
      grpc: '0',
      data: Buffer.alloc(5),
    });
    const packed = { body: frame(gzipSync(tracesOf('gzip')), 1), headers: { 'grpc-encoding': 'gzip' } };
    assert.equal((await call(packed)).grpc, '0');
    const logs = TRACE.replaceAll('trace', 'logs').replace('Trace', 'Logs');
    assert.equal((await call({ path: logs, body: frame(Buffer.from('anything')) })).grpc, '0');
    assert.deepEqual(receiver.names(), ['plain', 'gzip']);
  });

  it('refuses the rest, each with its status', async () => {
    await open({ limits: { bodyBytes: 100_000 } });
    const good = frame(tracesOf('never'));
    const cases: [Call, string][] = [
      [{ body: frame(tracesOf('cut').subarray(0, -3)) }, '3'],
      [{ body: good.subarray(0, -3) }, '3'],
      [{ body: Buffer.concat([good, good]) }, '3'],
      [{ body: frame(Buffer.from('plain'), 1), headers: { 'grpc-encoding': 'gzip' } }, '3'],
      [{ body: frame(Buffer.from('plain'), 1), headers: { 'grpc-encoding': 'snappy' } }, '12'],
      [{ body: good, path: '/some.Service/Export' }, '12'],
      [{ body: good, headers: { origin: 'https://example.com' } }, '7'],
      [{ body: good, headers: { ':authority': 'example.com' } }, '7'],
      [{ body: frame(Buffer.alloc(500_000)) }, '8'],
      [{ body: frame(gzipSync(Buffer.alloc(50_000_000)), 1), headers: { 'grpc-encoding': 'gzip' } }, '8'],
    ];
    for (const [sent, status] of cases)
      assert.equal((await call(sent)).grpc, status, JSON.stringify(sent.headers ?? ''));
    assert.equal((await call({ body: good, headers: { 'content-type': 'application/json' } })).http, 415);
    assert.deepEqual(receiver.payloads, []);
  });

  it('gives up on a message that does not come', async () => {
    await open({ limits: { requestMs: 200 } });
    const client = connectHttp2(`http://127.0.0.1:${receiver.port}`);
    const stream = client.request(
      { ':method': 'POST', ':path': TRACE, 'content-type': 'application/grpc' },
      { endStream: false },
    );
    stream.write(frame(tracesOf('never')).subarray(0, 9));
    const [headers] = await once(stream, 'response');
    assert.equal(headers['grpc-status'], '4');
    stream.close(constants.NGHTTP2_CANCEL);
    client.close();
  });
});
