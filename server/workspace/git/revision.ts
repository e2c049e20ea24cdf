import { baseName, directoryOf, joinPath } from '../../core/paths.ts';
import { type Outcome, textBytes } from '../read.ts';
import type { Tree } from '../tree.ts';
import { type Blobs, createBlobs } from './blobs.ts';
import { git } from './git.ts';

/** A revision as it lies in the database: nothing is checked out. */
export interface Revision extends Tree {
  /** Full name of the commit. */
  commit: string;
  /** Reads the content of many files at once: what is asked for one by one costs a process each. */
  load(files: readonly string[]): Promise<void>;
  /** The database's name for a file's content: equal names, equal bytes. */
  nameOf(file: string): string | undefined;
}

interface Entry {
  name: string;
  size: number;
  isLink: boolean;
}

/** Files beyond this are no source: see `MAX_SOURCE_BYTES`. */
const MAX_LINKS = 8;
const LFS = 'version https://git-lfs.github.com/spec/';

/** `folder` may be any folder of the repository, which is then the tree's root. `blobs` serves several revisions. */
export async function openRevision(
  folder: string,
  revision: string,
  blobs: Blobs = createBlobs(folder),
): Promise<Outcome<Revision>> {
  const commit = await git(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
  if (!commit.ok) return { ok: false, why: `git has no revision \`${revision}\` here` };
  const hash = commit.stdout.trim();
  const listed = await git(folder, ['ls-tree', '-r', '-z', '-l', hash]);
  if (!listed.ok) return { ok: false, why: listed.why };
  return { ok: true, value: treeOf(hash, entriesOf(listed.stdout), blobs) };
}

/** What would be committed now. */
export async function openIndex(
  folder: string,
  blobs: Blobs = createBlobs(folder),
): Promise<Outcome<Tree & Pick<Revision, 'load'>>> {
  const listed = await git(folder, ['ls-files', '--stage', '-z']);
  if (!listed.ok) return { ok: false, why: listed.why };
  const entries = new Map<string, Entry>();
  for (const line of listed.stdout.split('\0')) {
    const [, mode, name, path] = /^(\d+) (\w+) \d\t(.*)$/s.exec(line) ?? [];
    if (name === undefined || path === undefined || mode === '160000') continue;
    // The index does not tell sizes.
    entries.set(path, { name, size: 0, isLink: mode === '120000' });
  }
  return { ok: true, value: treeOf('', entries, blobs) };
}

/** `mode type name size`, a tab, the path, a zero. */
function entriesOf(output: string): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const line of output.split('\0')) {
    const [, mode, type, name, size, path] = /^(\d+) (\w+) (\w+) +(\d+|-)\t(.*)$/s.exec(line) ?? [];
    // A submodule is another repository's.
    if (type !== 'blob' || name === undefined || path === undefined) continue;
    entries.set(path, { name, size: Number(size), isLink: mode === '120000' });
  }
  return entries;
}

function treeOf(commit: string, entries: ReadonlyMap<string, Entry>, blobs: Blobs): Revision {
  const folders = new Map<string, string[]>();
  for (const path of entries.keys()) {
    const folder = directoryOf(path);
    const names = folders.get(folder);
    if (names) names.push(baseName(path));
    else folders.set(folder, [baseName(path)]);
  }

  /** What a path leads to, through links within the tree. */
  function entryOf(file: string): Entry | undefined {
    let [path, entry]: [string | undefined, Entry | undefined] = [file, entries.get(file)];
    for (let links = 0; entry?.isLink && links < MAX_LINKS; links++) {
      const target = blobs.get(entry.name)?.toString('utf8');
      path = target === undefined || target.startsWith('/') ? undefined : joinPath(directoryOf(path ?? ''), target);
      entry = path === undefined ? undefined : entries.get(path);
    }
    return entry?.isLink ? undefined : entry;
  }

  function bytes(file: string, maxBytes: number): Outcome<Buffer> {
    const entry = entryOf(file);
    if (!entry) return { ok: false, why: 'not in this revision' };
    if (entry.size > maxBytes) return { ok: false, why: `larger than ${Math.round(maxBytes / 1024 / 1024)} MB` };
    const found = blobs.get(entry.name);
    if (!found) return { ok: false, why: 'missing in this clone' };
    if (found.length > maxBytes) return { ok: false, why: `larger than ${Math.round(maxBytes / 1024 / 1024)} MB` };
    if (found.subarray(0, LFS.length).toString('latin1') === LFS) return { ok: false, why: 'a Git LFS pointer' };
    return textBytes(found);
  }

  return {
    commit,
    list: () => [...entries.keys()],
    bytes,
    head: (file, length) => {
      const entry = entryOf(file);
      return entry && blobs.get(entry.name)?.subarray(0, length);
    },
    exists: file => entryOf(file) !== undefined,
    folder: path => folders.get(path)?.toSorted() ?? [],
    load: files => blobs.load(files.flatMap(file => entries.get(file)?.name ?? [])),
    nameOf: file => entryOf(file)?.name,
  };
}
