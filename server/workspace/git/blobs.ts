import { spawnSync } from 'node:child_process';
import { MAX_CONTAINER_BYTES } from '../read.ts';
import { LAST, openGit } from './asked.ts';
import { gitEnvironment } from './git.ts';

/** A byte more than the longest file that is read: what has as much is too long. */
const MAX_KEPT = MAX_CONTAINER_BYTES + 1;

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
      if (!known.has(name)) known.set(name, readNow(folder, name));
      return known.get(name);
    },
  };
}

function readNow(folder: string, name: string): Buffer | undefined {
  const found = spawnSync('git', ['-C', folder, 'cat-file', 'blob', name], {
    maxBuffer: MAX_KEPT,
    env: gitEnvironment(),
  });
  // What is longer is cut off there.
  return found.status === 0 || found.stdout?.length >= MAX_KEPT ? found.stdout : undefined;
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
  let isLast = false;
  let found = new Map<string, Buffer | undefined>();
  const take = answers((name, bytes) => {
    if (name === LAST) isLast = true;
    else found.set(name, bytes);
  });
  const git = openGit(folder, ['cat-file', '--batch'], chunk => {
    take(chunk);
    return isLast;
  });
  return {
    async read(names) {
      found = new Map();
      isLast = false;
      if (names.length > 0) await git.ask(names);
      return found;
    },
    close: git.close,
  };
}

/**
 * `git cat-file --batch` answers in order: `name blob size`, a line's end, the bytes, a line's end; or `name missing`. Of a content that is
 * too long to be a source only so much is kept as shows that.
 */
function answers(told: (name: string, bytes: Buffer | undefined) => void): (chunk: Buffer) => void {
  let head = Buffer.alloc(0);
  let open: { name: string; isBlob: boolean; size: number; left: number; parts: Buffer[] } | null = null;

  /** Takes what belongs to the content that is being read, and the line's end behind it; gives what is left of the chunk. */
  function content(into: NonNullable<typeof open>, chunk: Buffer): Buffer {
    const part = chunk.subarray(0, into.left);
    if (into.isBlob && into.size - into.left < MAX_KEPT) into.parts.push(part);
    into.left -= part.length;
    if (into.left === 0) {
      told(into.name, into.isBlob ? Buffer.concat(into.parts).subarray(0, into.size) : undefined);
      open = null;
    }
    return chunk.subarray(part.length);
  }

  function line(chunk: Buffer): Buffer {
    const end = chunk.indexOf(0x0a);
    head = Buffer.concat([head, end < 0 ? chunk : chunk.subarray(0, end)]);
    if (end < 0) return chunk.subarray(chunk.length);
    const [name = '', type, size] = head.toString('latin1').split(' ');
    head = Buffer.alloc(0);
    if (size === undefined) told(name, undefined);
    else open = { name, isBlob: type === 'blob', size: Number(size), left: Number(size) + 1, parts: [] };
    return chunk.subarray(end + 1);
  }

  return chunk => {
    let rest = chunk;
    while (rest.length > 0) rest = open ? content(open, rest) : line(rest);
  };
}
