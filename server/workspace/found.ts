import { type Found, findIn, restingIn } from '../core/calls/find.ts';
import type { Resting } from '../core/calls/resting.ts';
import type { Project } from '../core/ports.ts';
import type { ProjectCache } from './project.ts';
import type { Tree } from './tree.ts';

/** What was found in sources before, with all that it rests on: what rests on nothing that changed is not looked for again. */
export interface KeptFound {
  /** Which of it holds in a tree; asked before its files are. */
  look(tree: Tree): Promise<void>;
  /** What was found in a file and still holds. */
  of(file: string): Found | undefined;
  /** Keeps what was found anew in the tree that was looked at first. */
  keep(fresh: Fresh): void;
}

/** What a scan found, beside what was kept. */
export interface Fresh {
  found: ReadonlyMap<string, Found>;
  resting(): Resting;
}

/** Finds what stands in sources during one scan. */
export interface Finder {
  find(file: string, project: Project): Found;
  /** Those that have to be read for it. */
  unknown(files: readonly string[]): readonly string[];
  /** Keeps what was new. */
  end(cache: ProjectCache): void;
}

export async function openFinder(kept: KeptFound | undefined, tree: () => Tree): Promise<Finder> {
  if (!kept) return { find: findIn, unknown: files => files, end: () => undefined };
  await kept.look(tree());
  const fresh = new Map<string, Found>();
  return {
    find(file, project) {
      const before = kept.of(file);
      const found = before ?? findIn(file, project);
      if (!before) fresh.set(file, found);
      return found;
    },
    unknown: files => files.filter(file => !kept.of(file)),
    end: cache => kept.keep({ found: fresh, resting: () => restingIn(cache.project()) }),
  };
}
