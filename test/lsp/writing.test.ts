import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { CompletionItem, Diagnostic, DocumentLink } from 'vscode-languageserver/node';
import { until } from '../harness/until.ts';
import { type Client, endWell, startClient } from './client.ts';

const ASSISTANT = 'service/assistant.py';

/** What an editor offers while a call or the configuration is written. */
describe('language server, while writing', () => {
  let client: Client;
  const diagnostics = new Map<string, Diagnostic[]>();
  const toldOf: string[] = [];

  before(async () => {
    client = await startClient();
    client.connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics: told }) => {
      diagnostics.set(uri, told);
      toldOf.push(uri);
    });
  });
  after(() => endWell(client));

  /** Opens a text with `|` where the cursor is. */
  async function complete(file: string, marked: string): Promise<CompletionItem[]> {
    const text = marked.replace('|', '');
    const before = marked.slice(0, marked.indexOf('|')).split('\n');
    client.open(file, text);
    const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
    const params = { textDocument: { uri: client.uriOf(file) }, position };
    return (await client.connection.sendRequest('textDocument/completion', params)) ?? [];
  }

  it("offers the provider's models, cheapest first, those that are gone struck through", async () => {
    const items = await complete(
      'write.py',
      'import anthropic\n\nanthropic.Anthropic().messages.create(model="cl|", max_tokens=10, messages=[{"role": "user", "content": "Hi"}])\n',
    );
    const labels = items
      .toSorted((a, b) => (a.sortText ?? '').localeCompare(b.sortText ?? ''))
      .map(({ label }) => label);
    assert.ok(
      labels.every(label => label.startsWith('claude')),
      labels.join(),
    );
    assert.ok(labels.findIndex(label => label.includes('haiku')) < labels.findIndex(label => label.includes('opus')));
    const opus = items.find(({ label }) => label === 'claude-3-opus-latest' || label.startsWith('claude-3-opus'));
    assert.deepEqual(opus?.tags, [1], 'retired');
    const sonnet = items.find(({ label }) => label === 'claude-sonnet-4-5');
    assert.match(sonnet?.labelDetails?.description ?? '', /^\$3\.00 in · \$15\.00 out · \d+\w+ context$/);
    const resolved: CompletionItem = await client.connection.sendRequest('completionItem/resolve', sonnet);
    assert.match((resolved.documentation as { value: string }).value, /`claude-sonnet-4-5`.*anthropic[^]*\$15\.00/);
    const line = 'anthropic.Anthropic().messages.create(model="';
    assert.deepEqual(sonnet?.textEdit, {
      range: { start: { line: 2, character: line.length }, end: { line: 2, character: line.length + 2 } },
      newText: 'claude-sonnet-4-5',
    });
  });

  it("keeps a router's prefix, and asks for the models of whom it names", async () => {
    const items = await complete(
      'route.py',
      'from litellm import completion\n\ncompletion(model="gemini/ge|", messages=[{"role": "user", "content": "Hi"}])\n',
    );
    assert.ok(items.some(({ label }) => label === 'gemini/gemini-2.5-flash'));
    assert.ok(items.every(({ label }) => label.startsWith('gemini/')));
  });

  it('offers nothing in any other string', async () => {
    assert.deepEqual(await complete('other.py', 'model = "what | is"\nprint("gpt-|")\n'), []);
    assert.deepEqual(await complete('none.py', 'print("gpt-4|")\n'), []);
  });

  it('tells of the model under the pointer', async () => {
    client.open(ASSISTANT, await readFile(path.join(client.folder, ASSISTANT), 'utf8'));
    const hover = (await client.hover(ASSISTANT, 9, 12)) ?? '';
    for (const expected of ['gpt-4.1-mini', '$0.40', 'context window: 1,0', 'longest output: 32,768'])
      assert.ok(hover.includes(expected), `${expected} in\n${hover}`);
    assert.ok(!hover.includes('retire'));
    assert.ok(!hover.includes('as your configuration says'));
    client.open('promptcost.config.yaml', 'prices: [{ model: gpt-4.1-mini, discount: 10 }]\n');
    assert.match((await client.hover(ASSISTANT, 9, 12)) ?? '', /as your configuration says; this is the list price/);
    client.edit('promptcost.config.yaml', '');
  });

  it('links prompts that lie in other files', async () => {
    const params = { textDocument: { uri: client.uriOf(ASSISTANT) } };
    const links: DocumentLink[] = await client.connection.sendRequest('textDocument/documentLink', params);
    const [link] = links;
    assert.ok(link?.target?.startsWith(client.uriOf('service/prompts.py')), link?.target);
    assert.equal(link?.range.start.line, 27);
    assert.match(link?.tooltip ?? '', /^SUPPORT_SYSTEM: \d+ tok$/);
  });

  it('offers the keys of the configuration, and the values of those that have some', async () => {
    const labels = async (text: string): Promise<string[]> =>
      (await complete('promptcost.config.yaml', text)).map(({ label }) => label);
    assert.ok((await labels('|')).includes('usage'));
    assert.ok((await labels('usage:\n  - callsPer|')).includes('callsPerMonth'));
    assert.ok((await labels('models:\n  - { env: X, |')).includes('model'));
    assert.deepEqual(await labels('usage:\n  - cacheWrite: |'), ['5m', '1h']);
    assert.deepEqual(await labels('rules:\n  no-output-limit: |'), ['off', 'info', 'warning', 'error']);
    assert.ok((await labels('rules:\n  no-|')).includes('no-output-limit'));
  });

  it('counts an unsaved configuration, and says at its line what is wrong with it', async () => {
    const config = 'promptcost.config.yaml';
    const uri = client.uriOf(config);
    client.open(config, 'models:\n  - { variable: model, model: gpt-4o }\nmodell: x\n');
    client.open(
      'open.py',
      'from openai import OpenAI\n\ndef run(model):\n    OpenAI().responses.create(model=model, input="Go.")\n',
    );
    const told = (): string =>
      JSON.stringify(diagnostics.get(uri)?.map(({ range, message }) => [range.start.line, message]));
    await until(() => told().startsWith('[[2,"modell: no such key. Known here: models'));
    assert.match((await client.hints('open.py')).join(), /by your own mapping/);
    client.edit(config, 'models: []\n');
    await until(() => diagnostics.get(uri)?.length === 0);
    await until(async () => /model unknown/.test((await client.hints('open.py')).join()));
  });

  it('says nothing of configurations of which there is nothing new, whatever changes on disk', async () => {
    const isTold = (): boolean => toldOf.some(uri => /promptcost\.\w+\.\w+$/.test(uri));
    toldOf.length = 0;
    const changes = [{ uri: client.uriOf(ASSISTANT), type: 2 }];
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
    assert.equal((await client.hints(ASSISTANT)).length, 2);
    await client.hints(ASSISTANT);
    assert.ok(!isTold(), toldOf.join('\n'));
  });
});
