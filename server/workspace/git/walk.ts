import { pairAcross, pairAlike, pairWithin } from '../../core/history/pairs.ts';
import type { Series } from '../../core/history/series.ts';
import type { StaticText } from '../../core/history/text.ts';
import type { Change, Commit } from './log.ts';
import { type Moment, type Trail, type Trails, createTrails } from './trails.ts';
import type { Versions } from './versions.ts';

export interface Walk {
  /** Newest first. */
  commits: readonly Commit[];
  /** Prompts as they are now. */
  alive: readonly StaticText[];
  /** Whether a text that went away in a file of this path is told of. */
  isInScope: (path: string) => boolean;
  versions: Versions;
  count: (text: string) => number;
  onProgress?: ((done: number, total: number) => void) | undefined;
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
  const { commits, versions, isInScope, onProgress } = walk;
  const trails = createTrails(walk.count);
  for (const text of walk.alive) trails.begin(text);
  for (const [at, commit] of commits.entries()) {
    if (at % BATCH === 0) {
      await versions.load(expected(commits.slice(at, at + BATCH), new Set(trails.files()), isInScope));
      onProgress?.(at, commits.length);
    }
    const touched = commit.changes.filter(
      ({ before, after }) =>
        (after && trails.on(after.path).length > 0) || [before, after].some(side => side && isInScope(side.path)),
    );
    if (touched.length === 0) continue;
    await versions.load(touched);
    const moment: Moment = { commit, at };
    const loose = stepWithin(walk, trails, touched, moment);
    if (loose.come.length + loose.gone.length > 0) await stepAcross(walk, trails, loose, moment, touched);
  }
  return trails.series(commits);
}

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
  const others = changes.filter(change => !touched.includes(change));
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
