import type { Point } from '../../core/history/drift.ts';
import { git } from './git.ts';
import type { Line } from './line.ts';

const DAY_SECONDS = 86_400;

/** Where the default branch was left, 30 and 90 days ago, and the last tag; those that there are. */
export async function readPoints(folder: string, line: Line, now: number): Promise<Point[]> {
  const [base, tag, ...days] = await Promise.all([
    readBase(folder),
    readTag(folder),
    ...[30, 90].map(count => ago(folder, count, now, line)),
  ]);
  const placed = [base, tag].map(found => found && { ...found, at: placeOf(found.commit, line) });
  return [placed[0], ...days, placed[1]].filter(point => point !== undefined);
}

type Named = Omit<Point, 'at' | 'commit'> & { commit: string };

/** Nothing was there before the first commit; before the end of a shallow clone nobody knows. */
async function ago(folder: string, days: number, now: number, line: Line): Promise<Point> {
  const until = Math.floor(now - days * DAY_SECONDS);
  const commit = await answerOf(folder, ['rev-list', '-1', '--first-parent', `--before=${until}`, 'HEAD']);
  const name = days === 30 ? '30d' : '90d';
  const label = `${days} days ago`;
  if (commit !== undefined && commit !== '') return { name, label, commit, at: placeOf(commit, line) };
  return { name, label, commit: null, at: line.oldest?.isBoundary === true ? null : line.length + 1 };
}

/** The point just before all that was read counts as one of the line. */
function placeOf(commit: string, line: Line): number | null {
  return line.positionOf(commit) ?? (line.oldest?.parent === commit ? line.length + 1 : null);
}

/** Where HEAD and the default branch parted. */
export async function readBase(folder: string): Promise<Named | undefined> {
  const branch = await defaultBranch(folder);
  if (branch === undefined) return undefined;
  const commit = await answerOf(folder, ['merge-base', 'HEAD', branch]);
  return commit === undefined ? undefined : { name: 'base', label: branch, commit };
}

/** What a remote calls its default, what this user calls so, else what is usually called so. */
export async function defaultBranch(folder: string): Promise<string | undefined> {
  const [usual, configured] = await Promise.all([
    refsOf(folder, ['refs/remotes/*/HEAD', ...refsNamed('main'), ...refsNamed('master')]),
    answerOf(folder, ['config', '--get', 'init.defaultBranch']),
  ]);
  const isOther = configured !== undefined && !['', 'main', 'master'].includes(configured);
  const own = isOther ? await refsOf(folder, refsNamed(configured)) : [];
  const told = usual.flatMap(({ leadsTo }) => leadsTo);
  const there = new Set([...usual, ...own].map(({ name }) => name));
  const names = [...new Set([...(configured === undefined ? [] : [configured]), 'main', 'master'])];
  const wanted = [
    ...told.filter(ref => ref.startsWith(ORIGIN)),
    ...told,
    ...[ORIGIN, LOCAL].flatMap(place => names.map(name => place + name).filter(ref => there.has(ref))),
  ];
  return wanted[0]?.replace(/^refs\/(?:remotes|heads)\//, '');
}

const ORIGIN = 'refs/remotes/origin/';
const LOCAL = 'refs/heads/';
const refsNamed = (name: string): string[] => [ORIGIN + name, LOCAL + name];

/** References that there are; of those that lead to another one, which. */
async function refsOf(folder: string, patterns: readonly string[]): Promise<{ name: string; leadsTo: string[] }[]> {
  const told = await answerOf(folder, ['for-each-ref', '--format=%(refname) %(symref)', ...patterns]);
  return (told ?? '').split('\n').flatMap(line => {
    const [name = '', leadsTo = ''] = line.split(' ');
    return name === '' ? [] : [{ name, leadsTo: leadsTo === '' ? [] : [leadsTo] }];
  });
}

async function readTag(folder: string): Promise<Named | undefined> {
  const tag = await answerOf(folder, ['describe', '--tags', '--abbrev=0', '--first-parent', 'HEAD']);
  const commit =
    tag === undefined ? undefined : await answerOf(folder, ['rev-parse', '--verify', '--quiet', `${tag}^{commit}`]);
  return tag === undefined || commit === undefined ? undefined : { name: 'tag', label: tag, commit };
}

async function answerOf(folder: string, args: readonly string[]): Promise<string | undefined> {
  const answer = await git(folder, args);
  return answer.ok ? answer.stdout.trim() : undefined;
}
