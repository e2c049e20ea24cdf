import {
  DidChangeWatchedFilesNotification,
  type ClientCapabilities,
  type Connection,
} from 'vscode-languageserver/node';
import { addTo } from '../core/groups.ts';
import { SOURCE_EXTENSIONS } from '../core/languages/index.ts';
import type { Session } from '../workspace/session.ts';
import type { Documents } from './documents.ts';
import type { Folders } from './folders.ts';

/** Sources, what resolves their imports, and what prompts are kept in. */
const EXTENSIONS = [
  ...SOURCE_EXTENSIONS,
  'json,jsonc,toml,yaml,yml,xml',
  'md,mdx,mdc,txt,prompt,prompty,jinja,jinja2,j2,hbs,handlebars,mustache,liquid,baml',
];

/** A file changed on disk by something other than this editor's buffers: forget it, and look again. */
export function watchFiles(
  connection: Connection,
  folders: Folders,
  documents: Documents,
  tellProblems: () => Promise<void>,
): void {
  connection.onDidChangeWatchedFiles(async ({ changes }) => {
    const stale = new Map<Session, string[]>();
    for (const { uri } of changes) {
      const located = await folders.locate(uri).catch(() => undefined); // opening it again reports why it failed
      if (located === undefined) continue;
      addTo(stale, located.session, located.file);
    }
    for (const [session, files] of stale) session.invalidate(files);
    if (stale.size > 0) documents.analyzeAll();
    await tellProblems();
  });
}

/** Asks an editor that can to watch the disk for us. */
export async function registerWatcher(connection: Connection, client: ClientCapabilities): Promise<void> {
  if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration !== true) return;
  await connection.client.register(DidChangeWatchedFilesNotification.type, {
    watchers: [`**/*.{${EXTENSIONS.join(',')}}`, '**/{.env*,*.env}', '**/.{cursor,windsurf,cline}rules'].map(
      globPattern => ({ globPattern }),
    ),
  });
}
