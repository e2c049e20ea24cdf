import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  CALL_TOOLTIP,
  type Callers,
  FIND_CALLERS,
  type ViewRow,
  WORKSPACE_CHANGED,
  WORKSPACE_REPORT,
  WORKSPACE_VIEW,
  type WorkspaceReport,
  type WorkspaceView,
  type WorkspaceViewParams,
} from '../../server/lsp/protocol.ts';
import { type Client, endWell, startClient } from './client.ts';

const OWNERS = `/service/ @shop/service
*.ts @shop/web
`;
const TEST = `from openai import OpenAI
OpenAI().responses.create(model="gpt-4o", input="Hello.")
`;

describe('the view of the workspace', () => {
  let client: Client;
  const write = async (file: string, text: string): Promise<void> => {
    await mkdir(path.dirname(path.join(client.folder, file)), { recursive: true });
    await writeFile(path.join(client.folder, file), text);
  };
  const view = (params: Partial<WorkspaceViewParams> = {}): Promise<WorkspaceView> =>
    client.connection.sendRequest(WORKSPACE_VIEW, { groupBy: 'file', filter: '', again: false, ...params });
  const labels = ({ rows }: WorkspaceView): string[] => rows.map(({ label }) => label);
  const rowOf = ({ rows }: WorkspaceView, label: string): ViewRow => {
    const row = rows.find(one => one.label === label);
    assert.ok(row, label);
    return row;
  };

  beforeEach(async () => {
    client = await startClient();
    await write('CODEOWNERS', OWNERS);
    await write('tests/test_hello.py', TEST);
  });
  afterEach(() => endWell(client));

  it('has the files, the dearest first, tests apart, and what all comes to', async () => {
    const found = await view();
    assert.equal(found.state, 'calls');
    assert.match(found.message, /^10 calls · ≥\$0\.00\d+\/call · 1 unpriced$/);
    assert.deepEqual(labels(found).slice(0, 3), ['assistant.py', 'classify.py', 'tip.ts']);
    assert.deepEqual(labels(found).slice(-2), ['experiment.ts', 'Tests, examples, vendored code']);
    const { uri, description, spoken, rows } = rowOf(found, 'assistant.py');
    assert.equal(uri, client.uriOf('service/assistant.py'));
    assert.match(description, /^≥\$0\.000\d+\/call · service$/);
    assert.match(spoken, /^assistant\.py, at least \$0\.000\d+ per call, service, 2 calls$/);
    assert.match(rows[0]?.label ?? '', /^\d+: chat\.completions\.create$/);
    assert.match(rows[0]?.description ?? '', /^≥\$.* in \+ .* out \/call · gpt-4\.1-mini$/);
    assert.equal(rows[0]?.target?.uri, uri);
    assert.equal(rows[0]?.target?.range.start.line, 24);
    assert.equal(rowOf(found, 'experiment.ts').description, '1 unpriced · web/src');
    const aside = rowOf(found, 'Tests, examples, vendored code');
    assert.equal(aside.isExpanded, false);
    assert.deepEqual(
      aside.rows.map(({ label }) => label),
      ['test_hello.py'],
    );
  });

  it('groups by model and by owner', async () => {
    const models = await view({ groupBy: 'model' });
    assert.match(rowOf(models, 'gpt-4.1-mini').description, /^≥\$0\.000\d+\/call$/);
    assert.ok(labels(models).includes('model unknown'));
    const owners = await view({ groupBy: 'owner' });
    assert.deepEqual(new Set(labels(owners).slice(0, 2)), new Set(['@shop/service', '@shop/web']));
    assert.match(rowOf(owners, '@shop/service').rows[0]?.label ?? '', /\.py:\d+$/);
    const ids = (rows: readonly ViewRow[]): string[] => rows.flatMap(row => [row.id, ...ids(row.rows)]);
    const all = [models, owners].flatMap(({ rows }) => ids(rows));
    assert.equal(new Set(all).size, all.length, 'each row has an id of its own');
  });

  it('filters, and says how many are left', async () => {
    const found = await view({ filter: 'gpt-4.1-mini assistant' });
    assert.deepEqual(labels(found), ['assistant.py']);
    assert.match(found.message, /^filter: gpt-4\.1-mini assistant · 2 of 10 calls · ≥/);
    assert.deepEqual(await view({ filter: 'no such' }), { state: 'none left', message: '', rows: [] });
  });

  it('tells what a call is made of, as the hover does', async () => {
    const found = await view();
    const id = rowOf(found, 'assistant.py').rows[0]?.id;
    const tooltip = await client.connection.sendRequest<string | null>(CALL_TOOLTIP, { id });
    assert.match(tooltip ?? '', /SUPPORT_SYSTEM/);
    assert.match(tooltip ?? '', /per million tokens/);
    assert.equal(await client.connection.sendRequest(CALL_TOOLTIP, { id: 'gone' }), null);
  });

  it('is told of changes on disk, and takes them and unsaved edits in', async () => {
    await view();
    const changed = new Promise<void>(resolve => client.connection.onNotification(WORKSPACE_CHANGED, resolve));
    await write('service/new.py', TEST);
    const changes = [{ uri: client.uriOf('service/new.py'), type: 1 }];
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
    await changed;
    assert.match((await view()).message, /^11 calls/);
    client.open('service/new.py', 'x = 1\n');
    await client.hints('service/new.py');
    assert.match((await view()).message, /^10 calls/);
  });

  it('has a row for each folder where there are several', async () => {
    const { folder } = client;
    await client.changeFolders([path.join(folder, 'service'), path.join(folder, 'web')]);
    const found = await view();
    assert.deepEqual(
      found.rows.map(({ kind, label }) => [kind, label]),
      [
        ['folder', 'service'],
        ['folder', 'web'],
      ],
    );
    assert.ok(found.rows.every(({ isExpanded, rows }) => isExpanded && rows.length > 0));
    const { html, folders } = await client.connection.sendRequest<WorkspaceReport>(WORKSPACE_REPORT, {});
    assert.match(html, />web\/<wbr>src/);
    assert.equal(folders.length, 2);
    await client.changeFolders([]);
    assert.equal((await view()).state, 'no folder');
  });

  it('says that there are no calls', async () => {
    await mkdir(path.join(client.folder, 'empty'));
    await client.changeFolders([path.join(client.folder, 'empty')]);
    assert.deepEqual(await view(), { state: 'no calls', message: '', rows: [] });
  });

  it('gives the page of prompt-cost report', async () => {
    const { html, title } = await client.connection.sendRequest<WorkspaceReport>(WORKSPACE_REPORT, {});
    assert.equal(title, 'shop');
    assert.match(html, /for 9 of 10 calls, each made once/);
    assert.match(html, /<script>[^]{3000,}<\/script>/);
  });
});

