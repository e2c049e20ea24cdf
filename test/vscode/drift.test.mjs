// How prompts grew, in a real VS Code: the hint, the view, and the two versions side by side.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DIST, vsixPath } from '../../esbuild.mjs';
import { copyExample } from './example.mjs';
import { installVSCode } from './install.mjs';
import { launchBrowser, openFolder, startVSCode } from './workbench.mjs';

const SCREENSHOTS = path.join(DIST, 'screenshots');
const MORE = 'Where an order is late, say when it was sent and how to follow it. ';

describe('VS Code shows how a prompt grew', function () {
  this.timeout(90_000);
  let folder, example, server, browser, page;
  const git = (...args) =>
    execFileSync('git', ['-C', example, '-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args]);

  before(async function () {
    this.timeout(600_000);
    mkdirSync(SCREENSHOTS, { recursive: true });
    folder = mkdtempSync(path.join(tmpdir(), 'prompt-cost-drift-'));
    example = copyExample(folder);
    git('symbolic-ref', 'HEAD', 'refs/heads/main');
    git('add', '--all');
    git('commit', '--quiet', '--message', 'A shop');
    git('checkout', '--quiet', '-b', 'longer');
    const prompts = path.join(example, 'service/prompts.py');
    writeFileSync(prompts, readFileSync(prompts, 'utf8').replace('"""\\\n', `"""\\\n${MORE}\n`));
    git('commit', '--quiet', '--all', '--message', 'Say more of late orders');
    const installation = await installVSCode();
    server = await startVSCode(installation, { vsix: await vsixPath() });
    browser = await launchBrowser(installation);
    ({ page } = browser);
    await openFolder(page, server, example, remote => [
      ['openFile', remote(path.join(example, 'service/assistant.py'))],
    ]);
  });

  afterEach(async function () {
    if (this.currentTest?.isFailed()) await page.screenshot({ path: path.join(SCREENSHOTS, 'drift-failed.png') });
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const textOf = async locator => (await locator.innerText()).replaceAll('\u00A0', ' ');
  const row = text => page.locator('.pane-body .monaco-list-row', { hasText: text }).first();

  it('at the end of the hint', async () => {
    // A long hint is drawn in several pieces: the line as a whole has all of it.
    const line = page
      .locator('.editor-instance .view-line', { hasText: /chat\.completions\.create.*since\smain/ })
      .first();
    await line.waitFor();
    assert.match(await textOf(line), /≥\d+ tok · .* \/call · \+1\d tok since main$/);
  });

  it('in the view, the biggest growth first', async () => {
    await page.locator('.pane-header', { hasText: 'Prompt drift' }).click();
    await row('SUPPORT_SYSTEM').waitFor();
    assert.match(await textOf(row('Length of all prompts')), /p50 \d+ · p95 \d+ tok/);
    assert.match(await textOf(row('SUPPORT_SYSTEM')), /\+1\d tok \(\+\d+ %\) since 20\d\d-\d\d-\d\d/);
    const said = await row('SUPPORT_SYSTEM').getAttribute('aria-label');
    assert.match(said ?? '', /^SUPPORT_SYSTEM, grown by 1\d tokens since 20/);
    const rows = await page.locator('.pane-body .monaco-list-row', { hasText: /since 20/ }).allInnerTexts();
    assert.ok(rows[0]?.includes('SUPPORT_SYSTEM'), rows.join('\n'));
  });

  it('as two versions side by side', async () => {
    await row('SUPPORT_SYSTEM').locator('.monaco-tl-twistie').click();
    await row('Say more of late orders').waitFor();
    await page.screenshot({ path: path.join(SCREENSHOTS, 'drift-view.png') });
    await row('Say more of late orders').click();
    await page.locator('.tab.active', { hasText: /prompts\.py \([0-9a-f]{8}\)/ }).waitFor();
    const shown = side =>
      page.locator(`.monaco-diff-editor .editor.${side} .view-line`, { hasText: 'Where an order is late' });
    await shown('modified').waitFor();
    assert.equal(await shown('original').count(), 0);
    await page.screenshot({ path: path.join(SCREENSHOTS, 'drift-diff.png') });
  });
});
