import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import type { LiveState } from '../../server/core/signals/live.ts';
import { panelOf } from '../../server/report/panel/index.ts';
import { CLI, ENVIRONMENT, type Run } from '../harness/cli.ts';
import { createFolder, type Folder } from '../harness/folder.ts';
import { load } from '../harness/metrics/load.ts';
import { type MetricServer, startPrometheus } from '../harness/metrics/servers.ts';
import { world } from '../harness/metrics/world.ts';

const STEP_MS = 60_000;
const END = Math.floor(Date.now() / STEP_MS) * STEP_MS;

describe('prompt-cost live, asked of a real Prometheus with three days of history', function () {
  this.timeout(120_000);
  let server: MetricServer;
  const folders: Folder[] = [];
  let [json, poor, rich]: Run[] = [];

  before(async () => {
    const span = { end: END, stepMs: STEP_MS };
    server = await startPrometheus();
    await load(server, world(span).curves, span);
    [json, poor, rich] = await Promise.all([live(1, '--json'), live(1), live(1e9)]);
  });
  after(async () => {
    for (const folder of folders) folder.remove();
    await server?.stop();
  });

  /** Not in this process's own thread: the server's output is read here. */
  function live(perMonth: number, ...args: string[]): Promise<Run> {
    const folder = createFolder({
      'promptcost.config.yaml': `spend: [{ name: Shop, perMonth: ${perMonth} }, { name: Fast, perMonth: 1e9, model: gpt-4o* }]\n`,
    });
    folders.push(folder);
    const all = [CLI, 'live', '--prometheus', server.url, '--for', '15s', '--no-color', ...args];
    const options = { cwd: folder.root, env: ENVIRONMENT, maxBuffer: 1 << 28 };
    return new Promise(resolve => {
      const child = execFile(process.execPath, all, options, (_, out, err) =>
        resolve({ code: child.exitCode, out, err }),
      );
    });
  }

  it('says in JSON what the panel says: budgets, alerts and GPUs of one state', () => {
    assert.equal(json?.err, '');
    const state = JSON.parse(json.out) as LiveState;
    assert.deepEqual(
      state.alerts.map(({ id, severity }) => [id, severity]),
      [['budget:Shop', 'page']],
    );
    assert.equal(json.code, 1);
    const panel = panelOf(state, { uriOf: file => file, lineOf: () => null });
    assert.deepEqual(
      panel.alerts.map(({ id, severity, title }) => [id, severity, title]),
      state.alerts.map(({ id, severity, title }) => [id, severity, title]),
    );
    const [all, fast] = state.budgets.map(({ name, burn }) => [name, burn[0]?.long.value] as const);
    assert.deepEqual([all?.[0], fast?.[0]], ['Shop', 'Fast']);
    // Half of all is spent on that model and on what lives for a few requests; a budget of a billion hardly burns.
    assert.ok(fast?.[1]?.known && fast[1].value > 0 && fast[1].value < 1e-3, JSON.stringify(fast));
    const hourly = state.measurements.find(({ signals }) => signals.some(({ id }) => id === 'gpu-hourly'))?.signals[0];
    assert.deepEqual(hourly?.total, state.gpus[0]?.spend.hourly);
  });

  it('says the same to a reader, and wakes nobody where there is money enough', () => {
    assert.match(poor?.out ?? '', /ALERT: Budget "Shop" burns [\d.]+× as fast/);
    assert.doesNotMatch(rich?.out ?? '', /ALERT/);
    assert.equal(rich?.code, 0);
  });
});