describe('wrappers and prompts across the workspace', () => {
  let client: Client;
  before(async () => {
    client = await startClient();
  });
  after(() => endWell(client));

  const WRAPPER = `from openai import OpenAI
ASK_PROMPT = """You answer questions of customers about their orders, in the language they ask in, and briefly.
Say so where you do not know the answer, and never promise a refund, a date or a price that is not in the list of today.
End with the name of the shop."""

def ask(question, model):
    return OpenAI().responses.create(model=model, instructions=ASK_PROMPT, input=question)
`;
  const CALLER = `from ask import ask
ask("Where is my order, which I sent for two weeks ago today?", "gpt-4o")
ask("When will the pans be on sale again, and at what price?", "gpt-4.1")
`;

  it('finds the callers of a wrapper from the call in it, and counts who sends a prompt once all is read', async () => {
    await writeFile(path.join(client.folder, 'ask.py'), WRAPPER);
    await writeFile(path.join(client.folder, 'caller.py'), CALLER);
    client.open('ask.py', WRAPPER);
    const hint = async (): Promise<string> => (await client.hints('ask.py')).find(text => text.startsWith('2:')) ?? '';
    assert.match(await hint(), /^2:\d+ ~\d+ tok$/);
    const params = { uri: client.uriOf('ask.py'), position: { line: 6, character: 30 } };
    const callers: Callers = await client.connection.sendRequest(FIND_CALLERS, params);
    assert.equal(callers.name, 'ask');
    assert.deepEqual(
      callers.locations.map(({ uri, range }) => [uri, range.start.line]),
      [
        [client.uriOf('caller.py'), 1],
        [client.uriOf('caller.py'), 2],
      ],
    );
    assert.match(await hint(), /^2:\d+ ~\d+ tok · 2 calls$/);
  });

  it('says so where there is no wrapper', async () => {
    client.open('plain.py', 'print(1)\n');
    const params = { uri: client.uriOf('plain.py'), position: { line: 0, character: 0 } };
    assert.deepEqual(await client.connection.sendRequest(FIND_CALLERS, params), { name: null, locations: [] });
  });
});
