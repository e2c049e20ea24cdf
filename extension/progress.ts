import * as vscode from 'vscode';
import { WorkDoneProgress, type LanguageClient } from 'vscode-languageclient/node';

export interface ProgressPlace {
  location: vscode.ProgressOptions['location'];
  title?: string;
  /** Ends the work besides the reader's own cancelling. */
  cancel?: vscode.CancellationToken;
}

/** Asks the server for what takes a while and shows how far it is; undefined where that was cancelled. */
export async function askWithProgress<T>(
  client: LanguageClient,
  request: string,
  params: object,
  { location, title, cancel }: ProgressPlace,
): Promise<T | undefined> {
  const options: vscode.ProgressOptions = { location, ...(title && { title }), cancellable: title !== undefined };
  return vscode.window.withProgress(options, async (progress, own) => {
    const workDoneToken = crypto.randomUUID();
    const token = cancel ?? own;
    let done = 0;
    const listener = client.onProgress(WorkDoneProgress.type, workDoneToken, value => {
      if (value.kind === 'end') return;
      const percentage = value.percentage ?? done;
      progress.report({ message: value.message ?? '', increment: percentage - done });
      done = percentage;
    });
    try {
      return await client.sendRequest<T>(request, { ...params, workDoneToken }, token);
    } catch (error) {
      if (token.isCancellationRequested) return undefined;
      throw error;
    } finally {
      listener.dispose();
    }
  });
}
