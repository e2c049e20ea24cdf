import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  LIVE_PANEL,
  LIVE_SETUP,
  LIVE_SHOWN,
  type LiveSetup,
  type PanelModel,
  WORKSPACE_CHANGED,
  WORKSPACE_VIEW,
  type WorkspaceView,
} from '../../server/lsp/protocol.ts';
import { runCli } from '../harness/cli.ts';
import { gitIn } from '../harness/folder.ts';
import { until } from '../harness/until.ts';
import { type Client, endWell, startClient } from './client.ts';

const PROMPTS = 'service/prompts.py';
const MORE = 'Where an order is late, say when it was sent and how to follow it. ';
const SAMPLE: LiveSetup = { receive: null, prometheus: null, sample: true };

describe('live use in the language server', () => {
  let client: Client;
  let panel: PanelModel | undefined;
  const git = (...args: string[]): string => gitIn(client.folder, ...args);
  const lengthen = async (): Promise<void> => {
    const file = path.join(client.folder, PROMPTS);
    await writeFile(file, (await readFile(file, 'utf8')).replace('"""\\\n', `"""\\\n${MORE}`));
  };
  const rows = () => panel?.tabs[0]?.sections.find(({ id }) => id === 'drivers')?.table?.rows ?? [];
  const titles = (): string[] => rows().map(({ cells }) => cells[0]?.text ?? '');

  async function start(isTrusted: boolean): Promise<void> {
    panel = undefined;
    client = await startClient(undefined, { isTrusted });
    client.connection.onNotification(LIVE_PANEL, (told: PanelModel) => {
      panel = told;
    });
    git('init', '--quiet');
    git('add', '--all');
    git('commit', '--quiet', '--message', 'A shop');
    await lengthen();
    git('commit', '--quiet', '--all', '--message', 'Say more of late orders');
  }
  afterEach(() => endWell(client));

  it('shows what commits did to prompts, those of a moment ago too', async () => {
    await start(true);
    await client.connection.sendRequest(LIVE_SETUP, SAMPLE);
    await client.connection.sendNotification(LIVE_SHOWN, { isShown: true });
    await until(() => titles().includes('SUPPORT_SYSTEM grew by 17 tok'));
    const row = rows().find(({ cells }) => cells[0]?.text === 'SUPPORT_SYSTEM grew by 17 tok');
    assert.equal(row?.opens?.uri, client.uriOf(PROMPTS));
    assert.equal(row?.cells[1]?.text, git('rev-parse', '--short=7', 'HEAD').trim());
    await lengthen();
    git('commit', '--quiet', '--all', '--message', 'More of it');
    await until(() => titles().filter(title => title.startsWith('SUPPORT_SYSTEM grew by')).length === 2);
  });

  it('puts the calls that run first in the workspace’s view, and says of each how it is used', async () => {
    await start(true);
    await client.connection.sendRequest(LIVE_SETUP, { receive: { port: 0 }, prometheus: null, sample: false });
    await client.connection.sendNotification(LIVE_SHOWN, { isShown: true });
    const endpoint = (): string => /ENDPOINT=(\S+)/.exec(panel?.sources[0]?.setUp.join('\n') ?? '')?.[1] ?? '';
    await until(() => endpoint() !== '');
    const view = (): Promise<WorkspaceView> =>
      client.connection.sendRequest(WORKSPACE_VIEW, { groupBy: 'file', filter: '', again: false });
    assert.equal((await view()).rows[0]?.label, 'assistant.py');
    let changed = 0;
    client.connection.onNotification(WORKSPACE_CHANGED, () => {
      changed += 1;
    });
    const headers = { 'content-type': 'application/json' };
    const sent = await fetch(`${endpoint()}/v1/traces`, {
      method: 'POST',
      headers,
      body: spanAt('/app/web/src/tip.ts', 7),
    });
    assert.equal(sent.status, 200);
    await until(() => changed > 0);
    const [first] = (await view()).rows;
    assert.equal(first?.label, 'tip.ts');
    // What is asked twice at once ends once, and is kept where a command that is run in this folder looks.
    const nothing: LiveSetup = { receive: null, prometheus: null, sample: false };
    await Promise.all([1, 2].map(() => client.connection.sendRequest(LIVE_SETUP, nothing)));
    const env = { XDG_CACHE_HOME: path.join(path.dirname(client.folder), 'cache') };
    const { code, out, err } = runCli(['usage', 'sync', '--dry-run'], { cwd: client.folder, env });
    assert.equal(code, 0, err);
    assert.match(out, /site: web\/src\/tip\.ts#/);
    assert.match(first?.rows[0]?.description ?? '', /1 call in \d+ s · p95 ~[\d,]+ tok · ~?\$0\.0\d+$/);
  });

  it('asks git nothing in a restricted workspace', async () => {
    await start(false);
    await client.connection.sendRequest(LIVE_SETUP, SAMPLE);
    await client.connection.sendNotification(LIVE_SHOWN, { isShown: true });
    await until(() => panel?.empty !== null && panel?.empty !== undefined);
    assert.deepEqual(titles(), []);
  });
});

/** One inference, as an instrument tells it that knows the line. */
function spanAt(file: string, line: number): string {
  const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
  const number = (key: string, value: number) => ({ key, value: { intValue: String(value) } });
  const nanos = (ms: number): string => `${ms}000000`;
  const span = {
    traceId: 'a'.repeat(32),
    spanId: 'b'.repeat(16),
    name: 'chat gpt-4.1',
    kind: 3,
    startTimeUnixNano: nanos(Date.now() - 1000),
    endTimeUnixNano: nanos(Date.now()),
    attributes: [
      text('gen_ai.operation.name', 'chat'),
      text('gen_ai.provider.name', 'openai'),
      text('gen_ai.request.model', 'gpt-4.1'),
      number('gen_ai.usage.input_tokens', 5000),
      number('gen_ai.usage.output_tokens', 100),
      text('code.file.path', file),
      number('code.line.number', line),
    ],
  };
  const resource = { attributes: [text('service.name', 'shop')] };
  return JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 'test' }, spans: [span] }] }] });
}
