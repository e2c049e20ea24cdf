import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { CancellationToken, Connection } from 'vscode-languageserver/node';
import type { Drift } from '../core/history/drift.ts';
import type { Place } from '../workspace/git/repository.ts';
import { sentIn } from '../workspace/git/sent.ts';
import { readDriftAside } from '../workspace/git/worker.ts';
import { isTrusted } from '../workspace/trust.ts';
import { driftRows } from './drift-rows.ts';
import type { Folders } from './folders.ts';
import { type Reported, withProgress } from './progress.ts';
import { type DriftView, type ProgressParams, READ_DRIFT, READ_VERSION, type VersionRef } from './protocol.ts';
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
    const placed = await repositories.at(path.join(top, ANY));
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

/** A name in a folder: which work tree it lies in is asked by a file. */
const ANY = '.any';

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
    const placed = await repositories.at(path.join(session.root, ANY));
    if (!placed || found.some(({ place }) => place.top === placed.place.top)) continue;
    const { place } = placed;
    const scan = await session.scan({ signal, onProgress });
    // From the work tree's top: the folder that is open may lie deeper.
    const prefix = placed.path.slice(0, -ANY.length);
    const sent = new Map([...sentIn(scan.analyses)].map(([file, all]) => [prefix + file, all]));
    const paths = prefix === '' ? [] : [prefix.slice(0, -1)];
    const options = { paths, since: null, sent, withGone: true };
    const read = await readDriftAside({ place, assets, options }, onProgressOf('commits'), signal);
    if (read.ok) found.push({ place, drift: read.value });
  }
  return found;
}
