import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { targetOf } from '../../server/core/signals/join.ts';
import type { LiveState } from '../../server/core/signals/live.ts';
import { openLive } from '../../server/workspace/telemetry/live.ts';
import { openSession } from '../../server/workspace/open.ts';
import { layAssets } from '../harness/assets.ts';
import { until } from '../harness/until.ts';
// @ts-expect-error -- plain JavaScript, as the programs beside it
import { startModelServer } from './clients/server.mjs';

const CLIENTS = path.join(import.meta.dirname, 'clients');

describe('live use of a real client', function () {
  this.timeout(60_000);

  it('is counted, priced, and tied to its line', async () => {
    const model = await startModelServer({ prompt: 1200, completion: 80, cached: 1024 });
    const session = await openSession({ root: CLIENTS, assets: await layAssets() });
    const { analyses } = await session.scan();
    const targets = analyses.flatMap(({ calls }) => calls.map(call => targetOf(CLIENTS, call)));
    let state: LiveState | undefined;
    const problems: string[] = [];
    const live = openLive(null, { onState: heard => (state = heard), onProblem: why => problems.push(why) });
    const { prices, spend, gpus, live: settings } = session.configuration();
    await live.setProject({ roots: [CLIENTS], targets, prices, spend, gpus, live: settings });
    await live.setUp({ receive: { port: 0 }, prometheus: null, sample: false });
    const use = () => state?.sites[0];
    try {
      await until(() => state?.sources[0]?.state === 'waiting');
      const variables = (state?.sources[0]?.setUp ?? []).map(
        line => line.replace('export ', '').split('=') as [string, string],
      );
      await promisify(execFile)(process.execPath, ['--import', path.join(CLIENTS, 'tracing.mjs'), 'ask.cjs'], {
        cwd: CLIENTS,
        env: { ...process.env, ...Object.fromEntries(variables), LLM_URL: model.url, TIMES: '5' },
      });
      await until(() => use()?.requests.value.known === true);
    } finally {
      await live.close();
      await model.close();
    }
    assert.deepEqual(problems, []);
    assert.deepEqual([use()?.file, use()?.basis], ['ask.cjs', 'line']);
    assert.deepEqual(use()?.requests.value, { known: true, value: 5 });
    assert.deepEqual(use()?.inputMean.value, { known: true, value: 1200 });
    assert.deepEqual(use()?.outputMean.value, { known: true, value: 80 });
    // It was sent with the bound that the code has: 200.
    const { maxOutput, answers, untold } = use()?.bound ?? assert.fail();
    assert.deepEqual([maxOutput, answers, untold], [200, 5, 0]);
    // This instrumentation does not tell what was cached: the least is that all of it was, the most that nothing was.
    assert.equal(use()?.cached.value.known, false);
    assert.deepEqual(use()?.spend.value, { known: true, value: (5 * (1200 * 0.15 + 80 * 0.6)) / 1e6 });
    assert.equal(use()?.spend.exactness, 'approximate');
  });
});
