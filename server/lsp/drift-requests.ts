import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { CancellationToken, Connection } from 'vscode-languageserver/node';
import type { Drift } from '../core/history/drift.ts';
import type { Place } from '../workspace/git/repository.ts';
import { isTrusted } from '../workspace/trust.ts';
import { driftRows } from './drift-rows.ts';
import type { Folders } from './folders.ts';
import { type Reported, withProgress } from './progress.ts';
import { type DriftView, type ProgressParams, READ_DRIFT, READ_VERSION, type VersionRef } from './protocol.ts';
import { placedFolder, readFolderDrift } from './read-drift.ts';
import type { Repositories } from './repositories.ts';

/** What the view of all prompts, and the diffs that it opens, ask for. */
export function serveDriftRequests(
  connection: Connection,
  folders: Folders,
  repositories: Repositories,
  assets: string,
): void {
  connection.onRequest(READ_VERSION, async ({ top, path: file, blob }: VersionRef): Promise<string | null> => {
    if (blob === '') return readFile(path.join(top, file), 'utf8').catch(() => null);
    const placed = await placedFolder(repositories, top);
    return (await placed?.answers.content(blob)) ?? null;
  });

  connection.onRequest(READ_DRIFT, async (params: ProgressParams, token: CancellationToken): Promise<DriftView> => {
    if (!isTrusted()) return { state: 'restricted', rows: [] };
    const read = (reported: Reported): Promise<Read[]> => readAll(folders, repositories, assets, reported);
    const found = await withProgress(connection, params, token, read, 'Prompt drift');
    const rows = found.flatMap(({ place, drift }) => driftRows(drift, place.top));
    return { state: found.length === 0 ? 'none' : 'ready', rows };
  });
}

interface Read {
  place: Place;
  drift: Drift;
}

/** Each work tree once, whichever of its folders is open. */
async function readAll(
  folders: Folders,
  repositories: Repositories,
  assets: string,
  { signal, onProgress, onProgressOf }: Reported,
): Promise<Read[]> {
  const found: Read[] = [];
  for (const session of await folders.sessions()) {
    const placed = await placedFolder(repositories, session.root);
    if (!placed || found.some(({ place }) => place.top === placed.place.top)) continue;
    const { analyses } = await session.scan({ signal, onProgress });
    const read = await readFolderDrift(placed, analyses, { assets, since: null, signal }, onProgressOf('commits'));
    if (read.ok) found.push({ place: placed.place, drift: read.value });
  }
  return found;
}
