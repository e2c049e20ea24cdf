import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CancellationToken, Connection } from 'vscode-languageserver/node';
import { writeHtml } from '../report/html.ts';
import type { KeptScans } from '../workspace/kept-scans.ts';
import { loadPage } from '../workspace/page.ts';
import type { Scan } from '../workspace/session.ts';
import type { Documents } from './documents.ts';
import type { Folders } from './folders.ts';
import { lineOf } from './notebooks.ts';
import { withProgress } from './progress.ts';
import { type ProgressParams, WORKSPACE_REPORT, type WorkspaceReport } from './protocol.ts';

/** The calls of the workspace as a page, the same that `prompt-cost report` writes. */
export function serveReport(
  connection: Connection,
  folders: Folders,
  scans: KeptScans,
  documents: Documents,
  assets: string,
): void {
  connection.onRequest(WORKSPACE_REPORT, (params: ProgressParams, token: CancellationToken) =>
    withProgress(connection, params, token, async (options): Promise<WorkspaceReport> => {
      const sessions = (await folders.sessions()).toSorted((a, b) => (a.root < b.root ? -1 : 1));
      const found: Scan[] = [];
      for (const session of sessions) found.push(await scans.scan(session, options));
      const names = found.map(({ root }) => path.basename(root));
      const title = names.join(', ') || 'no folder';
      const html = writeHtml(
        found.map((scan, i) => ({ name: found.length === 1 ? null : (names[i] ?? null), scan })),
        {
          title,
          ...(await loadPage(assets)),
          lineOf: (place, folder) => lineOf(documents.last(found[folder]?.root ?? '', place.file), place),
        },
      );
      return { html, folders: found.map(({ root }) => pathToFileURL(root).href), title };
    }),
  );
}
