import * as vscode from 'vscode';
import type { FromPage } from './messages.ts';

/** Commands that a page may ask for. */
const ALLOWED = /^promptCost\.(?:live\.\w+|showOutput)$/;

/** Does what was clicked: nothing but what a panel can hold. */
export async function obey(message: Exclude<FromPage, { kind: 'ready' }>): Promise<void> {
  if (message.kind === 'open') {
    const uri = vscode.Uri.parse(message.target.uri);
    if (uri.scheme !== 'file') return;
    const at = new vscode.Position(message.target.line, 0);
    await vscode.commands.executeCommand('vscode.open', uri, { selection: new vscode.Range(at, at) });
    return;
  }
  const { does } = message;
  switch (does.kind) {
    case 'command':
      if (ALLOWED.test(does.command)) await vscode.commands.executeCommand(does.command, ...does.arguments);
      return;
    case 'copy':
      await vscode.env.clipboard.writeText(does.text);
      vscode.window.setStatusBarMessage(vscode.l10n.t('Copied'), 2000);
      return;
    case 'link':
      if (/^https?:\/\//.test(does.url)) await vscode.env.openExternal(vscode.Uri.parse(does.url, true));
  }
}
