import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LIVE_PANEL, LIVE_SETUP, LIVE_SHOWN, type LiveSetup, type PanelModel } from '../../server/lsp/protocol.ts';
import { type Client, endWell, startClient, until } from './client.ts';

const AUTHOR = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'init.defaultBranch=main'];
const PROMPTS = 'service/prompts.py';
const MORE = 'Where an order is late, say when it was sent and how to follow it. ';
const SAMPLE: LiveSetup = { receive: null, prometheus: null, sample: true };

describe('live use in the language server', () => {
  let client: Client;
  let panel: PanelModel | undefined;
  const git = (...args: string[]): string =>
    execFileSync('git', ['-C', client.folder, ...AUTHOR, ...args], { encoding: 'utf8' });
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

  it('asks git nothing in a restricted workspace', async () => {
    await start(false);
    await client.connection.sendRequest(LIVE_SETUP, SAMPLE);
    await client.connection.sendNotification(LIVE_SHOWN, { isShown: true });
    await until(() => panel?.empty !== null && panel?.empty !== undefined);
    assert.deepEqual(titles(), []);
  });
});
