import { LanguageClient, TransportKind, type DocumentFilter } from 'vscode-languageclient/node';
import { LANGUAGES, NOTEBOOK } from '../server/lsp/protocol.ts';

/** The server runs in a process of its own: the editor never waits for an analysis. */
export function createClient(serverModule: string): LanguageClient {
  const server = { module: serverModule, transport: TransportKind.ipc };
  return new LanguageClient('promptCost', 'Prompt Cost', { run: server, debug: server }, { documentSelector });
}

const documentSelector: DocumentFilter[] = ['file', 'untitled'].flatMap(scheme => [
  ...Object.keys(LANGUAGES).map(language => ({ scheme, language })),
  { notebook: { scheme, notebookType: NOTEBOOK }, language: 'python' },
]);
// Without the extensions of their languages these are plain text.
documentSelector.push({ scheme: 'file', pattern: '**/*.{vue,svelte}' });
