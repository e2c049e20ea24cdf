import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { type PageMessage, WORKSPACE_REPORT, type WorkspaceReport } from '../server/lsp/protocol.ts';
import { askWithProgress } from './progress.ts';

/** The page of all calls: in a tab, or in a file for others. */
export function showReports(client: LanguageClient): vscode.Disposable {
  let panel: vscode.WebviewPanel | undefined;
  let folders: readonly string[] = [];

  const ask = (): Promise<WorkspaceReport | undefined> =>
    askWithProgress<WorkspaceReport>(
      client,
      WORKSPACE_REPORT,
      {},
      {
        location: vscode.ProgressLocation.Notification,
        title: 'Prompt Cost',
      },
    );

  async function open(): Promise<void> {
    const report = await ask();
    if (!report) return;
    panel ??= makePanel();
    ({ folders } = report);
    panel.webview.html = report.html;
    panel.reveal();
  }

  /** The page's own policy lets nothing but its own style and script in: by what they are, as a nonce would by name. */
  function makePanel(): vscode.WebviewPanel {
    const title = vscode.l10n.t('Prompt Cost Report');
    const made = vscode.window.createWebviewPanel('promptCost.report', title, vscode.ViewColumn.Active, {
      enableScripts: true,
      enableFindWidget: true,
      localResourceRoots: [],
    });
    made.webview.onDidReceiveMessage(({ open: [folder, file, line, character] }: PageMessage) => {
      const root = folders[folder];
      if (root === undefined) return;
      const at = new vscode.Position(line, character);
      const options: vscode.TextDocumentShowOptions = { selection: new vscode.Range(at, at) };
      void vscode.commands.executeCommand('vscode.open', vscode.Uri.joinPath(vscode.Uri.parse(root), file), options);
    });
    made.onDidDispose(() => (panel = undefined));
    return made;
  }

  return vscode.Disposable.from(
    { dispose: () => panel?.dispose() },
    vscode.commands.registerCommand('promptCost.openReport', open),
    vscode.commands.registerCommand('promptCost.exportReport', async () => save(await ask())),
  );
}

async function save(report: WorkspaceReport | undefined): Promise<void> {
  if (!report) return;
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const file = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export Report'),
    filters: { HTML: ['html'] },
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder.uri, 'prompt-cost.html') }),
  });
  if (!file) return;
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(report.html));
  const openIt = vscode.l10n.t('Open in Browser');
  const chosen = await vscode.window.showInformationMessage(vscode.l10n.t('The report is in {0}.', file.path), openIt);
  if (chosen === openIt) await vscode.env.openExternal(file);
}
