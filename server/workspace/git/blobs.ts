import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { gitEnvironment } from './git.ts';

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
    maxBuffer: 1 << 28,
    env: gitEnvironment(),
  });
  return found.status === 0 ? found.stdout : undefined;
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
  const child = spawn('git', ['-C', folder, 'cat-file', '--batch'], {
    env: gitEnvironment(),
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  // A name that nothing has: git says so when it has answered all before it.
  const last = `end-${randomUUID()}`;
  const end = Buffer.from(`${last} missing\n`);
  let isEnded = false;
  let done = (): void => undefined;
  let chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    if (tailOf(chunks, end.length).equals(end)) done();
  });
  const stop = (): void => {
    isEnded = true;
    done();
  };
  child.on('close', stop);
  child.on('error', stop);
  child.stdin.on('error', () => undefined); // git ended early: what it did not answer is missing
  return {
    async read(names) {
      chunks = [];
      if (isEnded || names.length === 0) return new Map();
      await new Promise<void>(resolve => {
        done = resolve;
        child.stdin.write(`${[...names, last].join('\n')}\n`);
      });
      return answersOf(Buffer.concat(chunks));
    },
    close: () => child.stdin.end(),
  };
}

function tailOf(chunks: readonly Buffer[], length: number): Buffer {
  const tail = chunks.at(-1) ?? Buffer.alloc(0);
  return tail.length >= length ? tail.subarray(tail.length - length) : Buffer.concat(chunks).subarray(-length);
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
