import type { CancellationToken, Connection } from 'vscode-languageserver/node';
import type { ProgressParams } from './protocol.ts';

/** What work that takes a while is handed: told how far it is, and when to end. */
export interface Reported {
  signal: AbortSignal;
  /** Of so many files. */
  onProgress: (done: number, total: number) => void;
  /** Of so many of something else. */
  onProgressOf: (what: string) => (done: number, total: number) => void;
}

/** Does such work: the editor shows how far it is, and may end it. */
export async function withProgress<T>(
  connection: Connection,
  { workDoneToken }: ProgressParams,
  token: CancellationToken,
  work: (reported: Reported) => Promise<T>,
  title = 'Prompt Cost',
): Promise<T> {
  const progress = connection.window.attachWorkDoneProgress(workDoneToken);
  const abort = new AbortController();
  token.onCancellationRequested(() => abort.abort());
  const onProgressOf =
    (what: string) =>
    (done: number, total: number): void =>
      progress.report(Math.round((done / Math.max(total, 1)) * 100), `${done} of ${total} ${what}`);
  progress.begin(title, 0, 'reading the workspace', true);
  try {
    return await work({ signal: abort.signal, onProgress: onProgressOf('files'), onProgressOf });
  } finally {
    progress.done();
  }
}
