import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CancellationToken, Connection } from 'vscode-languageserver/node';
import { withoutFollowed } from '../core/callers.ts';
import type { AnalyzedCall } from '../core/model.ts';
import { filterCalls } from '../report/groups.ts';
import type { KeptScans } from '../workspace/kept-scans.ts';
import { ownersIn } from '../workspace/owners.ts';
import type { Session } from '../workspace/session.ts';
import { writeBreakdown } from './breakdown.ts';
import type { Documents } from './documents.ts';
import type { Folders } from './folders.ts';
import type { LiveUse } from './live.ts';
import { withProgress } from './progress.ts';
import {
  CALL_TOOLTIP,
  type CallTooltipParams,
  type ViewRow,
  WORKSPACE_CHANGED,
  WORKSPACE_VIEW,
  type WorkspaceView,
  type WorkspaceViewParams,
} from './protocol.ts';
import { folderRow, messageOf, type RowContext, rowsOf } from './view-rows.ts';

/** A call that a row stands for. */
interface Shown {
  session: Session;
  call: AnalyzedCall;
}

/** The tree of the workspace's calls, row by row as an editor shows it, and what each call is made of. */
export function serveWorkspaceView(
  connection: Connection,
  folders: Folders,
  scans: KeptScans,
  documents: Documents,
  live: LiveUse,
): void {
  let shown = new Map<string, Shown>();

  const view = async (
    { groupBy, filter, again, ...progress }: WorkspaceViewParams,
    token: CancellationToken,
  ): Promise<WorkspaceView> => {
    const sessions = (await folders.sessions()).toSorted((a, b) => (a.root < b.root ? -1 : 1));
    if (sessions.length === 0) return { state: 'no folder', message: '', rows: [] };
    const parts = await withProgress(connection, progress, token, async options => {
      const found = [];
      for (const session of sessions) found.push({ session, scan: await scans.scan(session, { ...options, again }) });
      return found;
    });
    const next = new Map<string, Shown>();
    const all: AnalyzedCall[] = [];
    const left: AnalyzedCall[] = [];
    const rows: ViewRow[] = [];
    for (const { session, scan } of parts) {
      const calls = withoutFollowed(scan.analyses.flatMap(analysis => analysis.calls));
      const ownersOf = ownersIn(session.root) ?? ((): string[] => []);
      const wanted = filterCalls(calls, filter, ownersOf);
      const context: RowContext = {
        prefix: `${session.root}|${groupBy}`,
        groupBy,
        ownersOf,
        uriOf: file => pathToFileURL(path.join(session.root, file)).href,
        openedOf: file => documents.last(session.root, file),
        useOf: call => live.of(session, call),
        rowOf: (id, call) => next.set(id, { session, call }),
      };
      all.push(...calls);
      left.push(...wanted);
      const inFolder = rowsOf(wanted, context);
      rows.push(...(parts.length === 1 ? inFolder : [folderRow(session.root, wanted, inFolder)]));
    }
    shown = next;
    const state = all.length === 0 ? 'no calls' : left.length === 0 ? 'none left' : 'calls';
    return { state, message: messageOf(left, all, filter), rows: state === 'calls' ? rows : [] };
  };

  connection.onRequest(WORKSPACE_VIEW, view);
  connection.onRequest(CALL_TOOLTIP, ({ id }: CallTooltipParams): string | null => {
    const found = shown.get(id);
    return found ? tooltipOf(found, documents) : null;
  });
}

/** The view is asked for again by the editor, if it is in sight. */
export function tellWorkspaceChanged(connection: Connection): void {
  connection.sendNotification(WORKSPACE_CHANGED).catch(error => connection.console.error(String(error)));
}

/** What the hover says. */
function tooltipOf({ session, call }: Shown, documents: Documents): string {
  const { file } = call.place;
  const unopened = { session, cells: null, analysis: { file, calls: [call], prompts: [], ignored: 0 } };
  return writeBreakdown(documents.last(session.root, file) ?? unopened, [call]).value;
}
