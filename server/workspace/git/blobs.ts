import { openGit } from './asked.ts';
import { gitNow } from './git.ts';

/** Content of files by the names that git's database has for them. */
export interface Blobs {
  /** Reads many at once; those that the database does not have are left out. */
  load(names: readonly string[]): Promise<void>;
  /** What was loaded, or is read now, which costs a process. */
  get(name: string): Buffer | undefined;
}

export function createBlobs(folder: string): Blobs {
  const known = new Map<string, Buffer | undefined>();
  return {
    async load(names) {
      const missing = [...new Set(names)].filter(name => !known.has(name));
      if (missing.length > 0) for (const [name, bytes] of await readAll(folder, missing)) known.set(name, bytes);
    },
    get(name) {
      if (!known.has(name)) known.set(name, gitNow(folder, ['cat-file', 'blob', name]));
      return known.get(name);
    },
  };
}

async function readAll(folder: string, names: readonly string[]): Promise<ReadonlyMap<string, Buffer | undefined>> {
  const reader = openBlobReader(folder);
  const found = await reader.read(names);
  reader.close();
  return found;
}

/** One process that gives contents as often as it is asked; one question at a time. */
export interface BlobReader {
  /** What the database does not have is undefined. */
  read(names: readonly string[]): Promise<ReadonlyMap<string, Buffer | undefined>>;
  close(): void;
}

export function openBlobReader(folder: string): BlobReader {
  const git = openGit(folder, ['cat-file', '--batch'], word => `${word} missing\n`);
  return {
    read: async names => (names.length === 0 ? new Map() : answersOf(await git.ask(names))),
    close: git.close,
  };
}

/** `git cat-file --batch` answers in order: `name blob size`, a line's end, the bytes, a line's end; or `name missing`. */
function answersOf(output: Buffer): Map<string, Buffer | undefined> {
  const found = new Map<string, Buffer | undefined>();
  for (let at = 0; at < output.length;) {
    const end = output.indexOf(0x0a, at);
    if (end < 0) break;
    const [name = '', type, size] = output.toString('latin1', at, end).split(' ');
    at = end + 1;
    if (size === undefined) {
      found.set(name, undefined);
      continue;
    }
    const length = Number(size);
    if (type === 'blob') found.set(name, Buffer.from(output.subarray(at, at + length)));
    at += length + 1;
  }
  return found;
}
