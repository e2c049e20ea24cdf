// The packaged extension in a real VS Code: what a reader sees on the screen.
import assert from 'node:assert/strict';
import { copyFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../esbuild.mjs';
import { inVSCode, runCommand, screenshotPath, textOf } from './editor.mjs';
import { SETTINGS } from './profile.mjs';
import { editorIn } from './reader.mjs';

describe('VS Code shows', function () {
  this.timeout(90_000);
  const outside = new Set();
  let page, lineOf, hintAt, statusBar, openFile, goTo;
  let settingsWritten = 0;

  inVSCode('rendered', async editor => {
    ({ page } = editor);
    ({ lineOf, hintAt, statusBar, openFile, goTo } = editorIn(page));
    page.on('request', request => {
      const { protocol, hostname } = new URL(request.url());
      // What stands in a page that VS Code shows has this name; a service worker answers it from the server on this machine.
      if (hostname.endsWith('.vscode-resource.vscode-cdn.net')) return;
      if (/^(http|ws)s?:$/.test(protocol) && hostname !== '127.0.0.1') outside.add(hostname);
    });
    writeFileSync(path.join(editor.example, 'web/Tip.vue'), VUE);
    writeFileSync(path.join(editor.example, 'ideas.ipynb'), JSON.stringify(NOTEBOOK));
    writeFileSync(path.join(editor.example, 'service/manual.py'), COSTLY);
    await editor.open('service/assistant.py');
    await lineOf('import OpenAI').waitFor();
    await page.keyboard.press('Control+b'); // no side bar: the text has the whole width
  });

  /** As a user does, in the settings file; then back to the code. A comment tells when the editor shows what was typed. */
  async function configure(settings) {
    await runCommand(page, 'Preferences: Open User Settings (JSON)');
    await page.locator('.tab.active', { hasText: 'settings.json' }).waitFor();
    await lineOf('"').waitFor();
    await page.keyboard.press('Control+a');
    const mark = `// settings ${++settingsWritten}`;
    await page.keyboard.insertText(`${mark}\n${JSON.stringify(settings)}`);
    await lineOf(mark).waitFor();
    await page.keyboard.press('Control+s');
    await page.locator('.tab.active:not(.dirty)', { hasText: 'settings.json' }).waitFor();
    await openFile('chat.ts');
  }

  /** A hover shows a quarter of the screen at most; its edge can be dragged. */
  async function enlarge(hover) {
    const { x, y, width } = await hover.boundingBox();
    await page.mouse.move(x + width / 2, y);
    await page.mouse.down();
    await page.mouse.move(x + width / 2, y - 190, { steps: 10 });
    await page.mouse.up();
    await page.mouse.move(x + width - 40, y); // off the edge, whose highlight then fades
    await page.locator('.monaco-sash.hover, .monaco-sash.active').waitFor({ state: 'detached' });
    await page.waitForTimeout(300);
  }

  it('a hint at a call in Python', async () => {
    const hint = hintAt('chat.completions.create');
    await hint.waitFor();
    assert.match(await textOf(hint), /^≥\d+ tok · ≥\$0\.000\d+ in \+ ≤\$0\.000\d+ out \/call$/);
  });

  it('the total of the file in the status bar', async () => {
    const total = statusBar(/2 LLM calls/);
    await total.waitFor();
    assert.match(await textOf(total), /^≥\$0\.000\d+ in \+ \? out · 2 LLM calls$/);
  });

  it('the breakdown on hover', async () => {
    await lineOf('chat.completions.create')
      .locator('span', { hasText: /completions\.create$/ })
      .last()
      .hover();
    const hover = page.locator('.monaco-hover', { hasText: 'per million tokens' }).first();
    await hover.waitFor();
    const text = await textOf(hover);
    for (const expected of [
      'SUPPORT_SYSTEM',
      'prompts.py:3',
      'question',
      'gpt-4.1-mini',
      'price of 20',
      'gpt-4.1-nano',
    ]) {
      assert.ok(text.includes(expected), `${expected} in\n${text}`);
    }
    await enlarge(hover);
    const screenshot = screenshotPath('editor');
    await page.screenshot({ path: screenshot });
    if (process.env.UPDATE) copyFileSync(screenshot, path.join(ROOT, 'extension', 'screenshot.png'));
    await page.keyboard.press('Escape');
    await hover.waitFor({ state: 'hidden' });
  });

  it('the same breakdown on the hint itself', async () => {
    await hintAt('chat.completions.create').hover();
    const hover = page.locator('.monaco-hover', { hasText: 'per million tokens' }).first();
    await hover.waitFor();
    assert.match(await textOf(hover), /SUPPORT_SYSTEM/);
    await page.keyboard.press('Escape');
    await hover.waitFor({ state: 'hidden' });
  });

  it('a new hint after an edit, without saving', async () => {
    const before = await textOf(hintAt('chat.completions.create'));
    await page.keyboard.press('Control+p');
    await page.keyboard.type(':10');
    await page.keyboard.press('Enter');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Control+Backspace'); // `mini`
    await page.keyboard.press('Backspace');
    await lineOf('MODEL = "gpt-4.1"').waitFor();
    await page.waitForFunction(
      old =>
        ![...document.querySelectorAll('.view-line')].some(line =>
          line.textContent.replaceAll('\u00A0', ' ').includes(old),
        ),
      before,
    );
    assert.match(await textOf(hintAt('chat.completions.create')), /^≥\d+ tok · ≥\$0\.00\d+ in/);
  });

  it('a hint at a call in TypeScript', async () => {
    await openFile('chat.ts');
    const hint = hintAt('streamText({');
    await hint.waitFor();
    assert.match(await textOf(hint), /^≥\d+ tok · .* in \+ ≤\$0\.000\d+ out \/call$/);
    await statusBar(/1 LLM call$/).waitFor();
  });

  it('a hint at a call in a Vue component, though it is plain text here', async () => {
    await openFile('Tip.vue');
    await hintAt('embeddings.create').waitFor();
  });

  it('a hint at a call in a cell of a notebook, by what the cell before it holds', async () => {
    await openFile('ideas.ipynb');
    const cell = text => page.locator('.notebookOverlay .view-line', { hasText: text }).first();
    const hint = cell('embeddings.create').locator('[class*="dyn-rule"]', { hasText: /tok/ }).first();
    await hint.waitFor();
    const before = await textOf(hint);
    assert.match(before, /^\d+ tok · /);
    await statusBar(/1 LLM call$/).waitFor();
    await cell('IDEA').click();
    await page.keyboard.press('End');
    await page.keyboard.type(' + " and how it is baked, step by step"');
    await hint.filter({ hasNotText: before.split(' ')[0] }).waitFor();
    await page.screenshot({ path: screenshotPath('notebook') });
  });

  it('nothing where its setting is off, at once', async () => {
    const off = { 'promptCost.inlayHints.form': 'off', 'promptCost.statusBar.enabled': false };
    await configure({ ...SETTINGS, ...off });
    await hintAt('streamText({').waitFor({ state: 'detached' });
    await statusBar(/LLM call/).waitFor({ state: 'hidden' });
    await configure(SETTINGS);
    await hintAt('streamText({').waitFor();
    await statusBar(/LLM call/).waitFor();
  });

  it('nothing for a file without a call', async () => {
    await openFile('prompts.py');
    await statusBar(/LLM call/).waitFor({ state: 'hidden' });
  });

  it('the report of Scan Workspace', async () => {
    await runCommand(page, 'Prompt Cost: Scan Workspace');
    await page.locator('.tab.active', { hasText: 'Prompt Cost' }).waitFor();
    await lineOf('service/assistant.py').waitFor();
    await page.screenshot({ path: screenshotPath('report') });
  });

  it('a squiggle under a retired model, and what can be done about it in the light bulb', async () => {
    await openFile('manual.py');
    await page.locator('.squiggly-warning').first().waitFor();
    await goTo(10, 20);
    const retired = await offered(/Ignore retired-model here/);
    assert.match(retired, /Use claude-sonnet-5-5/);
    assert.match(retired, /Ignore retired-model in this file/);
    assert.match(retired, /Switch retired-model off in this workspace/);
    await page.keyboard.press('Escape');
    await goTo(7, 30);
    assert.match(await offered(/Use cache_control/), /Use cache_control: ~−\$0\.0\d+\/call after the first/);
    await page.screenshot({ path: screenshotPath('light-bulb') });
    await page.keyboard.press('Escape');
  });

  it('the page of a rule, by the link of what it found', async () => {
    await lineOf('claude-3-5-sonnet').locator('span', { hasText: 'claude-3-5' }).last().hover();
    await page.locator('.monaco-hover a.code-link', { hasText: 'retired-model' }).click();
    await page.locator('.tab.active', { hasText: 'retired-model.md' }).waitFor();
    // The notebook's outputs have a page of their own: the newest is meant.
    const preview = page.frameLocator('iframe.webview.ready').last().frameLocator('#active-frame');
    await preview.locator('h1', { hasText: 'A model that its provider has retired' }).waitFor();
    await page.screenshot({ path: screenshotPath('rule-page') });
    await page.keyboard.press('Control+w');
    await page.locator('.tab.active', { hasText: 'manual.py' }).waitFor();
  });

  it('the fix from the light bulb, undone in one step', async () => {
    await goTo(7, 30);
    await offered(/Use cache_control/);
    await page.locator('.action-widget .monaco-list-row', { hasText: /Use cache_control/ }).click();
    const mended = lineOf('"cache_control": {"type": "ephemeral"}');
    await mended.waitFor();
    await page.keyboard.press('Control+z');
    await mended.waitFor({ state: 'detached' });
  });

  /** What the light bulb's menu offers; findings may take a moment. */
  async function offered(pattern) {
    const menu = page.locator('.action-widget').first();
    const row = menu.locator('.monaco-list-row', { hasText: pattern }).first();
    for (let tries = 0; tries < 20; tries++) {
      await page.keyboard.press('Control+.');
      await row.waitFor({ timeout: 1500 }).catch(() => undefined);
      if (await row.isVisible()) return textOf(menu);
      await page.keyboard.press('Escape');
      await page.waitForTimeout(300);
    }
    throw new Error(`nothing like ${pattern} is offered`);
  }

  it('all this without asking any other machine', () => assert.deepEqual([...outside], []));
});

const VUE = `<script setup>
import OpenAI from 'openai';
new OpenAI().embeddings.create({ model: 'text-embedding-3-small', input: 'A tip' });
</script>
`;

const COSTLY = `from anthropic import Anthropic

client = Anthropic()
MANUAL = "Answer by this manual, word for word. " * 400

def answer(question):
    return client.messages.create(model="claude-sonnet-5", system=MANUAL, messages=[{"role": "user", "content": question}], max_tokens=500)

def sum_up(text):
    model = "claude-3-5-sonnet-20241022"
    return client.messages.create(model=model, messages=[{"role": "user", "content": text}], max_tokens=500)
`;

const cellOf = source => ({ cell_type: 'code', metadata: {}, execution_count: null, outputs: [], source });
const NOTEBOOK = {
  cells: [
    cellOf('from openai import OpenAI\nclient = OpenAI()\nIDEA = "A cake"'),
    cellOf('client.embeddings.create(model="text-embedding-3-small", input=IDEA)'),
  ],
  metadata: { language_info: { name: 'python' } },
  nbformat: 4,
  nbformat_minor: 5,
};
