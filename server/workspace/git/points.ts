import type { Point } from '../../core/history/drift.ts';
import type { Commit } from './log.ts';
import { git } from './git.ts';

const DAY_SECONDS = 86_400;

/** Where the default branch was left, 30 and 90 days ago, and the last tag; those that there are. */
export async function readPoints(folder: string, commits: readonly Commit[], now: number): Promise<Point[]> {
  const [base, tag] = await Promise.all([readBase(folder, commits), readTag(folder, commits)]);
  return [...(base ? [base] : []), ...[30, 90].map(days => ago(days, commits, now)), ...(tag ? [tag] : [])];
}

function ago(days: number, commits: readonly Commit[], now: number): Point {
  const until = now - days * DAY_SECONDS;
  const found = commits.findIndex(({ hash, committed }) => hash !== null && committed <= until);
  const at = found < 0 ? commits.length : found;
  const commit = found < 0 ? (commits.at(-1)?.parent ?? null) : (commits[found]?.hash ?? null);
  return { name: days === 30 ? '30d' : '90d', label: `${days} days ago`, commit, at };
}

async function readBase(folder: string, commits: readonly Commit[]): Promise<Point | undefined> {
  const branch = await defaultBranch(folder);
  if (branch === undefined) return undefined;
  const base = await answerOf(folder, ['merge-base', 'HEAD', branch]);
  return base === undefined ? undefined : { name: 'base', label: branch, commit: base, at: positionOf(base, commits) };
}

/** What the remote calls its default, else what is usually called so. */
export async function defaultBranch(folder: string): Promise<string | undefined> {
  const remote = await answerOf(folder, ['symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD']);
  for (const name of [remote, 'origin/main', 'origin/master', 'main', 'master'])
    if (name !== undefined && (await answerOf(folder, ['rev-parse', '--verify', '--quiet', `${name}^{commit}`])))
      return name;
  return undefined;
}

async function readTag(folder: string, commits: readonly Commit[]): Promise<Point | undefined> {
  const tag = await answerOf(folder, ['describe', '--tags', '--abbrev=0', '--first-parent', 'HEAD']);
  const commit =
    tag === undefined ? undefined : await answerOf(folder, ['rev-parse', '--verify', '--quiet', `${tag}^{commit}`]);
  if (tag === undefined || commit === undefined) return undefined;
  return { name: 'tag', label: tag, commit, at: positionOf(commit, commits) };
}

function positionOf(commit: string, commits: readonly Commit[]): number | null {
  const at = commits.findIndex(({ hash }) => hash === commit);
  if (at >= 0) return at;
  return commits.at(-1)?.parent === commit ? commits.length : null;
}

async function answerOf(folder: string, args: readonly string[]): Promise<string | undefined> {
  const answer = await git(folder, args);
  return answer.ok ? answer.stdout.trim() : undefined;
}
