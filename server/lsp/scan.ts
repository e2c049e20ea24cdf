import type { CancellationToken, Connection } from 'vscode-languageserver/node';
import type { Place } from '../core/model.ts';
import { summarize } from '../report/summary.ts';
import { writeTable } from '../report/table.ts';
import type { Scan } from '../workspace/session.ts';
import type { Documents } from './documents.ts';
import type { Folders } from './folders.ts';
import { lineOf } from './notebooks.ts';
import { withProgress } from './progress.ts';
import { SCAN_WORKSPACE, type ProgressParams, type ScanWorkspaceResult } from './protocol.ts';

/** Analyses every file of the workspace, as `prompt-cost scan` does. */
export function serveScan(connection: Connection, folders: Folders, documents: Documents): void {
  connection.onRequest(SCAN_WORKSPACE, (params: ProgressParams, token: CancellationToken) =>
    withProgress(connection, params, token, async options => {
      const scans = [];
      for (const session of await folders.sessions()) scans.push(await session.scan(options));
      return writeReport(scans, documents);
    }),
  );
}

const WIDTH = 160;
const pathOf = (file: string): string => file;

function writeReport(scans: readonly Scan[], documents: Documents): ScanWorkspaceResult {
  const tables = scans.map(scan => {
    const lineIn = (place: Place): string => lineOf(documents.last(scan.root, place.file), place);
    return writeTable(scan, { width: WIDTH, color: false, pathOf, lineOf: lineIn });
  });
  const titled = tables.map((table, i) => (scans.length === 1 ? table : `${scans[i]?.root}\n\n${table}`));
  const summary = scans.flatMap(scan => summarize(scan, pathOf).slice(0, 1)).join(' ');
  return { report: titled.join('\n'), summary: summary || 'No folder is open.' };
}
