import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { CLI, ENVIRONMENT, runCli } from '../harness/cli.ts';
import { createFolder, type Folder } from '../harness/folder.ts';
import { until } from '../harness/until.ts';
// @ts-expect-error -- plain JavaScript, as the programs beside it
import { startModelServer } from '../telemetry/clients/server.mjs';

const DAY = Math.floor(Date.now() / 86_400_000) * 86_400_000;
const CLIENTS = path.join(import.meta.dirname, '../telemetry/clients');

describe('prompt-cost live', function () {
  this.timeout(120_000);
  let folder: Folder;
  let cache: Folder;
  let running: ChildProcess | undefined;
  let out = '';
  const env = () => ({ XDG_CACHE_HOME: cache.root });

  before(() => {
    folder = createFolder();
    cache = createFolder();
    folder.git('init', '--quiet');
    copyFileSync(path.join(CLIENTS, 'ask.cjs'), path.join(folder.root, 'ask.cjs'));
  });
  after(() => {
    running?.kill('SIGKILL');
    folder.remove();
    cache.remove();
  });

  it('shows what a real client sends, and ends when it is told to', async () => {
    running = spawn(process.execPath, [CLI, 'live', '--port', '0', '--every', '1s'], {
      cwd: folder.root,
      env: { ...ENVIRONMENT, ...env() },
    });
    running.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
    await until(() => /export OTEL_EXPORTER_OTLP_ENDPOINT=\S+/.test(out));
    const [, endpoint = ''] = /export OTEL_EXPORTER_OTLP_ENDPOINT=(\S+)/.exec(out) ?? [];
    const model = await startModelServer({ prompt: 900, completion: 80, cached: 0 });
    await promisify(execFile)(process.execPath, ['--import', path.join(CLIENTS, 'tracing.mjs'), 'ask.cjs'], {
      cwd: folder.root,
      env: {
        ...process.env,
        NODE_PATH: path.join(import.meta.dirname, '../../node_modules'),
        LLM_URL: model.url,
        TIMES: '4',
        OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
      },
    });
    await model.close();
    await until(() => /ask\.cjs:7\s+4 /.test(out));
    assert.match(out, /OTLP on port \d+: Live/);
    assert.match(out, /gpt-4o-mini-2024-07-18/);
    running.kill('SIGINT');
    const [code] = await once(running, 'exit');
    assert.equal(code, 0);
  });

  it('is what usage sync writes, without a month of a few seconds', () => {
    const { code, err } = runCli(['usage', 'sync'], { cwd: folder.root, env: env() });
    assert.deepEqual([code, err.split('\n')[0]], [0, 'promptcost.usage.yaml: 1 added, 0 changed, 0 as before']);
    assert.match(err, /no month is told from less than 24 h/);
    const written = readFileSync(path.join(folder.root, 'promptcost.usage.yaml'), 'utf8');
    assert.match(written, /site: ask\.cjs#answer\.openai\.chat\.completions\.create\n/);
    assert.match(written, /holes:\n\s+question: 8\d\d\n/);
    assert.match(written, /outputTokens: 80\n/);
    assert.doesNotMatch(written, /callsPerMonth/);
    const again = runCli(['usage', 'sync'], { cwd: folder.root, env: env() });
    assert.match(again.err, /0 added/);
    const scan = JSON.parse(runCli(['scan', '--json'], { cwd: folder.root, env: env() }).out);
    assert.ok(scan.calls[0].cost.expected !== null, 'the measured length prices the call');
  });

  it('is what a bill is held against', () => {
    const bucket = { object: 'bucket', start_time: DAY / 1000, end_time: DAY / 1000 + 86_400 };
    const result = {
      object: 'organization.usage.completions.result',
      input_tokens: 3600,
      output_tokens: 320,
      input_cached_tokens: 0,
      num_model_requests: 4,
      model: 'gpt-4o-mini-2024-07-18',
      batch: false,
    };
    const page = { object: 'page', data: [{ ...bucket, results: [result] }], has_more: false, next_page: null };
    folder.write('usage.json', JSON.stringify(page));
    const { code, out: found, err } = runCli(['reconcile', 'usage.json', '--json'], { cwd: folder.root, env: env() });
    assert.equal(code, 0, err);
    assert.match(found, /"requests": 4/);
    assert.match(found, /"measured": \{/);
  });

  it('says what is wrong with how it is asked', () => {
    const told = (...args: string[]) => {
      const { code, err } = runCli(args, { cwd: folder.root, env: env() });
      return `${code} ${err.split('\n')[0]}`;
    };
    assert.equal(told('live', '--port', 'x'), '2 prompt-cost: no port: x');
    assert.equal(told('live', '--prometheus', 'x'), '2 prompt-cost: no URL: x');
    assert.equal(told('live', '--for', 'long'), '2 prompt-cost: a time is written as 30s, 5m or 2h');
    assert.equal(told('usage'), '2 prompt-cost: nothing to do');
  });

  it('writes no usage where nothing was measured', () => {
    const other = createFolder({ 'a.py': 'x = 1\n' });
    const { code, err } = runCli(['usage', 'sync', '--root', other.root], { cwd: other.root, env: env() });
    assert.equal(code, 2);
    assert.match(err, /nothing was measured for/);
    assert.equal(existsSync(path.join(other.root, 'promptcost.usage.yaml')), false);
    other.remove();
  });
});
