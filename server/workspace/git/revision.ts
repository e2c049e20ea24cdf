import { join } from 'node:path';
import { addTo } from '../../core/groups.ts';
import { baseName, directoryOf, joinPath } from '../../core/paths.ts';
import { type Outcome, readBytes, readHead, textBytes, tooLarge } from '../read.ts';
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
  contentOf(file: string): string | undefined;
}

interface Entry {
  name: string;
  isLink: boolean;
}

const MAX_LINKS = 8;
const LFS = 'version https://git-lfs.github.com/spec/';

/** Where files of a tree that is not read as a whole can be read: a folder that has them, but for those that it has otherwise. */
export interface DiskCopy {
  folder: string;
  unlike: ReadonlySet<string>;
}

interface From {
  /** Serves several revisions. */
  blobs?: Blobs;
  copy?: DiskCopy | null;
}

/** `folder` may be any folder of the repository, which is then the tree's root. */
export async function openRevision(folder: string, revision: string, from: From = {}): Promise<Outcome<Revision>> {
  const hash = FULL_NAME.test(revision) ? revision : await commitOf(folder, revision);
  if (hash === undefined) return { ok: false, why: `git has no revision \`${revision}\` here` };
  // Sizes would cost a look at each file.
  const listed = await git(folder, ['ls-tree', '-r', '-z', hash]);
  if (!listed.ok) return { ok: false, why: listed.why };
  return { ok: true, value: treeOf(entriesOf(listed.stdout, /^(\d+) blob (\w+)\t(.*)$/s), { folder, ...from }, hash) };
}

const FULL_NAME = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

async function commitOf(folder: string, revision: string): Promise<string | undefined> {
  const found = await git(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
  return found.ok ? found.stdout.trim() : undefined;
}

/** What would be committed now. */
export async function openIndex(folder: string, from: From = {}): Promise<Outcome<Revision>> {
  const listed = await git(folder, ['ls-files', '--stage', '-z']);
  if (!listed.ok) return { ok: false, why: listed.why };
  return { ok: true, value: treeOf(entriesOf(listed.stdout, /^(\d+) (\w+) \d\t(.*)$/s), { folder, ...from }, '') };
}

/** Mode, name and path; a submodule is another repository's. */
function entriesOf(output: string, line: RegExp): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const one of output.split('\0')) {
    const [, mode, name, path] = line.exec(one) ?? [];
    if (name === undefined || path === undefined || mode === '160000') continue;
    entries.set(path, { name, isLink: mode === '120000' });
  }
  return entries;
}

function treeOf(
  entries: ReadonlyMap<string, Entry>,
  { folder, blobs = createBlobs(folder), copy = null }: From & { folder: string },
  commit: string,
): Revision {
  const folders = new Map<string, string[]>();
  for (const path of entries.keys()) addTo(folders, directoryOf(path), baseName(path));

  /** What a path leads to, through links within the tree. */
  function entryOf(file: string): (Entry & { path: string }) | undefined {
    let [path, entry]: [string | undefined, Entry | undefined] = [file, entries.get(file)];
    for (let links = 0; entry?.isLink && links < MAX_LINKS; links++) {
      const target = blobs.get(entry.name)?.toString('utf8');
      path = target === undefined || target.startsWith('/') ? undefined : joinPath(directoryOf(path ?? ''), target);
      entry = path === undefined ? undefined : entries.get(path);
    }
    return entry === undefined || path === undefined || entry.isLink ? undefined : { ...entry, path };
  }

  const isOnDisk = (path: string): boolean => copy !== null && !copy.unlike.has(path);

  function read({ path, name }: Entry & { path: string }, maxBytes: number): Outcome<Buffer> {
    const onDisk = copy && isOnDisk(path) ? readBytes(join(copy.folder, path), maxBytes) : undefined;
    if (onDisk?.ok) return onDisk;
    const found = blobs.get(name);
    if (!found) return { ok: false, why: 'missing in this clone' };
    if (found.length > maxBytes) return { ok: false, why: tooLarge(maxBytes) };
    return textBytes(found);
  }

  function bytes(file: string, maxBytes: number): Outcome<Buffer> {
    const entry = entryOf(file);
    if (!entry) return { ok: false, why: 'not in this revision' };
    const found = read(entry, maxBytes);
    const isPointer = found.ok && found.value.subarray(0, LFS.length).toString('latin1') === LFS;
    return isPointer ? { ok: false, why: 'a Git LFS pointer' } : found;
  }

  return {
    commit,
    list: () => [...entries.keys()],
    bytes,
    head: (file, length) => {
      const entry = entryOf(file);
      const onDisk =
        entry && copy && isOnDisk(entry.path) ? readHead(join(copy.folder, entry.path), length) : undefined;
      return onDisk ?? (entry && blobs.get(entry.name)?.subarray(0, length));
    },
    exists: file => entryOf(file) !== undefined,
    folder: path => folders.get(path)?.toSorted() ?? [],
    load(files) {
      const isNeeded = (file: string): boolean => entries.get(file)?.isLink === true || !isOnDisk(file);
      return blobs.load(files.filter(isNeeded).flatMap(file => entries.get(file)?.name ?? []));
    },
    contentOf(file) {
      const entry = entries.get(file);
      return entry?.isLink === false ? entry.name : undefined;
    },
  };
}
