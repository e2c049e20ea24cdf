import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SCAN_WORKSPACE, type ScanWorkspaceResult } from '../../server/lsp/protocol.ts';
import { until } from '../harness/until.ts';
import { type Client, endWell, startClient } from './client.ts';

const ASSISTANT = 'service/assistant.py';
const PROMPTS = 'service/prompts.py';

/** A call in so many characters, whose numbers depend on nothing else. */
const greet = (prompt: string, model = 'gpt-4o'): string => `from openai import OpenAI

client = OpenAI()
client.chat.completions.create(
    model="${model}",
    messages=[{"role": "user", "content": "${prompt}"}],
    max_completion_tokens=100,
)
`;

describe('language server', () => {
  let client: Client;
  const read = (file: string): Promise<string> => readFile(path.join(client.folder, file), 'utf8');

  beforeEach(async () => {
    client = await startClient();
  });
  afterEach(() => endWell(client));

  it('says what it can do', () => {
    const { capabilities, serverInfo } = client.initialized;
    assert.equal(serverInfo?.name, 'prompt-cost');
    assert.deepEqual(capabilities.inlayHintProvider, { resolveProvider: true });
    assert.equal(capabilities.hoverProvider, true);
  });

  it('puts a hint at the end of the first line of each call', async () => {
    const text = await read(ASSISTANT);
    client.open(ASSISTANT, text);
    const hints = await client.hints(ASSISTANT);
    assert.deepEqual(
      hints.map(hint => hint.split(' ')[0]),
      ['25:55', '42:55'],
    );
    assert.match(hints[0] ?? '', /≥\d+ tok · ≥\$0\.000\d+ in \+ ≤\$0\.000\d+ out/);
    assert.match(hints[1] ?? '', /\? out/);
  });

  it('combines calls of one line', async () => {
    client.open(
      'two.py',
      `from openai import OpenAI\nc = OpenAI()\n${'c.embeddings.create(model="text-embedding-3-small", input="pan"); '.repeat(2)}\n`,
    );
    const [hint, ...others] = await client.hints('two.py');
    assert.deepEqual(others, []);
    assert.match(hint ?? '', /tok.* \| .*tok/);
  });

  it('answers for the text as it is after many edits', async () => {
    client.open('greet.py', greet('Hello'));
    const before = await client.hints('greet.py');
    for (let words = 1; words <= 20; words++) client.edit('greet.py', greet(`Hello${' again'.repeat(words)}`));
    const after = await client.hints('greet.py');
    assert.equal(tokens(after) - tokens(before), 20);
  });

  it('keeps quiet about what is broken while typing', async () => {
    const text = greet('Hello');
    client.open('greet.py', '');
    for (let end = 0; end <= text.length; end += 7) client.edit('greet.py', text.slice(0, end));
    await client.hints('greet.py');
    client.edit('greet.py', text);
    assert.equal((await client.hints('greet.py')).length, 1);
  });

  it('sees an unsaved edit of a prompt that another file imports', async () => {
    client.open(ASSISTANT, await read(ASSISTANT));
    const before = await client.hints(ASSISTANT);
    const refreshes = client.refreshes();
    client.open(PROMPTS, await read(PROMPTS));
    client.edit(PROMPTS, 'SUPPORT_SYSTEM = "Be short."\n');
    await until(() => client.refreshes() > refreshes);
    assert.ok(tokens(await client.hints(ASSISTANT)) < tokens(before));
  });

  it('sees a change on disk', async () => {
    client.open(ASSISTANT, await read(ASSISTANT));
    const before = await client.hints(ASSISTANT);
    const refreshes = client.refreshes();
    await writeFile(path.join(client.folder, PROMPTS), 'SUPPORT_SYSTEM = "Be short."\n');
    const changes = [{ uri: client.uriOf(PROMPTS), type: 2 }];
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
    await until(() => client.refreshes() > refreshes);
    assert.ok(tokens(await client.hints(ASSISTANT)) < tokens(before));
  });

  it('breaks a call down on hover', async () => {
    client.open(ASSISTANT, await read(ASSISTANT));
    const hover = (await client.hover(ASSISTANT, 24, 50)) ?? '';
    for (const expected of ['SUPPORT_SYSTEM', 'gpt-4.1-mini', 'prompts.py:3', 'gpt-4.1-nano', 'per million tokens']) {
      assert.ok(hover.includes(expected), `${expected} in\n${hover}`);
    }
    assert.ok(hover.includes(`${client.uriOf(PROMPTS)}#L3`), 'the prompt links to its place');
    assert.equal(await client.hover(ASSISTANT, 0, 3), undefined);
    assert.equal(await client.hover(ASSISTANT, 27, 50), undefined, 'an argument is not the callee');
    assert.equal(await client.breakdown(ASSISTANT, 24), hover, 'resting on the hint shows the same');
  });

  it('shows what a prompt file takes, at its first line', async () => {
    client.open('prompts/greet.md', 'Greet {name}.\nBe brief.\n');
    assert.deepEqual(await client.hints('prompts/greet.md'), ['1:13 ≥7 tok']);
    assert.match((await client.hover('prompts/greet.md', 0, 3)) ?? '', /\*\*≥7 tok\*\*.*prompt[^]*`name` is filled in/);
    client.open('notes.md', 'Greet {name}.\n');
    assert.deepEqual(await client.hints('notes.md'), []);
  });

  it('sends the total of the file, and takes it back', async () => {
    client.open('greet.py', greet('Hello'));
    await client.hints('greet.py');
    assert.match(client.total('greet.py')?.text ?? '', /\$0\.0\d+ in \+ ≤\$0\.0010 out · 1 LLM call$/);
    client.edit('greet.py', 'print("no call")\n');
    await client.hints('greet.py');
    assert.equal(client.total('greet.py')?.text, null);
  });

  it('follows the settings at once', async () => {
    client.open('greet.py', greet('Hello'));
    assert.equal((await client.hints('greet.py')).length, 1);
    const refreshes = client.refreshes();
    const off = { enabled: false };
    await client.configure({ inlayHints: { form: 'off' }, hover: off, statusBar: off });
    await until(() => client.refreshes() > refreshes && client.total('greet.py')?.text === null);
    assert.deepEqual(await client.hints('greet.py'), []);
    assert.equal(await client.hover('greet.py', 3, 10), undefined);
    await client.configure({ inlayHints: { form: 'short' } });
    await until(() => client.refreshes() > refreshes + 1);
    assert.match((await client.hints('greet.py')).join(), /^\d+:\d+ \d+ tok · ≥?\$0\.\d+[^ ]*$/);
    await client.configure({ inlayHints: { form: 'yes, please' }, hover: { enabled: 1 } });
    await until(() => client.refreshes() > refreshes + 2);
    assert.match(
      (await client.hints('greet.py')).join(),
      / in \+ .* out/,
      'what a setting does not take is its default',
    );
  });

  it('scans the workspace, with progress', async () => {
    const seen: string[] = [];
    client.connection.onNotification('$/progress', ({ value }: { value: { kind: string } }) => {
      seen.push(value.kind);
    });
    const result: ScanWorkspaceResult = await client.connection.sendRequest(SCAN_WORKSPACE, { workDoneToken: 'scan' });
    assert.match(result.report, /service\/assistant\.py/);
    assert.match(result.report, /web\/src\/chat\.ts/);
    assert.match(result.summary, /^\d+ LLM calls in \d+ files/);
    assert.equal(seen.at(0), 'begin');
    assert.equal(seen.at(-1), 'end');
  });

  it('has nothing to say about files that are no source, are gone or lie elsewhere', async () => {
    client.open('notes.txt', 'client.chat.completions.create()', 'plaintext');
    client.open('gone/never.py', '# not on disk');
    client.open('/nowhere/at/all/x.py', '# its folder does not exist');
    for (const file of ['notes.txt', 'gone/never.py', 'unopened.py']) assert.deepEqual(await client.hints(file), []);
    await client.hints('/nowhere/at/all/x.py');
    client.logged.length = 0; // that a folder is missing may be said
  });

  it('reads a buffer that has no file yet', async () => {
    client.open('untitled:Untitled-1', greet('Hello'), 'python');
    assert.equal((await client.hints('untitled:Untitled-1')).length, 1);
  });
});

describe('language server of a plain client', () => {
  it('works without configuration, registration and refresh', async () => {
    const client = await startClient({});
    client.open('greet.py', greet('Hello'));
    assert.equal((await client.hints('greet.py')).length, 1);
    await client.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { promptCost: { inlayHints: { form: 'off' } } },
    });
    assert.deepEqual(await client.hints('greet.py'), []);
    assert.deepEqual(client.logged, []);
    assert.equal(await client.shutdown(), 0);
  });

  it('ends with its client', async () => {
    const server = path.join(import.meta.dirname, '..', '..', 'dist', 'server.cjs');
    const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'ignore', 'ignore'] });
    child.stdin.end();
    const [code] = await once(child, 'exit');
    assert.equal(code, 1, 'an exit without shutdown is an error');
  });
});

const tokens = (hints: string[]): number => Number(/(\d+) tok/.exec(hints[0] ?? '')?.[1]);
