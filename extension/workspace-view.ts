import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import {
  CALL_TOOLTIP,
  type CallTooltipParams,
  type ViewRow,
  WORKSPACE_CHANGED,
  WORKSPACE_VIEW,
  type WorkspaceView,
  type WorkspaceViewParams,
} from '../server/lsp/protocol.ts';
import { askWithProgress } from './progress.ts';

const VIEW = 'promptCost.calls';
/** A save is often one of many: a formatter's, a branch's. */
const SETTLE_MS = 400;

type GroupBy = WorkspaceViewParams['groupBy'];

/** The tree of the workspace's calls in the Explorer. The server makes its rows; here they are shown, asked for while in sight. */
// eslint-disable-next-line max-lines-per-function -- a closure: what is shown and the small functions that change it
export function showWorkspaceView(client: LanguageClient, state: vscode.Memento): vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  let rows: readonly ViewRow[] = [];
  let groupBy = state.get<GroupBy>('groupBy', 'file');
  let filter = '';
  let isStale = true;
  let running: vscode.CancellationTokenSource | undefined;
  let waiting: NodeJS.Timeout | undefined;

  const tree = vscode.window.createTreeView<ViewRow>(VIEW, {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: row => [...(row?.rows ?? rows)],
      getTreeItem: toItem,
      async resolveTreeItem(item, { id, kind }) {
        if (kind === 'call') item.tooltip = await tooltip(id);
        return item;
      },
    },
  });

  async function tooltip(id: string): Promise<vscode.MarkdownString> {
    const params: CallTooltipParams = { id };
    return new vscode.MarkdownString((await client.sendRequest<string | null>(CALL_TOOLTIP, params)) ?? '');
  }

  const tellState = (value: WorkspaceView['state'] | 'loading' | 'failed'): Thenable<unknown> =>
    vscode.commands.executeCommand('setContext', 'promptCost.callsState', value);

  /** A newer request ends the one under way. */
  async function load(again: boolean): Promise<void> {
    running?.cancel();
    const token = new vscode.CancellationTokenSource();
    running = token;
    isStale = false;
    if (rows.length === 0) void tellState('loading');
    try {
      const found = await askWithProgress<WorkspaceView>(
        client,
        WORKSPACE_VIEW,
        { groupBy, filter, again },
        {
          location: { viewId: VIEW },
          cancel: token.token,
        },
      );
      if (running !== token || found === undefined) return;
      rows = found.rows;
      tree.message = found.message;
      void tellState(found.state);
    } catch (error) {
      if (running !== token) return;
      rows = [];
      isStale = true;
      tree.message = '';
      client.error(vscode.l10n.t('The calls of the workspace could not be listed.'), error, false);
      void tellState('failed');
    }
    tree.description = describe(groupBy);
    changed.fire(undefined);
  }

  /** Soon, and only if somebody sees it. */
  function refreshSoon(): void {
    isStale = true;
    clearTimeout(waiting);
    if (tree.visible) waiting = setTimeout(() => void load(false), SETTLE_MS);
  }

  function setFilter(words: string): Thenable<unknown> {
    filter = words;
    void load(false);
    return vscode.commands.executeCommand('setContext', 'promptCost.callsFiltered', words !== '');
  }

  async function chooseGroups(): Promise<void> {
    const chosen = await vscode.window.showQuickPick(
      (['file', 'model', 'owner'] as const).map(by => ({ label: nameOf(by), by, picked: by === groupBy })),
      { title: vscode.l10n.t('Group calls by'), placeHolder: describe(groupBy) },
    );
    if (!chosen) return;
    groupBy = chosen.by;
    await state.update('groupBy', groupBy);
    await load(false);
  }

  async function askFilter(): Promise<void> {
    const words = await vscode.window.showInputBox({
      title: vscode.l10n.t('Filter calls'),
      prompt: vscode.l10n.t('Words of the file, the method, the model or the owner'),
      value: filter,
    });
    if (words !== undefined) await setFilter(words.trim());
  }

  const commands = {
    'promptCost.refreshCalls': () => load(true),
    'promptCost.groupCalls': chooseGroups,
    'promptCost.filterCalls': askFilter,
    'promptCost.clearCallFilter': () => setFilter(''),
  };

  return vscode.Disposable.from(
    tree,
    changed,
    { dispose: () => clearTimeout(waiting) },
    ...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(name, run)),
    tree.onDidChangeVisibility(({ visible }) => {
      if (visible && isStale) void load(false);
    }),
    vscode.workspace.onDidSaveTextDocument(refreshSoon),
    vscode.workspace.onDidChangeWorkspaceFolders(refreshSoon),
    client.onNotification(WORKSPACE_CHANGED, refreshSoon),
    client.onDidChangeState(() => {
      if (client.isRunning() && tree.visible && isStale) void load(false);
    }),
  );
}

/** Icons are the theme's. Of a file it is the file's own. */
const ICONS: Readonly<Record<ViewRow['kind'], string>> = {
  folder: 'root-folder',
  file: 'file',
  model: 'sparkle',
  owner: 'organization',
  call: 'symbol-event',
  aside: 'beaker',
};

function toItem({ id, kind, label, description, spoken, uri, target, rows, isExpanded }: ViewRow): vscode.TreeItem {
  const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(label, rows.length === 0 ? None : isExpanded ? Expanded : Collapsed);
  item.id = id;
  item.description = description;
  item.accessibilityInformation = { label: spoken };
  item.contextValue = kind;
  item.iconPath = new vscode.ThemeIcon(ICONS[kind]);
  if (uri !== undefined) {
    item.resourceUri = vscode.Uri.parse(uri);
    item.iconPath = vscode.ThemeIcon.File;
  }
  if (rows.length > 0) item.tooltip = `${label} · ${description}`;
  if (target) {
    const { start, end } = target.range;
    const selection = new vscode.Range(start.line, start.character, end.line, end.character);
    const options: vscode.TextDocumentShowOptions = { selection: new vscode.Range(selection.start, selection.start) };
    item.command = {
      command: 'vscode.open',
      title: vscode.l10n.t('Open Call'),
      arguments: [vscode.Uri.parse(target.uri), options],
    };
  }
  return item;
}

function nameOf(by: GroupBy): string {
  if (by === 'file') return vscode.l10n.t('File');
  return by === 'model' ? vscode.l10n.t('Model') : vscode.l10n.t('Owner (CODEOWNERS)');
}

function describe(by: GroupBy): string {
  if (by === 'file') return vscode.l10n.t('by file');
  return by === 'model' ? vscode.l10n.t('by model') : vscode.l10n.t('by owner');
}
