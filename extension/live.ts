import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { LIVE_SETUP, type LiveSetup } from '../server/lsp/protocol.ts';
import { askForPrometheus, credentialsFor, isOfPrometheus } from './prometheus.ts';

const SECTION = 'promptCost.live';

/** What live use is read from: the settings say it, the editor's own store keeps secrets, the server does it. */
export function setUpLive(client: LanguageClient, secrets: vscode.SecretStorage): vscode.Disposable {
  let isSample = false;

  const setting = <T>(name: string, otherwise: T): T =>
    vscode.workspace.getConfiguration(SECTION).get<T>(name) ?? otherwise;
  const set = (name: string, value: unknown): Thenable<void> =>
    vscode.workspace.getConfiguration(SECTION).update(name, value, vscode.ConfigurationTarget.Global);

  async function send(): Promise<void> {
    const url = setting('prometheusUrl', '').trim();
    const setup: LiveSetup = {
      receive: setting('receive', false) ? { port: setting('port', 4318) } : null,
      prometheus: url === '' ? null : { url, credentials: await credentialsFor(secrets, url) },
      sample: isSample,
    };
    await client.sendRequest(LIVE_SETUP, setup);
  }

  async function receive(): Promise<void> {
    await set('receive', true);
    await show();
  }

  async function connect(): Promise<void> {
    const url = await askForPrometheus(secrets, setting('prometheusUrl', ''));
    if (url === undefined) return;
    await set('prometheusUrl', url);
    await send();
    await show();
  }

  async function sample(): Promise<void> {
    isSample = true;
    await send();
    await show();
  }

  /** One source by its name, or all. */
  async function stop(source?: unknown): Promise<void> {
    const isAll = typeof source !== 'string';
    if (isAll || source === 'sample') isSample = false;
    if ((isAll || source === 'otlp') && setting('receive', false)) await set('receive', undefined);
    const url = setting('prometheusUrl', '');
    if (url !== '' && (isAll || source === url)) await set('prometheusUrl', undefined);
    await send();
  }

  const failed = (error: unknown): void => client.error(vscode.l10n.t('Live use could not be set up.'), error, true);
  const command = (name: string, run: (given?: unknown) => Promise<void>): vscode.Disposable =>
    vscode.commands.registerCommand(name, (given?: unknown) => run(given).catch(failed));

  void send().catch(failed);
  return vscode.Disposable.from(
    command('promptCost.live.receive', receive),
    command('promptCost.live.connectPrometheus', connect),
    command('promptCost.live.sample', sample),
    command('promptCost.live.stop', stop),
    vscode.workspace.onDidChangeConfiguration(change => {
      if (change.affectsConfiguration(SECTION)) void send().catch(failed);
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void send().catch(failed)),
    secrets.onDidChange(({ key }) => {
      if (isOfPrometheus(key)) void send().catch(failed);
    }),
  );
}

const show = (): Thenable<unknown> => vscode.commands.executeCommand('promptCost.live.focus');
