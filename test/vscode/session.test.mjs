// One long session in a real VS Code. After each step the hints say what the command line says of the same texts from scratch.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DIST, node } from '../../esbuild.mjs';
import { gitIn } from '../harness/folder.ts';
import { inVSCode, screenshotPath } from './editor.mjs';
import { isRunning, memoryOf, parentOf, serversUnder } from './processes.mjs';
import { editorIn } from './reader.mjs';

const ASSISTANT = 'service/assistant.py';
const PROMPTS = 'service/prompts.py';
const MORE = 'Where an order is late, say when it was sent and how to follow it. ';
const CALL = 'chat.completions.create';
const ROUNDS = 24;

describe('a long session in VS Code', function () {
  this.timeout(90_000);
  this.bail(true); // each step goes on from the one before
  let folder, example, vscode, open, page, editor, server;
  const git = (...args) => gitIn(example, ...args);
  const onDisk = file => readFileSync(path.join(example, file), 'utf8');

  inVSCode('session', async opened => {
    ({ folder, example, server: vscode, open, page } = opened);
    git('symbolic-ref', 'HEAD', 'refs/heads/main');
    git('add', '--all');
    git('commit', '--quiet', '--message', 'A shop');
    editor = editorIn(page);
    await open(ASSISTANT);
    await page.evaluate(keepToasts);
  });

  /** Tokens of the first call, as the command line counts them with these texts in place of the files'. */
  async function counted(texts = {}) {
    const copy = path.join(folder, 'counted');
    cpSync(example, copy, { recursive: true });
    for (const [file, text] of Object.entries(texts)) writeFileSync(path.join(copy, file), text);
    const { calls } = JSON.parse(await node([path.join(DIST, 'cli.cjs'), 'scan', '--json', copy]));
    rmSync(copy, { recursive: true });
    const { min } = calls.find(({ file }) => file === ASSISTANT).inputTokens;
    return `≥${min.toLocaleString('en')} tok`;
  }

  /** Waits for the hint at the first call to say so many tokens, and for `more` of it. */
  async function hintSays(tokens, more = UNMOVED) {
    const line = editor.lineOf(CALL);
    const isRight = text => text.includes(`${tokens} · `) && more.test(text);
    for (let tries = 0; tries < 100; tries++) {
      if (isRight(await editor.textOf(line))) return;
      await page.waitForTimeout(100);
    }
    assert.fail(`${tokens} ${more} is not in: ${await editor.textOf(line)}`);
  }

  const longer = text => text.replace('"""\\\n', `"""\\\n${MORE}\n`);

  it('opens a file', async () => {
    await hintSays(await counted());
    const servers = serversUnder(vscode.profile);
    assert.equal(servers.length, 1);
    [server] = servers;
  });

  it('has the hint follow what is typed', async () => {
    const text = onDisk(ASSISTANT);
    const at = text.indexOf('Question:');
    const before = text.slice(0, at).split('\n');
    await editor.goTo(before.length, before.at(-1).length + 1);
    await page.keyboard.type(QUICK, { delay: 30 });
    await hintSays(await counted({ [ASSISTANT]: text.slice(0, at) + QUICK + text.slice(at) }), MOVED);
  });

  it('has it return by undo', async () => {
    for (let tries = 0; tries < 20 && (await page.locator('.tab.active.dirty').count()) > 0; tries++)
      await page.keyboard.press('Control+z');
    await page.locator('.tab.active:not(.dirty)').waitFor();
    await hintSays(await counted());
  });

  it('has it follow an imported prompt that changes on disk and is not open', async () => {
    const before = onDisk(PROMPTS);
    writeFileSync(path.join(example, PROMPTS), longer(before));
    await hintSays(await counted(), MOVED);
    writeFileSync(path.join(example, PROMPTS), before);
    await hintSays(await counted());
  });

  it('has it follow an imported prompt that is open and not saved', async () => {
    const before = onDisk(PROMPTS);
    await editor.openFile('prompts.py');
    await editor.goTo(4, 1);
    await page.keyboard.type(MORE);
    await page.locator('.tab.active.dirty', { hasText: 'prompts.py' }).waitFor();
    await editor.openFile('assistant.py');
    const typed = before.replace('"""\\\n', `"""\\\n${MORE}`);
    await hintSays(await counted({ [PROMPTS]: typed }), MOVED);
    await editor.openFile('prompts.py');
    await page.keyboard.press('Control+s');
    await page.locator('.tab.active:not(.dirty)', { hasText: 'prompts.py' }).waitFor();
    assert.equal(onDisk(PROMPTS), typed);
  });

  it('has it follow the branch that is switched underneath', async () => {
    const before = git('show', `main:${PROMPTS}`);
    await editor.openFile('assistant.py');
    git('checkout', '--quiet', '-b', 'longer');
    git('commit', '--quiet', '--all', '--message', 'Say more of late orders');
    await hintSays(await counted(), MOVED);
    git('checkout', '--quiet', 'main');
    assert.equal(onDisk(PROMPTS), before);
    await hintSays(await counted());
    git('checkout', '--quiet', 'longer');
    await hintSays(await counted(), MOVED);
    await page.screenshot({ path: screenshotPath('session') });
  });

  it('has it follow a file that is deleted, and that is there again', async () => {
    await editor.openFile('prompts.py');
    await page.keyboard.press('Control+w');
    rmSync(path.join(example, PROMPTS));
    await hintSays(await counted());
    git('checkout', '--quiet', '--', PROMPTS);
    await hintSays(await counted(), MOVED);
  });

  it('keeps what is in the editor when its own file is deleted', async () => {
    const tokens = await counted();
    rmSync(path.join(example, ASSISTANT));
    await page.locator('.tab.active .strikethrough').waitFor();
    await hintSays(tokens, MOVED);
    git('checkout', '--quiet', '--', ASSISTANT);
    await page.locator('.tab.active .strikethrough').waitFor({ state: 'detached' });
    await hintSays(tokens, MOVED);
  });

  it('does not grow', async function () {
    this.timeout(180_000);
    const text = onDisk(PROMPTS);
    const [before, after] = [await counted(), await counted({ [PROMPTS]: longer(text) })];
    const memory = [];
    for (let round = 0; round < ROUNDS; round++) {
      await editor.goTo(1, 5);
      await page.keyboard.type(`${round} `, { delay: 20 });
      writeFileSync(path.join(example, PROMPTS), longer(text));
      await hintSays(after, MOVED);
      await page.keyboard.press('Control+z');
      writeFileSync(path.join(example, PROMPTS), text);
      await hintSays(before, MOVED);
      memory.push(memoryOf(server));
    }
    const mb = memory.map(bytes => Math.round(bytes / 1e6));
    const highest = values => Math.max(...values);
    // The first rounds fill what is kept; a garbage collector that had no reason to run may leave a quarter.
    const half = memory.length / 2;
    assert.ok(highest(memory.slice(half)) <= 1.25 * highest(memory.slice(half / 2, half)), mb.join(' '));
  });

  it('has told of no error, neither in a toast nor in its output', async () => {
    assert.deepEqual(await page.evaluate(() => globalThis.toasts), []);
    await editor.runCommand('Prompt Cost: Show Output');
    await page.locator('.panel .output-view-container, .panel .monaco-editor').first().waitFor();
    const text = await page.locator('.panel .view-lines').first().innerText();
    assert.doesNotMatch(text, /error/i);
    await page.keyboard.press('Control+j');
  });

  it('leaves no server behind when the folder is closed', async () => {
    assert.deepEqual(serversUnder(vscode.profile), [server]);
    await editor.runCommand('Workspaces: Close Workspace');
    // The page is loaded anew: who opens a folder before that is interrupted.
    await page.waitForURL(/[?&]ew=true/, { waitUntil: 'commit' });
    await untilGone(server);
  });

  it('leaves none behind when the extension host is killed', async () => {
    await open(ASSISTANT);
    await editor.hintAt(CALL).waitFor();
    const [again] = serversUnder(vscode.profile);
    assert.ok(again !== undefined && again !== server);
    process.kill(parentOf(again), 'SIGKILL');
    await untilGone(again);
  });

  async function untilGone(pid) {
    for (let tries = 0; tries < 150 && isRunning(pid); tries++) await page.waitForTimeout(100);
    assert.ok(!isRunning(pid), `server ${pid} still runs`);
  }
});

/** What ends a hint: of a call that is as on the default branch, and of one that is not. */
const UNMOVED = / \/call$/;
const MOVED = / \/call · \+\d+ tok since main$/;
const QUICK = 'Be quick, and be exact. ';

/** In the page: keeps what error toasts said, also those that hid themselves again. */
function keepToasts() {
  globalThis.toasts = [];
  new MutationObserver(() => {
    for (const toast of document.querySelectorAll('.notification-toast:has(.codicon-error)'))
      if (!globalThis.toasts.includes(toast.innerText)) globalThis.toasts.push(toast.innerText);
  }).observe(document.body, { childList: true, subtree: true });
}
