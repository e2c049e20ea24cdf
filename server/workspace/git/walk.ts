import { pairAcross, pairAlike, pairWithin } from '../../core/history/pairs.ts';
import type { Series } from '../../core/history/series.ts';
import type { StaticText } from '../../core/history/text.ts';
import type { Line } from './line.ts';
import type { Change, Commit } from './log.ts';
import { type Moment, type Trail, type Trails, createTrails } from './trails.ts';
import type { Versions } from './versions.ts';

export interface Walk {
  line: Line;
  /** What is not committed, with all that it changed. */
  uncommitted: Commit;
  /** Commits from one on, newest first, that touched a file; with paths, no file but these is told of. */
  commits(from: string, paths: readonly string[] | null): AsyncIterable<Commit>;
  /** All files that a commit touched. */
  whole(commit: Commit): Promise<Change[]>;
  /** Files and folders whose log is enough for as long as no text comes from elsewhere; null: all is read. */
  paths: readonly string[] | null;
  /** Prompts as they are now. */
  alive: readonly StaticText[];
  /** Whether a text that went away in a file of this path is told of. */
  isInScope: (path: string) => boolean;
  versions: Versions;
  count: (text: string) => number;
  onProgress?: ((done: number, total: number) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/** What a commit did to texts of which their own file, before or after, says nothing. */
interface Loose {
  /** Prompts that begin here, unless they come from another file. */
  come: Trail[];
  /** Prompts that end here, unless they went to another file. */
  gone: StaticText[];
  /** Older texts that no newer one of the same file continues. */
  lost: StaticText[];
}

/** Commits whose files are brought at once. */
const BATCH = 200;
/** In a commit of more files no text is looked for in others: it is an import of foreign code. */
const MAX_FILES = 2000;

/** Follows prompts backwards: from what there is now to where each came from. */
export async function walkBack(walk: Walk): Promise<Series[]> {
  const trails = createTrails(walk.count);
  for (const text of walk.alive) trails.begin(text);
  await stepBack(walk, trails, { commit: walk.uncommitted, at: 0 });
  for (let from: string | null = walk.line.head; from !== null;) from = await walkAlong(walk, trails, from);
  return trails.series(walk.line);
}

/** Through one log, to its end (null) or to where a text came from a file that this log does not tell of. */
async function walkAlong(walk: Walk, trails: Trails, from: string): Promise<string | null> {
  const { line, paths, versions, isInScope, onProgress, signal } = walk;
  const told = paths && [...new Set([...paths, ...trails.files()])];
  const isTold = (path: string): boolean => told === null || told.some(given => isUnder(given, path));
  for await (const commits of inBatches(walk.commits(from, told))) {
    versions.forget(trails.texts());
    await versions.load(expected(commits, new Set(trails.files()), isInScope));
    for (const commit of commits) {
      signal?.throwIfAborted();
      const at = line.positionOf(commit.hash ?? '');
      if (at === null) continue; // older than what was asked for
      await stepBack(walk, trails, { commit, at });
      onProgress?.(at, line.length);
      if (!trails.files().every(isTold)) return commit.parent;
    }
    // Nobody asks for texts that are gone where no path was given: all that was followed has come to its beginning.
    if (paths?.length === 0 && trails.files().length === 0) return null;
  }
  return null;
}

/** Whether a path is one that was given, or lies in it. */
export const isUnder = (given: string, path: string): boolean =>
  given === '' || path === given || path.startsWith(`${given}/`);

async function* inBatches(commits: AsyncIterable<Commit>): AsyncGenerator<Commit[], void> {
  let batch: Commit[] = [];
  for await (const commit of commits) {
    batch.push(commit);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function stepBack(walk: Walk, trails: Trails, { commit, at }: Moment): Promise<void> {
  const touchedBy = (changes: readonly Change[]): Change[] =>
    changes.filter(
      ({ before, after }) =>
        (after && trails.on(after.path).length > 0) || [before, after].some(side => side && walk.isInScope(side.path)),
    );
  let touched = touchedBy(commit.changes);
  if (touched.length === 0) return;
  // A log of some paths tells a new name as a new file.
  const isPart = walk.paths !== null && commit.hash !== null;
  const isRenamed = touched.some(({ before, after }) => !before || !after);
  const moment: Moment = isPart && isRenamed ? { commit: await completed(walk, commit), at } : { commit, at };
  if (moment.commit !== commit) touched = touchedBy(moment.commit.changes);
  await walk.versions.load(touched);
  const loose = stepWithin(walk, trails, touched, moment);
  if (loose.come.length + loose.gone.length === 0) return;
  const isKnown = !isPart || moment.commit !== commit;
  const whole = isKnown ? moment : { commit: await completed(walk, commit), at };
  await stepAcross(walk, trails, loose, whole, touched);
}

const completed = async (walk: Walk, commit: Commit): Promise<Commit> => ({
  ...commit,
  changes: await walk.whole(commit),
});

/** Texts that stay in their file, which may have another name. */
function stepWithin({ versions, isInScope }: Walk, trails: Trails, touched: readonly Change[], moment: Moment): Loose {
  const loose: Loose = { come: [], gone: [], lost: [] };
  for (const { before, after } of touched) {
    const [older, newer] = [versions.texts(before), versions.texts(after)];
    const here = after ? trails.on(after.path) : [];
    const followed = new Set(here.map(trail => trail.at));
    const pairs = pairWithin(older, newer, text => text.isPrompt || followed.has(text));
    const ongoing = new Set(pairs.values());
    const lost = older.filter(text => !ongoing.has(text));
    loose.lost.push(...lost);
    loose.gone.push(...lost.filter(text => text.isPrompt && isInScope(text.place.file)));
    for (const trail of here) {
      const origin = pairs.get(trail.at);
      if (origin) trails.goOn(trail, origin, moment);
      else if (newer.includes(trail.at)) loose.come.push(trail);
    }
  }
  return loose;
}

/** Texts that came from another file, and those that went to one. */
async function stepAcross(
  { versions }: Walk,
  trails: Trails,
  { come, gone, lost }: Loose,
  moment: Moment,
  touched: readonly Change[],
): Promise<void> {
  const { changes } = moment.commit;
  const names = new Set(touched.map(nameOf));
  const others = changes.filter(change => !names.has(nameOf(change)));
  // Where nothing was before, nothing can have come from elsewhere.
  const isWorth = changes.some(({ before }) => before) && others.length <= MAX_FILES;
  if (isWorth) await versions.load(others, [...come.map(({ at }) => at.text), ...gone.map(({ text }) => text)]);
  const left: StaticText[] = [...lost];
  const fresh: StaticText[] = [];
  for (const { before, after } of isWorth ? others : []) {
    const [older, newer] = [versions.texts(before), versions.texts(after)];
    const pairs = pairAlike(older, newer);
    const ongoing = new Set(pairs.values());
    left.push(...older.filter(text => !ongoing.has(text)));
    fresh.push(...newer.filter(text => !pairs.has(text)));
  }
  const origins = pairAcross(
    left,
    come.map(trail => trail.at),
  );
  for (const trail of come) {
    const origin = origins.get(trail.at);
    if (origin) trails.goOn(trail, origin, moment);
    else trails.end(trail, moment);
  }
  const used = new Set(origins.values());
  const unclaimed = gone.filter(text => !used.has(text));
  const elsewhere = new Set(pairAcross(unclaimed, fresh).values());
  for (const text of unclaimed) if (!elsewhere.has(text)) trails.beginGone(text, moment);
}

/** The same for the same file of a commit, whichever log told of it. */
const nameOf = ({ before, after }: Change): string => `${before?.path ?? ''}\0${after?.path ?? ''}`;

/** What commits will ask for, as far as git follows the files: read at once, where each alone would be waited for. */
function expected(
  commits: readonly Commit[],
  paths: Set<string>,
  isInScope: (path: string) => boolean,
): readonly Change[] {
  return commits.flatMap(({ changes }) =>
    changes.filter(({ before, after }) => {
      const isFollowed = after !== null && paths.has(after.path);
      if (isFollowed && before) paths.add(before.path);
      return isFollowed || [before, after].some(side => side && isInScope(side.path));
    }),
  );
}
