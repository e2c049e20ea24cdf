// The workspace's calls in a real VS Code: the tree in the Explorer, the report in a tab, Get Started.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inVSCode, runCommand, screenshotPath } from './editor.mjs';

describe('the workspace in VS Code', function () {
  this.timeout(90_000);
  let example, page;

  inVSCode('view', async editor => {
    ({ example, page } = editor);
    page.setDefaultTimeout(30_000);
    mkdirSync(path.join(example, 'tests'));
    writeFileSync(path.join(example, 'tests/test_hello.py'), HELLO);
    writeFileSync(path.join(example, 'CODEOWNERS'), '/service/ @shop/service\n');
    await editor.open();
    await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
  });

  const pane = () => page.locator('.pane', { has: page.locator('.pane-header', { hasText: 'Call Sites' }) });
  const rows = text => pane().locator('.monaco-list-row', { hasText: text });
  const message = pattern => pane().locator('.message', { hasText: pattern });
  const webview = () => page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');

  async function button(name) {
    await pane().locator('.pane-header').hover();
    await pane().locator(`.pane-header .action-label[aria-label^="${name}"]`).click();
  }

  async function filter(words) {
    await button('Filter Call Sites');
    const input = page.locator('.quick-input-box input');
    await input.waitFor();
    await input.fill(words);
    await page.keyboard.press('Enter');
  }

  it('shows files with what their calls cost, the dearest first', async () => {
    await pane().locator('.pane-header').click();
    await message(/^10 calls · ≥\$0\.00\d+\/call · 1 unpriced$/).waitFor();
    await page.locator('.pane-header', { hasText: 'shop-assistant' }).click(); // makes room
    await rows('assistant.py').waitFor();
    assert.match(await rows('assistant.py').innerText(), /≥\$0\.000\d+\/call · service/);
    assert.match(
      await rows('assistant.py').getAttribute('aria-label'),
      /^assistant\.py, at least \$0\.000\d+ per call, service, 2 calls/,
    );
    assert.match(await pane().locator('.monaco-list-row').first().innerText(), /^assistant\.py/);
    assert.match(await rows('Tests, examples').innerText(), /\$/);
  });

  it('opens a call by keyboard, and tells its breakdown on rest', async () => {
    await rows('assistant.py').click();
    await page.keyboard.press('ArrowRight');
    const call = rows('25: chat.completions.create');
    await call.waitFor();
    await page.screenshot({ path: screenshotPath('call-sites') });
    await call.click();
    await page.locator('.tab.active', { hasText: 'assistant.py' }).waitFor();
    await page.locator('.statusbar-item', { hasText: 'Ln 25' }).waitFor();
    await rows('42: chat.completions.create').hover();
    const hover = page.locator('.monaco-hover', { hasText: 'per million tokens' }).first();
    await hover.waitFor();
    assert.match(await hover.innerText(), /SUPPORT_SYSTEM/);
    await page.keyboard.press('Escape');
  });

  it('groups by model and owner, and remembers it', async () => {
    for (const [choice, row] of [
      ['Owner', '@shop/service'],
      ['Model', 'gpt-4.1-mini'],
    ]) {
      await button('Group Call Sites');
      await page.locator('.quick-input-list .monaco-list-row', { hasText: choice }).click();
      await rows(row).first().waitFor();
    }
    await rows('model unknown').waitFor();
  });

  it('filters, says what is left, and offers the way back', async () => {
    await filter('haiku');
    await message(/^filter: haiku · 2 of 10 calls/).waitFor();
    await button('Clear Filter');
    await message(/^10 calls/).waitFor();
    await filter('no such call');
    const clear = pane().getByRole('button', { name: 'Clear Filter', exact: true }).last();
    await pane().getByText('No call has all of these words.').waitFor();
    await clear.click();
    await message(/^10 calls/).waitFor();
  });

  it('follows what is saved, here and by others', async () => {
    writeFileSync(path.join(example, 'service/new.py'), HELLO);
    await page.locator('.editor-instance .view-line', { hasText: '@dataclass' }).first().click();
    await page.keyboard.press('End');
    await page.keyboard.type('  # kept');
    await page.keyboard.press('Control+s');
    await page.locator('.tab.active:not(.dirty)', { hasText: 'assistant.py' }).waitFor();
    await message(/^11 calls/).waitFor();
  });

  it('shows the report in a tab, which opens calls', async () => {
    await runCommand(page, 'Prompt Cost: Open Report');
    await page.locator('.tab.active', { hasText: 'Prompt Cost Report' }).waitFor();
    await webview()
      .locator('.total', { hasText: /for 10 of 11 calls/ })
      .waitFor();
    await webview().locator('button.tile', { hasText: 'assistant.py' }).waitFor();
    assert.equal(
      await webview()
        .locator('body')
        .evaluate(() => getComputedStyle(document.body).backgroundColor),
      'rgb(31, 31, 31)',
    );
    await page.screenshot({ path: screenshotPath('report-tab') });
    await webview().getByRole('searchbox').fill('classify');
    await webview()
      .locator('output', { hasText: /^1 of 11 calls/ })
      .waitFor();
    await webview().locator('button.place:visible').click();
    await page.locator('.tab.active', { hasText: 'classify.py' }).waitFor();
    await page.locator('.statusbar-item', { hasText: 'Ln 14' }).waitFor();
  });

  it('gets a reader started: makes a configuration that explains itself, and marks what is done', async () => {
    await runCommand(page, 'Welcome: Open Walkthrough...');
    await page.keyboard.type('Prompt Cost');
    await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: 'Prompt Cost' }).waitFor();
    await page.keyboard.press('Enter');
    const steps = page.locator('.getting-started-step');
    await steps.first().waitFor();
    assert.equal(await steps.count(), 5);
    await steps.filter({ hasText: 'Tell what only you know' }).click();
    await page.getByRole('button', { name: 'Create Configuration' }).click();
    await page.locator('.tab.active', { hasText: 'promptcost.config.yaml' }).waitFor();
    await page.locator('.view-line', { hasText: 'OPENAI_MODEL' }).first().waitFor();
    assert.ok(existsSync(path.join(example, 'promptcost.config.yaml')));
    await page.locator('.tab', { hasText: 'Welcome' }).click();
    const done = page.locator('.getting-started-step', { has: page.locator('.complete') });
    await done.filter({ hasText: 'Tell what only you know' }).waitFor();
    await page.screenshot({ path: screenshotPath('get-started') });
  });
});

const HELLO = `from openai import OpenAI
OpenAI().responses.create(model="gpt-4o", input="Hello.")
`;
