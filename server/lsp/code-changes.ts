import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CodeChange } from '../core/signals/live.ts';
import { DAY_MS } from '../core/time.ts';
import { codeChangesOf } from '../report/code-changes.ts';
import type { KeptScans } from '../workspace/kept-scans.ts';
import type { Session } from '../workspace/session.ts';
import { isTrusted } from '../workspace/trust.ts';
import type { Folders } from './folders.ts';
import { placedFolder, readFolderDrift } from './read-drift.ts';
import type { Repositories } from './repositories.ts';

/** What commits did to prompts lately, read beside all else. */
export interface CodeChanges {
  /** Reads it where HEAD is another than the last time; does not wait. */
  look(): void;
  /** As far as it is known, newest first. */
  known(): readonly CodeChange[];
  /** Of a file that a change is of. */
  uriOf(file: string): string | undefined;
  close(): void;
}

export interface CodeChangesOptions {
  folders: Folders;
  scans: KeptScans;
  repositories: Repositories;
  assets: string;
  changed(): void;
  failed(error: unknown): void;
}

/** As far back as charts show, and as what they are held against: a week ago, and the day before. */
const BACK_MS = 8 * DAY_MS;

export function followCodeChanges(options: CodeChangesOptions): CodeChanges {
  const { folders, scans, repositories, assets, changed, failed } = options;
  const found = new Map<string, { head: string; changes: readonly CodeChange[] }>();
  const uris = new Map<string, string>();
  const abort = new AbortController();
  let isLooking = false;

  /** Whether it is another now. */
  async function lookAt(session: Session): Promise<boolean> {
    const { root } = session;
    const placed = await placedFolder(repositories, root);
    const base = await placed?.answers.base();
    if (!placed || !base || found.get(root)?.head === base.head) return false;
    // Once for each commit, whatever comes of it.
    found.set(root, { head: base.head, changes: found.get(root)?.changes ?? [] });
    const since = Date.now() - BACK_MS;
    const { analyses } = await scans.scan(session, { signal: abort.signal });
    const asked = { assets, since: new Date(since), signal: abort.signal };
    const read = await readFolderDrift(placed, analyses, asked);
    if (!read.ok) return false;
    const changes = codeChangesOf(read.value, placed.prefix, since);
    found.set(root, { head: base.head, changes });
    for (const { file } of changes) uris.set(file, pathToFileURL(path.join(root, file)).href);
    return true;
  }

  async function lookAtAll(): Promise<void> {
    const sessions = await folders.sessions();
    for (const root of found.keys()) if (!sessions.some(session => session.root === root)) found.delete(root);
    for (const session of sessions) if (await lookAt(session)) changed();
  }

  return {
    look() {
      if (isLooking || !isTrusted() || abort.signal.aborted) return;
      isLooking = true;
      lookAtAll()
        .catch(error => {
          if (!abort.signal.aborted) failed(error);
        })
        .finally(() => (isLooking = false));
    },
    known: () => [...found.values()].flatMap(({ changes }) => changes).toSorted((a, b) => b.at - a.at),
    uriOf: file => uris.get(file),
    close: () => abort.abort(),
  };
}
