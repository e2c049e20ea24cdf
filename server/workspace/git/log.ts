import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type GitAnswer, git, gitEnvironment } from './git.ts';

/** A file that a commit touched, against its first parent. */
export interface Change {
  /** Where it lay before; null for a new one. */
  before: { path: string; blob: string } | null;
  /** Where it lies after; null for one that is gone. */
  after: { path: string; blob: string } | null;
}

export interface Commit {
  /** Null for what is not committed yet. */
  hash: string | null;
  /** Unix seconds at which it was written. */
  authored: number;
  /** Unix seconds at which it came into this history. */
  committed: number;
  author: string;
  subject: string;
  /** The commit before it on this line; null for the first. */
  parent: string | null;
  /** It has parents that this clone does not. */
  isBoundary: boolean;
  changes: Change[];
}

export interface LogOptions {
  /** Where to begin: a commit's full name. */
  from: string;
  /** Files and folders; null: all. A new name of a file within them is told as a new file. */
  paths: readonly string[] | null;
  since: Date | null;
  /** Files of no interest are left out. */
  isRead: (path: string) => boolean;
  boundary: ReadonlySet<string>;
}

/** Commits of the first-parent line, newest first, as git finds them: none is kept here. */
export async function* readLog(folder: string, options: LogOptions): AsyncGenerator<Commit, void> {
  const { from, paths, since, isRead, boundary } = options;
  const args = [
    'log',
    '--raw',
    // Merges are told by what they brought to the line.
    '-m',
    '--first-parent',
    ...RAW,
    '--no-show-signature',
    `--format=%x01${HEADER}`,
    ...(since ? [`--since=${since.toISOString()}`] : []),
    from,
    '--',
    ...(paths ?? []),
  ];
  for await (const block of blocksOf(folder, args)) yield commitOf(block, isRead, boundary);
}

/** What `commitOf` reads. */
const HEADER = '%H%x00%at%x00%ct%x00%P%x00%an%x00%s';

/** One commit, without what it changed. */
export async function readCommit(folder: string, hash: string, boundary: ReadonlySet<string>): Promise<Commit | null> {
  const answer = await git(folder, ['log', '-1', '--no-show-signature', `--format=${HEADER}`, hash]);
  return answer.ok ? commitOf(answer.stdout.trimEnd(), () => false, boundary) : null;
}

/**
 * Equal files only are told as one: for others git would read all contents, some of which a partial clone lacks. Texts are followed by
 * their words.
 */
export const RAW = ['-M100%', '--no-abbrev', '-z'] as const;

/** What git writes, cut where each block begins. Reading no further ends git. */
async function* blocksOf(folder: string, args: readonly string[]): AsyncGenerator<string, void> {
  const child = spawn('git', ['-C', folder, '-c', 'core.quotePath=false', ...args], {
    env: gitEnvironment(),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  child.on('error', () => undefined); // there is no git: nothing is read, and who asked before has said so
  child.stdout.setEncoding('utf8');
  let begun: string[] = [];
  try {
    for await (const chunk of child.stdout as AsyncIterable<string>) {
      const [more = '', ...blocks] = chunk.split('\u0001');
      begun.push(more);
      for (const block of blocks) {
        const whole = begun.join('');
        if (whole !== '') yield whole;
        begun = [block];
      }
    }
    const last = begun.join('');
    if (last !== '') yield last;
  } finally {
    child.kill();
  }
}

function commitOf(block: string, isRead: (path: string) => boolean, boundary: ReadonlySet<string>): Commit {
  const [hash = '', authored, committed, parents = '', author = '', subject = '', ...raw] = block.split('\0');
  return {
    hash,
    authored: Number(authored),
    committed: Number(committed),
    author,
    subject,
    parent: parents.split(' ', 1)[0] || null,
    isBoundary: boundary.has(hash),
    changes: changesOf(raw, isRead),
  };
}

/** What the disk holds beside the last commit, as a commit of its own. Blobs are empty names: their bytes are on the disk. */
export async function readUncommitted(folder: string, isRead: (path: string) => boolean): Promise<Commit> {
  const [head, tracked, untracked] = await Promise.all([
    git(folder, ['rev-parse', '--verify', '--quiet', 'HEAD']),
    git(folder, ['diff', '--raw', '-M', '--no-abbrev', '-z', 'HEAD']),
    git(folder, ['ls-files', '--others', '--exclude-standard', '-z']),
  ]);
  const changes = changesOf(fieldsOf(tracked), isRead).map(({ before, after }) => ({
    before,
    after: after && { path: after.path, blob: '' },
  }));
  const added = fieldsOf(untracked)
    .filter(path => path !== '' && isRead(path))
    .map(path => ({ before: null, after: { path, blob: '' } }));
  const now = Date.now() / 1000;
  return {
    hash: null,
    authored: now,
    committed: now,
    author: '',
    subject: 'not committed',
    parent: head.ok ? head.stdout.trim() : null,
    isBoundary: false,
    changes: [...changes, ...added],
  };
}

const fieldsOf = (answer: GitAnswer): string[] => (answer.ok ? answer.stdout.split('\0') : []);

const NO_BLOB = /^0+$/;
/** A file, not a link or a submodule. */
const FILE_MODE = /^100/;

/** `:mode mode blob blob status`, a zero, the path or two of them. */
export function changesOf(fields: readonly string[], isRead: (path: string) => boolean): Change[] {
  const changes: Change[] = [];
  for (let at = 0; at < fields.length; at++) {
    const [, modeBefore = '', modeAfter = '', blobBefore = '', blobAfter = '', status = ''] =
      /^\s*:(\d+) (\d+) (\w+) (\w+) (\w+)$/.exec(fields[at] ?? '') ?? [];
    if (status === '') continue;
    const from = fields[++at] ?? '';
    const to = /^[RC]/.test(status) ? (fields[++at] ?? '') : from;
    const side = (path: string, mode: string, blob: string): Change['before'] =>
      FILE_MODE.test(mode) && isRead(path) ? { path, blob: NO_BLOB.test(blob) ? '' : blob } : null;
    const before = status.startsWith('C') ? null : side(from, modeBefore, blobBefore);
    const after = side(to, modeAfter, blobAfter);
    if (before ?? after) changes.push({ before, after });
  }
  return changes;
}

/** Commits at which a shallow clone ends. */
export async function readBoundary(folder: string): Promise<ReadonlySet<string>> {
  const file = await git(folder, ['rev-parse', '--git-path', 'shallow']);
  if (!file.ok) return new Set();
  const path = resolve(folder, file.stdout.trim());
  const text = await readFile(path, 'utf8').catch(() => ''); // only shallow clones have one
  return new Set(text.split('\n').filter(line => line !== ''));
}
