// The OTLP receiver under load, and the decoder on damaged requests. A process of its own sends; what is measured is this one.
//   node --import tsx test/bench/otlp.mjs [SECONDS]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { create, toBinary } from '@bufbuild/protobuf';
import { openReceiver } from '../../server/workspace/telemetry/receiver.ts';
import { fuzz } from '../telemetry/fuzz.ts';
import { TRACES } from '../telemetry/oracle.ts';

const SPANS = 512;
const FUZZED = 100_000;
const WARM_UP_MS = 3000;
const MARK = 0xee;

/** Rows of a table. At least 20,000 spans a second are asked for. */
export async function run(seconds = 10) {
  const load = await receive(seconds);
  global.gc?.();
  const before = process.memoryUsage().heapUsed;
  const began = performance.now();
  const { accepted, refused, slowestMs } = fuzz(FUZZED, 7);
  const fuzzed = (performance.now() - began) / 1000;
  const grown = (process.memoryUsage().heapUsed - before) / 1e6;
  return [
    ...load,
    [`${FUZZED} damaged requests`, `${refused} refused, ${accepted} readable, ${fuzzed.toFixed(0)} s`],
    ['slowest of these', `${slowestMs.toFixed(1)} ms`],
    ['heap after them', `${grown.toFixed(0)} MB more`],
  ];
}

/** Under load for so long. */
export async function receive(seconds) {
  let spans = 0;
  let problems = 0;
  const samples = [];
  const receiver = await openReceiver({
    port: 0,
    onPayload: payload => void (spans += payload.spans.length),
    onProblem: () => void problems++,
  });
  const body = batch();
  const sender = spawn(process.execPath, ['-e', SENDER, String(receiver.port), String(MARK)], {
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  sender.stdin.end(body);
  await new Promise(resolve => setTimeout(resolve, WARM_UP_MS));
  const began = { at: performance.now(), spans, cpu: process.cpuUsage() };
  const timer = setInterval(() => samples.push(process.memoryUsage().rss / 1e6), 250);
  await new Promise(resolve => setTimeout(resolve, seconds * 1000));
  clearInterval(timer);
  const took = (performance.now() - began.at) / 1000;
  const rate = (spans - began.spans) / took;
  const cpu = process.cpuUsage(began.cpu).user / 1e6 / took;
  sender.kill();
  await once(sender, 'exit');
  await receiver.close();
  const fifth = Math.ceil(samples.length / 5);
  const [first, last] = [median(samples.slice(0, fifth)), median(samples.slice(-fifth))];
  return [
    [
      'spans a second',
      `${Math.round(rate)} (at least 20000), ${seconds} s, ${(body.length / 1e3).toFixed(0)} kB a batch of ${SPANS}`,
    ],
    ['spans for a second of processor time', String(Math.round(rate / cpu))],
    ['refused', String(problems)],
    ['memory in the first and the last fifth', `${first.toFixed(0)} MB, ${last.toFixed(0)} MB`],
  ];
}

const median = values => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** As instrumentation writes them: sixteen attributes, the prompt among them. */
function batch() {
  const text = stringValue => ({ value: { case: 'stringValue', value: stringValue } });
  const number = value => ({ value: { case: 'intValue', value: BigInt(value) } });
  const attributes = index => ({
    'gen_ai.operation.name': text('chat'),
    'gen_ai.provider.name': text('openai'),
    'gen_ai.request.model': text('gpt-4o'),
    'gen_ai.response.model': text('gpt-4o-2024-08-06'),
    'gen_ai.response.id': text(`chatcmpl-${index}`),
    'gen_ai.request.max_tokens': number(1024),
    'gen_ai.request.temperature': { value: { case: 'doubleValue', value: 0.2 } },
    'gen_ai.response.finish_reasons': { value: { case: 'arrayValue', value: { values: [text('stop')] } } },
    'gen_ai.usage.input_tokens': number(1000 + index),
    'gen_ai.usage.output_tokens': number(50 + index),
    'gen_ai.usage.cache_read.input_tokens': number(512),
    'gen_ai.input.messages': text(`[{"role":"user","content":"${'Sum up this page. '.repeat(20)}"}]`),
    'server.address': text('api.openai.com'),
    'server.port': number(443),
    'code.file.path': text('/srv/app/src/agents/summarise.ts'),
    'code.line.number': number(40 + index),
  });
  const spans = Array.from({ length: SPANS }, (_, index) => ({
    traceId: new Uint8Array(16).fill(MARK),
    spanId: new Uint8Array(8).fill(index % 200).fill(1, 4),
    name: 'chat gpt-4o',
    kind: 3,
    startTimeUnixNano: 1_800_000_000_000_000_000n,
    endTimeUnixNano: 1_800_000_001_000_000_000n,
    attributes: Object.entries(attributes(index)).map(([key, value]) => ({ key, value })),
  }));
  return toBinary(TRACES, create(TRACES, { resourceSpans: [{ scopeSpans: [{ scope: { name: 'bench' }, spans }] }] }));
}

/** Sends the batch that it gets, without end, on four connections, each time with other ids. */
const SENDER = `
const { request, Agent } = require('node:http');
const [port, mark] = process.argv.slice(1).map(Number);
const template = require('node:fs').readFileSync(0);
const ids = [];
const id = Buffer.alloc(16, mark);
for (let at = template.indexOf(id); at !== -1; at = template.indexOf(id, at + 16)) ids.push(at);
const agent = new Agent({ keepAlive: true, maxSockets: 4 });
const headers = { 'Content-Type': 'application/x-protobuf', 'Content-Length': template.length };
let count = 0;
function send() {
  const body = Buffer.from(template);
  for (const at of ids) body.writeBigUInt64LE(BigInt(++count), at);
  const sent = request({ host: '127.0.0.1', port, path: '/v1/traces', method: 'POST', agent, headers }, response => {
    response.resume();
    response.on('end', send);
  });
  sent.on('error', () => process.exit());
  sent.end(body);
}
for (let each = 0; each < 4; each++) send();
`;

if (process.argv[1] === import.meta.filename)
  for (const row of await run(Number(process.argv[2] ?? 10))) console.log(row.join(': '));
