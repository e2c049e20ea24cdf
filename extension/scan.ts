import * as vscode from 'vscode';
import { WorkDoneProgress, type LanguageClient } from 'vscode-languageclient/node';
import { SCAN_WORKSPACE, type ScanWorkspaceParams, type ScanWorkspaceResult } from '../server/lsp/protocol.ts';

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
  const options = { location: vscode.ProgressLocation.Notification, title: 'Prompt Cost', cancellable: true };
  const result = await vscode.window.withProgress(options, async (progress, cancel) => {
    const workDoneToken = crypto.randomUUID();
    let done = 0;
    const listener = client.onProgress(WorkDoneProgress.type, workDoneToken, value => {
      if (value.kind === 'end') return;
      const percentage = value.percentage ?? done;
      progress.report({ message: value.message ?? '', increment: percentage - done });
      done = percentage;
    });
    try {
      const params: ScanWorkspaceParams = { workDoneToken };
      return await client.sendRequest<ScanWorkspaceResult>(SCAN_WORKSPACE, params, cancel);
    } catch (error) {
      if (cancel.isCancellationRequested) return undefined;
      throw error;
    } finally {
      listener.dispose();
    }
  });
  if (result === undefined) return;
  await reports.show(result.report);
  vscode.window.setStatusBarMessage(result.summary, 10_000);
}
