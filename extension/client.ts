import { LanguageClient, TransportKind, type DocumentFilter } from 'vscode-languageclient/node';

const LANGUAGES = [
  'python',
  'rust',
  'java',
  'typescript',
  'typescriptreact',
  'javascript',
  'javascriptreact',
  'vue',
  'svelte',
  'csharp',
  'go',
];

/** The server runs in a process of its own: the editor never waits for an analysis. */
export function createClient(serverModule: string): LanguageClient {
  const documentSelector: DocumentFilter[] = LANGUAGES.flatMap(language => [
    { scheme: 'file', language },
    { scheme: 'untitled', language },
  ]);
  const server = { module: serverModule, transport: TransportKind.ipc };
  return new LanguageClient('promptCost', 'Prompt Cost', { run: server, debug: server }, { documentSelector });
}
