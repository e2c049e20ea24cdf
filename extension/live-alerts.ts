import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { LIVE_ALERT, LIVE_MUTE, type LiveAlert, type LiveMute } from '../server/lsp/protocol.ts';

const KEY = 'mutedAlerts';
const DAY_MS = 86_400_000;

/** A message where money burns faster than it may. What is muted stays so when the editor starts again. */
export function showAlerts(client: LanguageClient, state: vscode.Memento): vscode.Disposable {
  const muted = (): Record<string, number> => {
    const all = Object.entries(state.get<Record<string, number>>(KEY, {}));
    return Object.fromEntries(all.filter(([, until]) => until > Date.now()));
  };

  async function mute(id: string, until: number): Promise<void> {
    const said: LiveMute = { id, until };
    await client.sendNotification(LIVE_MUTE, said);
    await state.update(KEY, { ...muted(), [id]: until });
  }

  async function show({ id, title, driver }: LiveAlert): Promise<void> {
    const until = muted()[id];
    if (until !== undefined) return mute(id, until);
    const [open, quiet] = [vscode.l10n.t('Open Live Costs'), vscode.l10n.t('Mute for a Day')];
    const text = driver === null ? title : `${title} · ${driver}`;
    const chosen = await vscode.window.showWarningMessage(text, open, quiet);
    if (chosen === open) await vscode.commands.executeCommand('promptCost.live.focus');
    if (chosen === quiet) await mute(id, Date.now() + DAY_MS);
  }

  return client.onNotification(LIVE_ALERT, (alert: LiveAlert) => {
    show(alert).catch(error => client.error(String(error)));
  });
}
