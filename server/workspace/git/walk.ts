import { isLongText } from '../../core/calls/constants.ts';
import { pairAcross, pairAlike, pairWithin } from '../../core/history/pairs.ts';
import { type Series, type Step, eventsBetween } from '../../core/history/series.ts';
import type { StaticText } from '../../core/history/text.ts';
import type { Change, Commit } from './log.ts';
import type { Versions } from './versions.ts';

/** A prompt on its way back through history. */
interface Trail {
  last: StaticText;
  isAlive: boolean;
  /** It was, at some time, as long as prompts are. */
  isLong: boolean;
  /** Its text before the commits that were walked. */
  at: StaticText;
  /** Newest first. */
  steps: Step[];
}

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

/** What happened in a commit to texts whose file says nothing of them before or after. */
interface Loose {
  /** Trails that begin here, unless they come from another file. */
  come: Trail[];
  /** Prompts that end here, unless they went to another file. */
  gone: StaticText[];
  /** Older texts of all that was read, that no newer one continues. */
  lost: Set<StaticText>;
}

/** Commits whose files are brought at once. */
const BATCH = 200;
/** In a commit of more files no text is looked for in others: it is an import of foreign code. */
const MAX_FILES = 2000;

/** Follows prompts backwards: from what there is now to where each came from. */
export async function walkBack(walk: Walk): Promise<Series[]> {
  const { commits, versions, onProgress } = walk;
  const trails = new Map<string, Set<Trail>>();
  const done: Trail[] = [];
  const put = (trail: Trail): void => {
    const path = trail.at.place.file;
    const known = trails.get(path);
    if (known) known.add(trail);
    else trails.set(path, new Set([trail]));
  };
  for (const text of walk.alive) put({ last: text, isAlive: true, isLong: true, at: text, steps: [] });

  for (const [at, commit] of commits.entries()) {
    if (at % BATCH === 0) {
      await versions.load(expected(commits.slice(at, at + BATCH), new Set(trails.keys()), walk.isInScope));
      onProgress?.(at, commits.length);
    }
    const touched = commit.changes.filter(
      ({ before, after }) =>
        (after && trails.has(after.path)) || [before, after].some(side => side && walk.isInScope(side.path)),
    );
    if (touched.length === 0) continue;
    await versions.load(touched);
    const loose = stepWithin(touched, commit, at);
    if (loose.come.length + loose.gone.length > 0) await stepAcross(loose, commit, at, touched);
  }
  return [...done, ...[...trails.values()].flatMap(set => [...set])]
    .filter(({ isLong }) => isLong)
    .map(trail => seriesOf(trail, walk));

  /** Texts that stay in their file, which may have been renamed. */
  function stepWithin(touched: readonly Change[], commit: Commit, at: number): Loose {
    const loose: Loose = { come: [], gone: [], lost: new Set() };
    for (const change of touched) {
      const older = versions.texts(change.before);
      const newer = versions.texts(change.after);
      const path = change.after?.path ?? '';
      const here = [...(trails.get(path) ?? [])];
      const wanted = new Set(here.map(trail => trail.at));
      const pairs = pairWithin(older, newer, text => text.isPrompt || wanted.has(text));
      const ongoing = new Set(pairs.values());
      for (const text of older) {
        if (ongoing.has(text)) continue;
        loose.lost.add(text);
        if (text.isPrompt && walk.isInScope(text.place.file)) loose.gone.push(text);
      }
      for (const trail of here) {
        const before = pairs.get(trail.at);
        if (before) goOn(trail, before, commit, at);
        else if (newer.includes(trail.at)) loose.come.push(trail);
      }
    }
    return loose;
  }

  /** Texts that came from another file, and those that went to one. */
  async function stepAcross({ come, gone, lost }: Loose, commit: Commit, at: number, touched: readonly Change[]) {
    const others = commit.changes.filter(change => !touched.includes(change));
    const isWorth = commit.changes.some(({ before }) => before) && others.length <= MAX_FILES;
    if (isWorth) await versions.load(others, [...come.map(trail => trail.at), ...gone].map(({ text }) => text));
    const fresh: StaticText[] = [];
    for (const change of isWorth ? others : []) {
      const [older, newer] = [versions.texts(change.before), versions.texts(change.after)];
      const pairs = pairAlike(older, newer);
      const ongoing = new Set(pairs.values());
      for (const text of older) if (!ongoing.has(text)) lost.add(text);
      fresh.push(...newer.filter(text => !pairs.has(text)));
    }
    const origins = pairAcross([...lost], [...come.map(trail => trail.at)]);
    const used = new Set(origins.values());
    for (const trail of come) {
      const before = origins.get(trail.at);
      if (before) goOn(trail, before, commit, at);
      else end(trail, commit, at);
    }
    const left = gone.filter(text => !used.has(text));
    const elsewhere = new Set(pairAcross(left, fresh).values());
    for (const text of left) {
      if (elsewhere.has(text)) continue;
      const trail: Trail = { last: text, isAlive: false, isLong: isLongText(text.text), at: text, steps: [] };
      trail.steps.push(stepOf(text, null, commit, at, walk.count));
      put(trail);
    }
  }

  function goOn(trail: Trail, before: StaticText, commit: Commit, at: number): void {
    if (eventsBetween(before, trail.at).length > 0) trail.steps.push(stepOf(before, trail.at, commit, at, walk.count));
    const path = trail.at.place.file;
    trail.at = before;
    trail.isLong ||= isLongText(before.text);
    if (before.place.file === path) return;
    take(trail, path);
    put(trail);
  }

  function end(trail: Trail, commit: Commit, at: number): void {
    const step = stepOf(null, trail.at, commit, at, walk.count);
    trail.steps.push(commit.isBoundary ? { ...step, events: [] } : step);
    take(trail, trail.at.place.file);
    done.push(trail);
  }

  function take(trail: Trail, path: string): void {
    const set = trails.get(path);
    set?.delete(trail);
    if (set?.size === 0) trails.delete(path);
  }
}

/** What commits will ask for, as far as git follows the files: read at once, where each alone costs a process. */
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

function stepOf(
  before: StaticText | null,
  after: StaticText | null,
  commit: Commit,
  at: number,
  count: (text: string) => number,
): Step {
  const { place, symbol } = after ?? before ?? { place: undefined, symbol: '' };
  return {
    commit: commit.hash,
    at,
    date: new Date(commit.authored * 1000).toISOString(),
    subject: commit.subject,
    path: place?.file ?? '',
    symbol,
    line: (place?.range.start.line ?? 0) + 1,
    tokens: after ? count(after.text) : 0,
    chars: after?.text.length ?? 0,
    events: eventsBetween(before, after),
  };
}

/** A trail that did not come to its beginning is older than the history that was read. */
function seriesOf({ last, isAlive, at, steps }: Trail, { commits, count }: Walk): Series {
  const oldest = commits.at(-1);
  const isWhole = steps.at(-1)?.events.includes('created') === true || steps.at(-1)?.events.length === 0;
  const seen: Step[] =
    isWhole || !oldest
      ? []
      : [{ ...stepOf(null, at, oldest, commits.length, count), commit: oldest.parent, subject: '', events: [] }];
  return {
    path: last.place.file,
    symbol: last.symbol,
    text: last,
    isAlive,
    steps: [...steps, ...seen].toReversed(),
  };
}
