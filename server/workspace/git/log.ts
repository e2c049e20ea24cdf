import { type GitAnswer, git } from './git.ts';

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
  subject: string;
  /** The commit before it on this line; null for the first. */
  parent: string | null;
  /** It has parents that this clone does not. */
  isBoundary: boolean;
  changes: Change[];
}

/** Commits of the first-parent line, newest first; files of no interest are left out. */
export async function readLog(
  folder: string,
  isRead: (path: string) => boolean,
  since: Date | null,
  signal?: AbortSignal,
): Promise<{ ok: true; commits: Commit[] } | { ok: false; why: string }> {
  const args = [
    'log',
    '--raw',
    // Merges are told by what they brought to the line.
    '-m',
    '--first-parent',
    // Equal files only: for others git would read all contents, some of which a partial clone lacks. Texts are followed by their words.
    '-M100%',
    '--no-abbrev',
    '--no-show-signature',
    '-z',
    '--format=%x01%H%x00%at%x00%ct%x00%P%x00%s',
    ...(since ? [`--since=${since.toISOString()}`] : []),
    'HEAD',
  ];
  const answer = await git(folder, args, signal);
  if (!answer.ok) return answer;
  const boundary = await boundaryOf(folder);
  return { ok: true, commits: commitsOf(answer.stdout, isRead, boundary) };
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
    subject: 'not committed',
    parent: head.ok ? head.stdout.trim() : null,
    isBoundary: false,
    changes: [...changes, ...added],
  };
}

const fieldsOf = (answer: GitAnswer): string[] => (answer.ok ? answer.stdout.split('\0') : []);

function commitsOf(output: string, isRead: (path: string) => boolean, boundary: ReadonlySet<string>): Commit[] {
  return output
    .split('\u0001')
    .slice(1)
    .map(block => {
      const [hash = '', authored, committed, parents = '', subject = '', ...raw] = block.split('\0');
      return {
        hash,
        authored: Number(authored),
        committed: Number(committed),
        subject,
        parent: parents.split(' ', 1)[0] || null,
        isBoundary: boundary.has(hash),
        changes: changesOf(raw, isRead),
      };
    });
}

const NO_BLOB = /^0+$/;
/** A file, not a link or a submodule. */
const FILE_MODE = /^100/;

/** `:mode mode blob blob status`, a zero, the path or two of them. */
function changesOf(fields: readonly string[], isRead: (path: string) => boolean): Change[] {
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
async function boundaryOf(folder: string): Promise<ReadonlySet<string>> {
  const shallow = await git(folder, ['rev-parse', '--is-shallow-repository']);
  if (!shallow.ok || shallow.stdout.trim() !== 'true') return new Set();
  // What has parents in its commit object, and none by the graft that makes the clone shallow.
  const ends = await git(folder, ['rev-list', '--max-parents=0', 'HEAD']);
  return new Set(ends.ok ? ends.stdout.trim().split('\n') : []);
}
