// Live use in a real VS Code: made-up traffic in the panel, then a real client that sends to the extension.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../../esbuild.mjs';
import { startModelServer } from '../telemetry/clients/server.mjs';
import { inVSCode, screenshotPath } from './editor.mjs';
import { editorIn } from './reader.mjs';

const CLIENTS = path.join(ROOT, 'test/telemetry/clients');
const BUDGET = 'spend:\n  - name: Pilot\n    perMonth: 0.01\n';
const CALL = 'client.chat.completions.create';

describe('VS Code shows what calls cost while they run', function () {
  this.timeout(120_000);
  let example, page, editor;

  inVSCode('live', async opened => {
    ({ example, page } = opened);
    editor = editorIn(page);
    copyFileSync(path.join(CLIENTS, 'ask.cjs'), path.join(example, 'ask.cjs'));
    await opened.open('ask.cjs');
    await editor.hintAt(CALL).waitFor();
  });

  const panel = () => page.frameLocator('iframe.webview').frameLocator('#active-frame').locator('body');

  it('of made-up traffic, marked as such', async () => {
    await editor.runCommand('Try Live Use with Sample Traffic');
    await panel().getByText('Sample traffic', { exact: false }).first().waitFor();
    await panel().getByRole('tab', { name: 'Signals' }).waitFor({ timeout: 30_000 });
    await page.screenshot({ path: screenshotPath('live-sample') });
    await editor.runCommand('Stop Live Use');
    await panel().getByRole('heading', { name: 'Nothing is measured yet' }).waitFor();
  });

  it('of a real client, at the line of its call', async () => {
    await editor.runCommand('Receive Live Use (OTLP)');
    const told = panel()
      .getByText(/OTEL_EXPORTER_OTLP_ENDPOINT=\S+/)
      .first();
    await told.waitFor();
    const [endpoint] = /http:\/\/127\.0\.0\.1:\d+/.exec(await told.innerText()) ?? [];
    assert.ok(endpoint, 'the panel tells where to send to');
    const model = await startModelServer({ prompt: 1200, completion: 80, cached: 0 });
    try {
      await promisify(execFile)(process.execPath, ['--import', path.join(CLIENTS, 'tracing.mjs'), 'ask.cjs'], {
        cwd: example,
        env: {
          ...process.env,
          NODE_PATH: path.join(ROOT, 'node_modules'),
          LLM_URL: model.url,
          TIMES: '7',
          OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
        },
      });
    } finally {
      await model.close();
    }
    // Long hints are cut into pieces on the page: the line has all of it.
    const line = page.locator('.editor-instance .view-line', { hasText: CALL }).filter({ hasText: /7\scalls\sin/ });
    await line.waitFor({ timeout: 30_000 });
    assert.match(
      await editor.textOf(line),
      /tok · .*\/call · 7 calls in \d+ (s|min) · p95 ~1,[12]\d\d tok · ~?\$0\.0016/,
    );
    await panel().getByText('gpt-4o-mini', { exact: false }).first().waitFor();
    await page.screenshot({ path: screenshotPath('live') });
  });

  it('and how much of a budget that is', async () => {
    writeFileSync(path.join(example, 'promptcost.config.yaml'), BUDGET);
    await panel().getByRole('heading', { name: 'Budgets' }).waitFor({ timeout: 60_000 });
    await panel().getByText('~15 % used').waitFor();
  });
});
