import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { NotebookCell, NotebookDocumentChangeEvent } from 'vscode-languageserver/node';
import { SCAN_WORKSPACE, type ScanWorkspaceResult } from '../../server/lsp/protocol.ts';
import { until } from '../harness/until.ts';
import { type Client, endWell, startClient } from './client.ts';

const SETUP = 'from openai import OpenAI\n\nclient = OpenAI()\nSYSTEM = "Be short."';
const CALL = 'options = {"a": "\\t"}; client.responses.create(model="gpt-4o", instructions=SYSTEM, input="Go.")';

describe('language server on a notebook', () => {
  let client: Client;

  beforeEach(async () => {
    client = await startClient();
  });
  afterEach(() => endWell(client));

  const cell = (name: string, notebook = 'chat.ipynb'): string => `vscode-notebook-cell:/shop/${notebook}#${name}`;
  const item = (name: string, text: string, languageId = 'python') => ({
    uri: cell(name),
    languageId,
    version: 1,
    text,
  });
  const cellsOf = (items: { uri: string; languageId: string }[]): NotebookCell[] =>
    items.map(({ uri, languageId }) => ({ kind: languageId === 'markdown' ? 1 : 2, document: uri }));

  function open(items: ReturnType<typeof item>[], file = 'chat.ipynb'): void {
    const notebookDocument = {
      uri: client.uriOf(file),
      notebookType: 'jupyter-notebook',
      version: 1,
      cells: cellsOf(items),
    };
    const params = { notebookDocument, cellTextDocuments: items };
    void client.connection.sendNotification('notebookDocument/didOpen', params);
  }

  let version = 1;
  function change(cells: NotebookDocumentChangeEvent['cells']): void {
    version += 1;
    const params = { notebookDocument: { uri: client.uriOf('chat.ipynb'), version }, change: { cells } };
    void client.connection.sendNotification('notebookDocument/didChange', params);
  }
  function close(): void {
    const notebookDocument = { uri: client.uriOf('chat.ipynb') };
    const params = { notebookDocument, cellTextDocuments: CELLS.map(({ uri }) => ({ uri })) };
    void client.connection.sendNotification('notebookDocument/didClose', params);
  }
  const edit = (name: string, text: string): void =>
    change({ textContent: [{ document: { uri: cell(name), version }, changes: [{ text }] }] });

  const CELLS = [item('title', '# Chat', 'markdown'), item('setup', SETUP), item('call', CALL)];

  it('asks to be told of its cells', () => {
    const { notebookDocumentSync } = client.initialized.capabilities;
    assert.deepEqual(notebookDocumentSync, { notebookSelector: [{ notebook: 'jupyter-notebook' }] });
  });

  it('reads the cells as one program, and puts a hint where its cell has the call', async () => {
    open(CELLS);
    const hints = await client.hints(cell('call'));
    assert.equal(hints.length, 1);
    assert.match(hints[0] ?? '', new RegExp(`^1:${CALL.length} \\d+ tok`));
    assert.deepEqual(await client.hints(cell('setup')), []);
    assert.deepEqual(await client.hints(cell('title')), []);
  });

  it('breaks a call down, with links to cells', async () => {
    open(CELLS);
    const start = CALL.indexOf('client');
    const hover = (await client.hover(cell('call'), 0, start)) ?? '';
    assert.ok(hover.includes(`[cell 2, line 4](<${cell('setup')}>)`), hover);
    assert.ok(hover.includes(`[cell 3, line 1](<${cell('call')}>)`), hover);
    assert.equal(await client.hover(cell('call'), 0, start - 1), undefined, 'escapes of JSON shift nothing');
    assert.equal(await client.hover(cell('setup'), 0, start), undefined);
    assert.equal(await client.breakdown(cell('call'), 0), hover);
  });

  it('sees an edit in another cell, and asks the editor to look again', async () => {
    open(CELLS);
    const before = await client.hints(cell('call'));
    const refreshes = client.refreshes();
    edit('setup', SETUP.replace('short', 'short and to the point, please'));
    const after = await client.hints(cell('call'));
    assert.ok(tokens(after) > tokens(before));
    await until(() => client.refreshes() > refreshes);
    edit('setup', `# Setup\r\n${SETUP}\n`);
    assert.deepEqual(await client.hints(cell('call')), before, 'a line more in a cell moves nothing in the next');
  });

  it('follows cells that come, move and go', async () => {
    open(CELLS);
    const before = await client.hints(cell('call'));
    const long = item('long', 'SYSTEM = "Be as long as you like."');
    change({ structure: { array: { start: 2, deleteCount: 0, cells: cellsOf([long]) }, didOpen: [long] } });
    assert.ok(tokens(await client.hints(cell('call'))) > tokens(before));
    change({ structure: { array: { start: 2, deleteCount: 2, cells: cellsOf([item('call', CALL), long]) } } });
    assert.deepEqual(await client.hints(cell('call')), before, 'what comes later is not sent yet');
    change({
      structure: { array: { start: 0, deleteCount: 2 }, didClose: [{ uri: cell('title') }, { uri: cell('setup') }] },
    });
    assert.deepEqual(await client.hints(cell('call')), [], 'nothing is known of the client');
  });

  it('leaves out commands and cells of another language', async () => {
    const bash = item('bash', `%%bash\n${CALL}`);
    const sql = item('sql', CALL, 'sql');
    open([...CELLS, bash, sql, item('magic', `%pip install openai\n!ls\n${CALL}`)]);
    assert.deepEqual(await client.hints(bash.uri), []);
    assert.deepEqual(await client.hints(sql.uri), []);
    assert.match((await client.hints(cell('magic')))[0] ?? '', /^3:/);
  });

  it('sends the total of the notebook, and takes it back', async () => {
    open(CELLS);
    await client.hints(cell('call'));
    const total = client.total('chat.ipynb');
    assert.match(total?.text ?? '', /· 1 LLM call$/);
    assert.match(total?.tooltip ?? '', /cell 3, line 1/);
    close();
    assert.deepEqual(await client.hints(cell('call')), []);
    assert.equal(client.total('chat.ipynb')?.text, null);
  });

  it('reads a notebook that has no file yet', async () => {
    open(CELLS, 'untitled:Untitled-1.ipynb?jupyter-notebook');
    assert.equal((await client.hints(cell('call'))).length, 1);
  });

  it('says in a scan where the cells have it, or the file once they are closed', async () => {
    const cells = [SETUP, CALL].map(source => ({ cell_type: 'code', source: source.split(/(?<=\n)/) }));
    await writeFile(path.join(client.folder, 'chat.ipynb'), JSON.stringify({ cells }, null, 8));
    const scan = async (): Promise<string> => {
      const result: ScanWorkspaceResult = await client.connection.sendRequest(SCAN_WORKSPACE, {});
      return result.report;
    };
    open(CELLS);
    await client.hints(cell('call'));
    assert.match(await scan(), /^chat\.ipynb\n +cell 3, line 1 /m);
    close();
    assert.match(await scan(), /^chat\.ipynb\n +15 /m);
  });
});

const tokens = (hints: string[]): number => Number(/(\d+) tok/.exec(hints[0] ?? '')?.[1]);
