import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { OPENING_IN_SOURCE } from '../../core/calls/addressed.ts';
import { isLongText } from '../../core/calls/constants.ts';
import { PROMPT_NAME } from '../../core/calls/prompt-names.ts';
import { type Drift, type Point, type Sizes, isProduct, sizesAt } from '../../core/history/drift.ts';
import { isReadable } from '../../core/history/files.ts';
import { lengthsOf } from '../../core/history/lengths.ts';
import type { Series } from '../../core/history/series.ts';
import type { StaticText } from '../../core/history/text.ts';
import { grammarOf } from '../../core/languages/index.ts';
import { isPromptPlace, templateOf } from '../../core/templates/index.ts';
import { insideRoot, listFiles } from '../list.ts';
import { LONG_TEXT, holds } from '../prefilter.ts';
import { MAX_SOURCE_BYTES, type Outcome, readBytes } from '../read.ts';
import { readEarlier } from './earlier.ts';
import { git } from './git.ts';
import { type Line, readLine } from './line.ts';
import { type Commit, readLog, readUncommitted } from './log.ts';
import { readPoints } from './points.ts';
import type { Repository } from './repository.ts';
import { openRevision } from './revision.ts';
import { type Sent, isSent } from './sent.ts';
import { isUnder, walkBack } from './walk.ts';

export interface DriftOptions {
  /** Absolute or top-relative files and folders, which need not be there any more; empty: all. */
  paths: readonly string[];
  since: Date | null;
  /** What calls send now. */
  sent: Sent;
  /** Whether prompts that are gone are told of too. */
  withGone: boolean;
  onProgress?: ((done: number, total: number) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/** How prompts of a repository grew, commit by commit. Where files are given, only what touched them is read. */
export async function readDrift(repository: Repository, options: DriftOptions): Promise<Outcome<Drift>> {
  const { top, versions, treeDiff, count } = repository;
  const { paths, since, sent, withGone, onProgress, signal } = options;
  const inside = paths.map(path => insideRoot(top, path) ?? '');
  const missing = await firstMissing(top, inside);
  if (missing !== undefined) return { ok: false, why: `no such file or folder, now or in this history: ${missing}` };
  const [line, uncommitted] = await Promise.all([readLine(top, since), readUncommitted(top, isReadable)]);
  if (!line) return { ok: false, why: 'there is no commit yet' };
  const now = await readNow(repository, inside, sent, uncommitted);
  const alive = now.filter(text => isSent(sent, text).length > 0 || (text.isPrompt && isLongText(text.text)));
  const series = await walkBack({
    line,
    uncommitted,
    commits: (from, told) => readLog(top, { from, paths: told, since, isRead: isReadable, boundary: line.boundary }),
    whole: async ({ hash, parent, changes }) =>
      hash === null || parent === null ? changes : treeDiff.between(parent, hash),
    paths: inside.length === 0 || inside.includes('') ? null : withGone ? inside : [],
    alive,
    isInScope: scopeOf(inside, alive, withGone),
    versions,
    count,
    onProgress,
    signal,
  });
  const points = await readPoints(top, line, Date.now() / 1000);
  const aside = await readAside(repository, points, series);
  return {
    ok: true,
    value: {
      series: series.map(one => ({
        ...one,
        usedBy: one.isAlive ? isSent(sent, one.text) : [],
        earlier: sizesAt(one, points, aside.get(one) ?? {}),
      })),
      points,
      lengths: lengthsOf(series.filter(isProduct), new Date().toISOString()),
      commits: line.length,
      limit: limitOf(line),
    },
  };
}

function scopeOf(
  inside: readonly string[],
  alive: readonly StaticText[],
  withGone: boolean,
): (path: string) => boolean {
  if (!withGone) return () => false;
  if (inside.length > 0) return path => inside.some(given => isUnder(given, path));
  const files = new Set(alive.map(({ place }) => place.file));
  return path => files.has(path) || isPromptPlace(path) || templateOf(path) !== undefined;
}

async function firstMissing(top: string, inside: readonly string[]): Promise<string | undefined> {
  for (const path of inside) {
    if (existsSync(join(top, path))) continue;
    const touched = await git(top, ['rev-list', '-1', 'HEAD', '--', path]);
    if (touched.ok && touched.stdout.trim() === '') return path;
  }
  return undefined;
}

function limitOf({ oldest, since }: Line): string | null {
  if (oldest?.isBoundary)
    return `shallow clone: nothing is known before ${dayOf(oldest.committed * 1000)}; git fetch --unshallow brings it`;
  return since ? `since ${dayOf(since.getTime())}` : null;
}

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Texts of the files as they lie on the disk. */
async function readNow(
  { top, versions }: Repository,
  paths: readonly string[],
  sent: Sent,
  uncommitted: Commit,
): Promise<StaticText[]> {
  const there = paths.filter(path => existsSync(resolve(top, path)));
  const { files } = paths.length > 0 && there.length === 0 ? { files: [] } : await listFiles(top, there);
  const committed = await openRevision(top, 'HEAD');
  const changed = new Set(uncommitted.changes.flatMap(({ after }) => (after ? [after.path] : [])));
  const nameOf = (path: string): string =>
    changed.has(path) ? '' : (committed.ok && committed.value.contentOf(path)) || '';
  const sides = files
    .filter(file => isReadable(file) && (sent.has(file) || mayHoldPrompt(join(top, file), file)))
    .map(path => ({ path, blob: nameOf(path) }));
  await versions.load(sides.map(after => ({ before: null, after })));
  return sides.flatMap(side => versions.texts(side));
}

/** Words without which nothing in a file says that a text is a prompt. */
const SPOKEN_OF = new RegExp(
  `${PROMPT_NAME.source}|system|instruction|preamble|\\brole\\b|Message|${OPENING_IN_SOURCE}`,
  'i',
);

function mayHoldPrompt(path: string, file: string): boolean {
  if (templateOf(file) || isPromptPlace(file)) return true;
  if (file.endsWith('.json')) return false; // words for readers lie there by the thousand
  const bytes = readBytes(path, MAX_SOURCE_BYTES);
  if (!bytes.ok || !holds(bytes.value, SPOKEN_OF)) return false;
  return grammarOf(file) === undefined || holds(bytes.value, LONG_TEXT);
}

/** Sizes at points that are no part of the first-parent line, such as what a branch took in of the default one. */
async function readAside(
  repository: Repository,
  points: readonly Point[],
  series: readonly Series[],
): Promise<ReadonlyMap<Series, Sizes>> {
  const alive = series.filter(one => one.isAlive);
  const found = new Map(alive.map(one => [one, {} as Sizes]));
  for (const { name, at, commit } of points) {
    if (at !== null || commit === null) continue;
    const then = await readEarlier(
      repository,
      commit,
      alive.map(({ text }) => text),
    );
    for (const [one, sizes] of found) {
      const before = then.get(one.text);
      if (before !== undefined) sizes[name] = before && repository.count(before.text);
    }
  }
  return found;
}
