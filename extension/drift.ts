import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { DRIFT_CHANGED, type DriftRow, type DriftView, OPEN_VERSIONS, READ_DRIFT } from '../server/lsp/protocol.ts';
import { askWithProgress } from './progress.ts';

const VIEW = 'promptCost.drift';
const STATE = 'promptCost.driftState';

/** The view "Prompt drift": read when it is first seen, and again when history is another. */
export function showDrift(client: LanguageClient): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const rows = readRows(client);
  const view = vscode.window.createTreeView<DriftRow>(VIEW, {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getTreeItem: itemOf,
      getChildren: row => row?.children ?? rows.read(),
    },
  });
  const refresh = (): void => {
    rows.forget();
    changed.fire();
  };
  return vscode.Disposable.from(
    view,
    changed,
    rows,
    client.onNotification(DRIFT_CHANGED, refresh),
    vscode.commands.registerCommand('promptCost.refreshDrift', refresh),
  );
}

interface Rows extends vscode.Disposable {
  read(): Promise<DriftRow[]>;
  forget(): void;
}

/** Asked for once, until it is forgotten: the editor asks whenever it draws. */
function readRows(client: LanguageClient): Rows {
  let known: Promise<DriftRow[]> | undefined;
  let source = new vscode.CancellationTokenSource();

  async function ask(cancel: vscode.CancellationToken): Promise<DriftRow[]> {
    const view = await askWithProgress<DriftView>(client, READ_DRIFT, {}, { location: { viewId: VIEW }, cancel });
    if (!view) return [];
    const state = view.state === 'ready' && view.rows.length === 0 ? 'empty' : view.state;
    await vscode.commands.executeCommand('setContext', STATE, state);
    return view.rows;
  }

  return {
    async read() {
      known ??= ask(source.token);
      try {
        return await known;
      } catch (error) {
        await vscode.commands.executeCommand('setContext', STATE, 'failed');
        client.error('Prompt drift could not be read', error, false);
        return [];
      }
    },
    forget() {
      source.cancel();
      source = new vscode.CancellationTokenSource();
      known = undefined;
    },
    dispose: () => source.cancel(),
  };
}

const ICONS: Readonly<Record<DriftRow['kind'], string>> = {
  lengths: 'graph-line',
  grown: 'arrow-up',
  shrunk: 'arrow-down',
  same: 'dash',
  step: 'git-commit',
};

function itemOf(row: DriftRow): vscode.TreeItem {
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(row.label, row.children.length > 0 ? Collapsed : None);
  item.id = row.id;
  item.description = row.description;
  if (row.tooltip !== '') item.tooltip = new vscode.MarkdownString(row.tooltip);
  item.iconPath = new vscode.ThemeIcon(ICONS[row.kind]);
  item.accessibilityInformation = { label: row.spoken };
  if (row.opens)
    item.command = { title: vscode.l10n.t('Show What Changed'), command: OPEN_VERSIONS, arguments: [row.opens] };
  return item;
}
