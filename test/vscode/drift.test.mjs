// How prompts grew, in a real VS Code: the hint, the view, and the two versions side by side.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gitIn } from '../harness/folder.ts';
import { inVSCode, screenshotPath, textOf } from './editor.mjs';

const MORE = 'Where an order is late, say when it was sent and how to follow it. ';

describe('VS Code shows how a prompt grew', function () {
  this.timeout(90_000);
  let example, page;
  const git = (...args) => gitIn(example, ...args);

  inVSCode('drift', async editor => {
    ({ example, page } = editor);
    git('symbolic-ref', 'HEAD', 'refs/heads/main');
    git('add', '--all');
    git('commit', '--quiet', '--message', 'A shop');
    git('checkout', '--quiet', '-b', 'longer');
    const prompts = path.join(example, 'service/prompts.py');
    writeFileSync(prompts, readFileSync(prompts, 'utf8').replace('"""\\\n', `"""\\\n${MORE}\n`));
    git('commit', '--quiet', '--all', '--message', 'Say more of late orders');
    await editor.open('service/assistant.py');
  });

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
    await page.screenshot({ path: screenshotPath('drift-view') });
    await row('Say more of late orders').click();
    await page.locator('.tab.active', { hasText: /prompts\.py \([0-9a-f]{8}\)/ }).waitFor();
    const shown = side =>
      page.locator(`.monaco-diff-editor .editor.${side} .view-line`, { hasText: 'Where an order is late' });
    await shown('modified').waitFor();
    assert.equal(await shown('original').count(), 0);
    await page.screenshot({ path: screenshotPath('drift-diff') });
  });
});
