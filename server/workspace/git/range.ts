import type { Outcome } from '../read.ts';
import { git } from './git.ts';
import { defaultBranch } from './points.ts';

/** What is compared with what. */
export interface Compared {
  /** Full name of the older commit. */
  base: string;
  /** Full name of the newer commit; the index, or the files on the disk. */
  head: { commit: string } | 'index' | 'worktree';
  /** As a reader calls them: `main`, `HEAD`, `the working tree`. */
  labels: { base: string; head: string };
}

/**
 * `main...topic`: since the two went apart; `a..b`: these two; `main`: since this branch left it, with what is not committed; nothing: the
 * same for the default branch. With `isStaged`, what would be committed now.
 */
export async function resolveRange(
  folder: string,
  range: string | undefined,
  isStaged: boolean,
): Promise<Outcome<Compared>> {
  const [, left = '', dots, right = ''] = /^(.*?)(\.{2,3})(.*)$/.exec(range ?? '') ?? [];
  if (dots !== undefined) return between(folder, { left: left || 'HEAD', right: right || 'HEAD', dots });
  const head = isStaged ? 'index' : 'worktree';
  const label = isStaged ? 'what is staged' : 'the working tree';
  if (isStaged && range === undefined) {
    const commit = await commitOf(folder, 'HEAD');
    return commit.ok ? ok({ base: commit.value, head, labels: { base: 'HEAD', head: label } }) : commit;
  }
  const branch = range ?? (await defaultBranch(folder)) ?? 'HEAD';
  const base = await ancestorOf(folder, branch, 'HEAD');
  return base.ok ? ok({ base: base.value, head, labels: { base: branch, head: label } }) : base;
}

async function between(
  folder: string,
  { left, right, dots }: { left: string; right: string; dots: string },
): Promise<Outcome<Compared>> {
  const head = await commitOf(folder, right);
  if (!head.ok) return head;
  const base = dots === '...' ? await ancestorOf(folder, left, right) : await commitOf(folder, left);
  if (!base.ok) return base;
  return ok({ base: base.value, head: { commit: head.value }, labels: { base: left, head: right } });
}

const ok = <T>(value: T): Outcome<T> => ({ ok: true, value });

async function commitOf(folder: string, revision: string): Promise<Outcome<string>> {
  const answer = await git(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
  if (answer.ok) return ok(answer.stdout.trim());
  return { ok: false, why: `git has no revision \`${revision}\` here${await shallowHint(folder)}` };
}

/** Where two lines went apart. */
async function ancestorOf(folder: string, left: string, right: string): Promise<Outcome<string>> {
  const [a, b] = await Promise.all([commitOf(folder, left), commitOf(folder, right)]);
  if (!a.ok) return a;
  if (!b.ok) return b;
  const answer = await git(folder, ['merge-base', a.value, b.value]);
  if (answer.ok) return ok(answer.stdout.trim());
  return { ok: false, why: `${left} and ${right} have no commit in common here${await shallowHint(folder)}` };
}

/** What to fetch, where that may help. */
async function shallowHint(folder: string): Promise<string> {
  const answer = await git(folder, ['rev-parse', '--is-shallow-repository']);
  return answer.ok && answer.stdout.trim() === 'true'
    ? ': this clone is shallow; git fetch --unshallow brings the rest (actions/checkout: fetch-depth: 0)'
    : '';
}
