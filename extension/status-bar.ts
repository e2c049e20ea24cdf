import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { FILE_TOTAL, type FileTotal } from '../server/lsp/protocol.ts';

/** The total of the file in front, as the server last said; hidden where there is nothing to say. */
export function showTotals(client: LanguageClient): vscode.Disposable {
  const totals = new Map<string, FileTotal>();
  const item = vscode.window.createStatusBarItem('promptCost.fileTotal', vscode.StatusBarAlignment.Right, 100);
  item.name = 'Prompt Cost: file total';
  item.command = 'promptCost.scanWorkspace';

  const show = (): void => {
    const { activeNotebookEditor, activeTextEditor } = vscode.window; // of a notebook, the text editor is a cell's
    const uri = activeNotebookEditor?.notebook.uri ?? activeTextEditor?.document.uri;
    const total = uri && totals.get(client.code2ProtocolConverter.asUri(uri));
    if (total === undefined || total.text === null) return item.hide();
    item.text = total.text;
    item.tooltip = new vscode.MarkdownString(total.tooltip);
    item.show();
  };

  return vscode.Disposable.from(
    item,
    vscode.window.onDidChangeActiveTextEditor(show),
    vscode.window.onDidChangeActiveNotebookEditor(show),
    client.onNotification(FILE_TOTAL, (total: FileTotal) => {
      totals.set(total.uri, total);
      show();
    }),
  );
}
