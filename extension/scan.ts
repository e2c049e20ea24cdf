import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { SCAN_WORKSPACE, type ScanWorkspaceResult } from '../server/lsp/protocol.ts';
import { askWithProgress } from './progress.ts';

const REPORT = vscode.Uri.parse('prompt-cost:/Prompt Cost');

export interface Reports extends vscode.Disposable {
  show(text: string): Promise<void>;
}

/** The report is a read-only document of its own: nothing to save, nothing to throw away. */
export function serveReports(): Reports {
  let report = '';
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider = vscode.workspace.registerTextDocumentContentProvider(REPORT.scheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: () => report,
  });
  return {
    async show(text) {
      report = text;
      changed.fire(REPORT);
      await vscode.window.showTextDocument(REPORT, { preview: false });
    },
    dispose: () => vscode.Disposable.from(provider, changed).dispose(),
  };
}

/** Asks the server for the report of all folders, showing its progress; cancelling it leaves everything as it was. */
export async function scanWorkspace(client: LanguageClient, reports: Reports): Promise<void> {
  const location = vscode.ProgressLocation.Notification;
  const place = { location, title: 'Prompt Cost' };
  const result = await askWithProgress<ScanWorkspaceResult>(client, SCAN_WORKSPACE, {}, place);
  if (result === undefined) return;
  await reports.show(result.report);
  vscode.window.setStatusBarMessage(result.summary, 10_000);
}
