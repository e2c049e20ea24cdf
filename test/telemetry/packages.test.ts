import assert from 'node:assert/strict';
import { targetOf } from '../../server/core/signals/join.ts';
import type { LiveState } from '../../server/core/signals/live.ts';
import { panelOf } from '../../server/report/panel/index.ts';
import { openLive } from '../../server/workspace/telemetry/live.ts';
import { placesOf } from '../../server/workspace/telemetry/places.ts';
import { openSession } from '../../server/workspace/open.ts';
import { layAssets } from '../harness/assets.ts';
import { createFolder, type Folder } from '../harness/folder.ts';
import { until } from '../harness/until.ts';

const ASK = `import OpenAI from 'openai';
const client = new OpenAI();
export const ask = (text: string) => client.responses.create({ model: 'gpt-4o-mini', input: text });
`;
const lock = (openai: string): string =>
  JSON.stringify({
    lockfileVersion: 3,
    packages: {
      'node_modules/openai': { version: openai },
      'node_modules/@opentelemetry/instrumentation-openai': { version: '0.22.0' },
    },
  });

describe('an SDK that its instrumentation does not take', function () {
  this.timeout(30_000);
  let folder: Folder;
  afterEach(() => folder.remove());

  /** What is told of a workspace that listens and hears nothing. */
  async function heard(files: Readonly<Record<string, string>>): Promise<{ texts: string[]; empty: string }> {
    folder = createFolder(files);
    const { root } = folder;
    const session = await openSession({ root, assets: await layAssets() });
    const calls = (await session.scan()).analyses.flatMap(analysis => analysis.calls);
    const targets = calls.map(call => targetOf(root, call));
    let state: LiveState | undefined;
    const live = openLive(null, { onState: told => (state = told), onProblem: assert.fail });
    const { prices, spend, gpus, live: settings } = session.configuration();
    await live.setProject({ roots: [root], targets, prices, spend, gpus, live: settings });
    await live.setUp({ receive: { port: 0 }, prometheus: null, sample: false });
    await until(() => state?.sources[0]?.state === 'waiting').finally(() => live.close());
    const told = state ?? assert.fail();
    const places = placesOf(calls.map(call => ({ root, call })));
    return {
      texts: told.mismatches.map(({ file, text }) => `${file}: ${text}`),
      empty: panelOf(told, places).empty?.text ?? '',
    };
  }

  it('is told while nothing comes, as that may be why', async () => {
    const { texts, empty } = await heard({ 'web/src/ask.ts': ASK, 'web/package-lock.json': lock('7.55.0') });
    assert.deepEqual(texts, [
      'web/src/ask.ts: calls openai 7.55.0; @opentelemetry/instrumentation-openai 0.22.0 takes >=4.19.0 <7: it makes no spans of such a call, and says nothing of it. It was never seen',
    ]);
    assert.match(empty, /as soon as a call is told of\. web\/src\/ask\.ts calls openai 7\.55\.0;/);
  });

  it('is found among what is installed, too', async () => {
    const { texts } = await heard({
      'app/ask.py': `import cohere\n\nprint(cohere.ClientV2().chat(model="command-r", messages=[{"role": "user", "content": "Hello"}]))\n`,
      '.venv/lib/python3.12/site-packages/cohere-6.1.0.dist-info/METADATA': 'Name: cohere\n',
      '.venv/lib/python3.12/site-packages/opentelemetry_instrumentation_cohere-0.50.1.dist-info/METADATA': '',
    });
    assert.match(texts.join(), /^app\/ask\.py: calls cohere 6\.1\.0; .* takes >=4\.2\.7 <6: .* in its log alone/);
  });

  it('says nothing where it takes it, or where the folder’s own lock file says otherwise than the one around it', async () => {
    assert.deepEqual((await heard({ 'web/ask.ts': ASK, 'package-lock.json': lock('6.2.0') })).texts, []);
    folder.remove();
    const nearer = { 'web/package-lock.json': lock('6.2.0'), 'package-lock.json': lock('7.55.0') };
    assert.deepEqual((await heard({ 'web/ask.ts': ASK, ...nearer })).texts, []);
  });
});
