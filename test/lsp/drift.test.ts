import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CodeLens } from 'vscode-languageserver/node';
import {
  DRIFT_CHANGED,
  type DriftView,
  OPEN_VERSIONS,
  READ_DRIFT,
  READ_VERSION,
  TRUST_GRANTED,
  type VersionPair,
} from '../../server/lsp/protocol.ts';
import { gitIn } from '../harness/folder.ts';
import { until } from '../harness/until.ts';
import { type Client, endWell, startClient } from './client.ts';

const ASSISTANT = 'service/assistant.py';
const PROMPTS = 'service/prompts.py';
const MORE = 'Where an order is late, say when it was sent and how to follow it. ';

describe('drift in the language server', () => {
  let client: Client;
  const git = (...args: string[]): string => gitIn(client.folder, ...args);
  const read = (file: string): Promise<string> => readFile(path.join(client.folder, file), 'utf8');
  const write = (file: string, text: string): Promise<void> => writeFile(path.join(client.folder, file), text);
  const hasHint = (pattern: RegExp) => async (): Promise<boolean> =>
    pattern.test((await client.hints(ASSISTANT))[0] ?? '');

  /** A prompt that was made longer on a branch, in a file of its own. */
  async function start(isTrusted = true): Promise<void> {
    const capabilities = {
      workspace: { configuration: true, inlayHint: { refreshSupport: true }, codeLens: { refreshSupport: true } },
    };
    client = await startClient(capabilities, { isTrusted, canOpenVersions: true });
    client.connection.onRequest('workspace/codeLens/refresh', () => null);
    git('init', '--quiet');
    git('add', '--all');
    git('commit', '--quiet', '--message', 'A shop');
    git('checkout', '--quiet', '-b', 'longer');
    await write(PROMPTS, (await read(PROMPTS)).replace('"""\\\n', `"""\\\n${MORE}`));
    git('commit', '--quiet', '--all', '--message', 'Say more of late orders');
  }
  afterEach(() => endWell(client));

  it('says at the call how its prompt grew since the default branch, once that is known', async () => {
    await start();
    client.open(ASSISTANT, await read(ASSISTANT));
    assert.match((await client.hints(ASSISTANT))[0] ?? '', /tok · /, 'nobody waits for it');
    await until(hasHint(/ · \+17 tok since main$/));
    client.open(PROMPTS, await read(PROMPTS));
    client.edit(PROMPTS, (await read(PROMPTS)).replace(MORE, MORE + MORE));
    await until(hasHint(/ · \+3\d tok since main$/));
  });

  it('says the same at prompts that stand by themselves: in a file of their own, and in code', async () => {
    await start();
    const file = 'service/prompts/classify.md';
    client.open(file, `${await read(file)}\n${MORE}`, 'markdown');
    await until(async () => / · ~?\+1\d tok since main$/.test((await client.hints(file))[0] ?? ''));
    client.open('service/more.py', `REFUND_PROMPT = """${MORE.repeat(3)}"""\n`);
    assert.match((await client.hints('service/more.py'))[0] ?? '', /tok$/);
    await until(async () => /new since main/.test((await client.hover('service/more.py', 0, 3)) ?? ''));
  });

  it('tells the history under the pointer, and opens what a commit changed', async () => {
    await start();
    client.open(ASSISTANT, await read(ASSISTANT));
    let hover = '';
    await until(async () => /Say more/.test((hover = (await client.hover(ASSISTANT, 24, 50)) ?? '')));
    assert.match(hover, /\*\*Drift\*\* · \\?\+17 tok \(\+\d+ %\) since main/);
    assert.match(hover, /`SUPPORT_SYSTEM` ▇▇ \d+ o200k/);
    assert.match(hover, /\| main \| &ensp;30 days ago \| &ensp;90 days ago \|/);
    const [, args = ''] = new RegExp(`command:${OPEN_VERSIONS}\\?([^>]+)>`).exec(hover) ?? [];
    const [pair] = JSON.parse(decodeURIComponent(args)) as [VersionPair];
    const texts = await Promise.all(
      [pair.before, pair.after].map(ref => client.connection.sendRequest<string>(READ_VERSION, ref)),
    );
    assert.deepEqual(
      texts.map(text => text.includes(MORE)),
      [false, true],
    );
    assert.equal(texts[1], await read(PROMPTS));
  });

  it('shows tokens, cost and drift above the call, for those who ask for it', async () => {
    await start();
    client.open(ASSISTANT, await read(ASSISTANT));
    const lenses = async (file = ASSISTANT): Promise<string[]> => {
      const params = { textDocument: { uri: client.uriOf(file) } };
      const found = (await client.connection.sendRequest<CodeLens[] | null>('textDocument/codeLens', params)) ?? [];
      return found.map(({ range, command }) => `${range.start.line + 1} ${command?.title}`);
    };
    assert.deepEqual(await lenses(), []);
    await client.configure({ codeLens: { enabled: true } });
    await until(async () => /^25 ≥\d+ tok · .*\$.* · \+17 tok since main$/.test((await lenses())[0] ?? ''));
    const sending = `from openai import OpenAI
RULES_PROMPT = "${MORE.repeat(6).trim()}"
OpenAI().responses.create(model="gpt-4o", input=RULES_PROMPT)
`;
    client.open('rules.py', sending);
    const told = await lenses('rules.py');
    assert.deepEqual(
      told.map(lens => lens.split(' ')[0]),
      ['3', '2'],
      'a prompt that is sent here has a lens as it has a hint',
    );
  });

  it('notices another branch, and a commit', async () => {
    await start();
    let changes = 0;
    client.connection.onNotification(DRIFT_CHANGED, () => void changes++);
    client.open(ASSISTANT, await read(ASSISTANT));
    await until(hasHint(/since main$/));
    git('checkout', '--quiet', 'main');
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: client.uriOf(PROMPTS), type: 2 }],
    });
    await until(async () => changes > 0 && !(await hasHint(/since main/)()));
  });

  it('lists all prompts, the biggest growth first, and how long they are all together', async () => {
    await start();
    const view: DriftView = await client.connection.sendRequest(READ_DRIFT, {});
    assert.equal(view.state, 'ready');
    const [lengths, first] = view.rows;
    assert.match(`${lengths?.label} ${lengths?.description}`, /^Length of all prompts p50 \d+ · p95 \d+ tok/);
    assert.match(
      `${first?.label} ${first?.description}`,
      /^SUPPORT_SYSTEM \+17 tok \(\+\d+ %\) since 20\d\d-\d\d-\d\d · service\/prompts\.py$/,
    );
    assert.deepEqual(
      first?.children.map(({ label, description }) => `${label} ${description}`.replace(/20[\d-]+/, 'DAY')),
      ['+17 DAY Say more of late orders · Test', 'new, 456 DAY A shop · Test'],
    );
    assert.ok(first?.opens?.before && first.opens.after);
  });

  it('asks git nothing in a restricted workspace, until it is trusted', async () => {
    await start(false);
    client.open(ASSISTANT, await read(ASSISTANT));
    await client.hints(ASSISTANT);
    await new Promise(resolve => setTimeout(resolve, 300));
    assert.equal(await hasHint(/since/)(), false);
    assert.deepEqual(await client.connection.sendRequest(READ_DRIFT, {}), { state: 'restricted', rows: [] });
    await client.connection.sendNotification(TRUST_GRANTED);
    await until(hasHint(/ · \+17 tok since main$/));
  });

  it('says nothing where there is no git', async () => {
    client = await startClient(undefined, { isTrusted: true });
    client.open(ASSISTANT, await read(ASSISTANT));
    assert.match((await client.hover(ASSISTANT, 24, 50)) ?? '', /SUPPORT_SYSTEM/);
    assert.deepEqual(await client.connection.sendRequest(READ_DRIFT, {}), { state: 'none', rows: [] });
  });
});
