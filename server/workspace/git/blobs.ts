import { spawn, spawnSync } from 'node:child_process';
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

/** `git cat-file --batch` answers in order: `name blob size`, a line's end, the bytes, a line's end; or `name missing`. */
async function readAll(folder: string, names: readonly string[]): Promise<Map<string, Buffer | undefined>> {
  const child = spawn('git', ['-C', folder, 'cat-file', '--batch', '--buffer'], {
    env: gitEnvironment(),
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const chunks: Buffer[] = [];
  child.stdin.on('error', () => undefined); // git ended early: what it did not answer is missing
  child.stdin.end(`${names.join('\n')}\n`);
  await new Promise<void>(resolve => {
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('close', () => resolve());
    child.on('error', () => resolve());
  });
  return answersOf(Buffer.concat(chunks));
}

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
