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
import { type DriftView, READ_DRIFT, READ_VERSION, type ReadDriftParams, type VersionRef } from './protocol.ts';
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

  connection.onRequest(
    READ_DRIFT,
    async ({ workDoneToken }: ReadDriftParams, token: CancellationToken): Promise<DriftView> => {
      if (!isTrusted()) return { state: 'restricted', rows: [] };
      const progress = connection.window.attachWorkDoneProgress(workDoneToken);
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      const show =
        (what: string) =>
        (done: number, total: number): void =>
          progress.report(Math.round((done / Math.max(total, 1)) * 100), `${done} of ${total} ${what}`);
      progress.begin('Prompt drift', 0, 'reading the workspace', true);
      try {
        const found = await readAll(folders, repositories, assets, { show, signal: abort.signal });
        const rows = found.flatMap(({ place, drift }) => driftRows(drift, place.top));
        return { state: found.length === 0 ? 'none' : 'ready', rows };
      } finally {
        progress.done();
      }
    },
  );
}

/** A name in a folder: which work tree it lies in is asked by a file. */
const ANY = '.any';

interface Reading {
  show: (what: string) => (done: number, total: number) => void;
  signal: AbortSignal;
}

/** Each work tree once, whichever of its folders is open. */
async function readAll(
  folders: Folders,
  repositories: Repositories,
  assets: string,
  { show, signal }: Reading,
): Promise<{ place: Place; drift: Drift }[]> {
  const found: { place: Place; drift: Drift }[] = [];
  for (const session of await folders.sessions()) {
    const placed = await repositories.at(path.join(session.root, ANY));
    if (!placed || found.some(({ place }) => place.top === placed.place.top)) continue;
    const { place } = placed;
    const scan = await session.scan({ signal, onProgress: show('files') });
    // From the work tree's top: the folder that is open may lie deeper.
    const prefix = placed.path.slice(0, -ANY.length);
    const sent = new Map([...sentIn(scan.analyses)].map(([file, all]) => [prefix + file, all]));
    const paths = prefix === '' ? [] : [prefix.slice(0, -1)];
    const options = { paths, since: null, sent, withGone: true };
    const read = await readDriftAside({ place, assets, options }, show('commits'), signal);
    if (read.ok) found.push({ place, drift: read.value });
  }
  return found;
}
