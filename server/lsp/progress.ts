import type { CancellationToken, Connection } from 'vscode-languageserver/node';
import type { ScanOptions } from '../workspace/session.ts';
import type { ScanWorkspaceParams } from './protocol.ts';

/** Does work that takes a while: the editor shows how far it is, and may end it. */
export async function withProgress<T>(
  connection: Connection,
  { workDoneToken }: ScanWorkspaceParams,
  token: CancellationToken,
  work: (options: Required<Pick<ScanOptions, 'signal' | 'onProgress'>>) => Promise<T>,
): Promise<T> {
  const progress = connection.window.attachWorkDoneProgress(workDoneToken);
  const abort = new AbortController();
  token.onCancellationRequested(() => abort.abort());
  const onProgress = (done: number, total: number): void =>
    progress.report(Math.round((done / Math.max(total, 1)) * 100), `${done} of ${total} files`);
  progress.begin('Prompt Cost', 0, 'reading the workspace', true);
  try {
    return await work({ signal: abort.signal, onProgress });
  } finally {
    progress.done();
  }
}
