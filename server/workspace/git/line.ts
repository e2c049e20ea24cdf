import { execFile } from 'node:child_process';
import { git, gitEnvironment } from './git.ts';
import { type Commit, readBoundary, readCommit } from './log.ts';

/** The commits that HEAD came to by, each the first parent of the one after it. */
export interface Line {
  head: string;
  /** How many there are, of those not older than what was asked for. */
  length: number;
  /** Position of a commit, 0 being what is not committed yet; null where it is no part of the line. */
  positionOf(hash: string): number | null;
  /** The oldest one; null where none is new enough. */
  oldest: Commit | null;
  /** Commits at which a shallow clone ends. */
  boundary: ReadonlySet<string>;
  since: Date | null;
}

/** Names alone, one after the other: 41 bytes a commit, so that 100,000 of them are no burden. */
export async function readLine(folder: string, since: Date | null): Promise<Line | null> {
  const head = await git(folder, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
  if (!head.ok) return null;
  const [names, boundary] = await Promise.all([
    bytesOf(folder, ['rev-list', '--first-parent', ...(since ? [`--since=${since.toISOString()}`] : []), 'HEAD']),
    readBoundary(folder),
  ]);
  const width = head.stdout.trim().length + 1;
  const length = Math.floor(names.length / width);
  const last = names.toString('latin1', Math.max(0, length - 1) * width, length * width - 1);
  const oldest = length === 0 ? null : await readCommit(folder, last, boundary);
  // Who walks along asks in order: the next name is near the last one.
  let near = 0;
  return {
    head: head.stdout.trim(),
    length,
    positionOf(hash) {
      const ahead = names.indexOf(hash, near, 'latin1');
      const found = ahead >= 0 ? ahead : names.indexOf(hash, 0, 'latin1');
      if (found >= 0) near = found;
      return found < 0 ? null : found / width + 1;
    },
    oldest,
    boundary,
    since,
  };
}

function bytesOf(folder: string, args: readonly string[]): Promise<Buffer> {
  const options = { maxBuffer: 1 << 30, env: gitEnvironment(), encoding: 'buffer' as const };
  return new Promise(resolve => {
    execFile('git', ['-C', folder, ...args], options, (_, stdout) => resolve(stdout));
  });
}
