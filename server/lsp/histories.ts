import type { Drift } from '../core/history/drift.ts';
import type { Sent } from '../workspace/git/sent.ts';
import { readDriftAside } from '../workspace/git/worker.ts';
import type { Placed } from './repositories.ts';

/** Histories of files, read one after the other in a thread beside this one. */
export interface Histories {
  /** Begins to read it, if it is not known for this commit. */
  read(placed: Placed, head: string, sent: Sent): void;
  /** Null while it is read. */
  of(placed: Placed): Drift | null;
  /** Of all files: they are read again when they are asked for. */
  forget(): void;
}

export function openHistories(assets: string, failed: (error: unknown) => void): Histories {
  const known = new Map<string, { head: string; drift: Drift | null }>();
  let abort = new AbortController();
  let last: Promise<void> = Promise.resolve();
  const keyOf = ({ place, path }: Placed): string => `${place.top}\0${path}`;

  async function readOne(placed: Placed, head: string, sent: Sent, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const { place, path } = placed;
    const options = { paths: [path], since: null, sent, withGone: false };
    const read = await readDriftAside({ place, assets, options }, () => undefined, signal);
    if (signal.aborted || known.get(keyOf(placed))?.head !== head) return;
    if (read.ok) known.set(keyOf(placed), { head, drift: read.value });
    else known.delete(keyOf(placed));
  }

  return {
    read(placed, head, sent) {
      if (known.get(keyOf(placed))?.head === head) return;
      known.set(keyOf(placed), { head, drift: known.get(keyOf(placed))?.drift ?? null });
      const { signal } = abort;
      last = last.then(() => readOne(placed, head, sent, signal)).catch(failed);
    },
    of: placed => known.get(keyOf(placed))?.drift ?? null,
    forget() {
      abort.abort();
      abort = new AbortController();
      known.clear();
    },
  };
}
