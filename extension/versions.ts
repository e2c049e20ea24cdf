import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { OPEN_VERSIONS, READ_VERSION, type VersionPair, type VersionRef } from '../server/lsp/protocol.ts';

const SCHEME = 'prompt-cost-git';

/** Shows two versions of a file side by side; contents come from the server. */
export function serveVersions(client: LanguageClient): vscode.Disposable {
  const provider: vscode.TextDocumentContentProvider = {
    async provideTextDocumentContent({ query }) {
      if (query === '') return '';
      const ref = JSON.parse(query) as VersionRef;
      const text = await client.sendRequest<string | null>(READ_VERSION, ref);
      return text ?? vscode.l10n.t('This clone does not have the file as it was then.');
    },
  };
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, provider),
    vscode.commands.registerCommand(OPEN_VERSIONS, openVersions),
  );
}

async function openVersions({ title, before, after, line }: VersionPair): Promise<void> {
  const [left, right] = [uriOf(before, after), uriOf(after, before)];
  const at = new vscode.Position(line - 1, 0);
  const options: vscode.TextDocumentShowOptions = { preview: true, selection: new vscode.Range(at, at) };
  await vscode.commands.executeCommand('vscode.diff', left, right, title, options);
}

/** The path tells the editor which language it is; a version that is not there is an empty document. */
function uriOf(ref: VersionRef | null, other: VersionRef | null): vscode.Uri {
  const { top = '', path = '', blob } = ref ?? { ...other, blob: undefined };
  const file = vscode.Uri.joinPath(vscode.Uri.file(top), path);
  if (blob === '') return file;
  return file.with({ scheme: SCHEME, query: ref ? JSON.stringify(ref) : '' });
}
