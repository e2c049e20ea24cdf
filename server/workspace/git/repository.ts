import { resolve } from 'node:path';
import { isReadable } from '../../core/history/files.ts';
import type { StaticText } from '../../core/history/text.ts';
import type { CountTokens } from '../../core/ports.ts';
import { createGrammars, createMeterCounter } from '../assets.ts';
import { MAX_SOURCE_BYTES, type Outcome, readBytes } from '../read.ts';
import { type BlobReader, openBlobReader } from './blobs.ts';
import { git } from './git.ts';
import { cacheFolder } from './cache-folder.ts';
import { openStore } from './store.ts';
import { type TreeDiff, openTreeDiff } from './tree-diff.ts';
import { type Versions, createVersions } from './versions.ts';

/** Where a folder lies in a repository. */
export interface Place {
  /** Full path of the work tree that the folder lies in: a submodule's or a linked one's own. */
  top: string;
  /** From there to the folder: empty, or with a `/` at its end. */
  prefix: string;
  /** What belongs to this work tree alone, such as HEAD. */
  gitFolder: string;
  /** What all work trees share. */
  commonFolder: string;
}

/** Asks git which work tree a folder lies in. */
export async function placeOf(folder: string): Promise<Outcome<Place>> {
  const asked = ['--is-inside-work-tree', '--show-cdup', '--show-prefix', '--git-dir', '--git-common-dir'];
  const answer = await git(folder, ['rev-parse', ...asked]);
  if (!answer.ok) return answer;
  const [isInside, up = '', prefix = '', gitFolder = '', commonFolder = ''] = answer.stdout.split('\n');
  if (isInside !== 'true') return { ok: false, why: 'it is no work tree' };
  return {
    ok: true,
    value: {
      top: resolve(folder, up),
      prefix,
      gitFolder: resolve(folder, gitFolder),
      commonFolder: resolve(folder, commonFolder),
    },
  };
}

/** What reads a repository's history: processes that stay, and what is kept. */
export interface Repository {
  top: string;
  blobs: BlobReader;
  versions: Versions;
  treeDiff: TreeDiff;
  /** o200k tokens, each text counted once. */
  count: (text: string) => number;
  close(): void;
}

export function openRepository({ top, commonFolder }: Place, assets: string, counter?: CountTokens): Repository {
  const blobs = openBlobReader(top);
  const treeDiff = openTreeDiff(top, isReadable);
  const store = openStore({ folder: cacheFolder(), repository: commonFolder, assets });
  const onDisk = (path: string): Outcome<Buffer> => readBytes(resolve(top, path), MAX_SOURCE_BYTES);
  const versions = createVersions({ blobs, grammars: createGrammars(assets), store, onDisk });
  return {
    top,
    blobs,
    versions,
    treeDiff,
    count: countWith(counter ?? createMeterCounter(assets)),
    close() {
      versions.forget(NOTHING);
      blobs.close();
      treeDiff.close();
    },
  };
}

const NOTHING: ReadonlySet<StaticText> = new Set();

/** Longer texts are counted by all who ask for them, one after the other. */
const MAX_COUNTED = 20_000;

function countWith(count: CountTokens): (text: string) => number {
  const known = new Map<string, number>();
  return text => {
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size >= MAX_COUNTED) known.clear();
    const tokens = count('o200k_base', text);
    known.set(text, tokens);
    return tokens;
  };
}
