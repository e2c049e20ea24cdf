import { pairAcross, pairAlike, pairWithin } from '../../core/history/pairs.ts';
import { isReadable } from '../../core/history/files.ts';
import type { StaticText } from '../../core/history/text.ts';
import { git } from './git.ts';
import { filesAt } from './listing.ts';
import { changesOf } from './log.ts';
import type { Repository } from './repository.ts';

/** What each text was at a commit; null where it was not there. A text that nothing is known of is left out. */
export type Earlier = ReadonlyMap<StaticText, StaticText | null>;

/** Holds texts of now against a commit at once, whatever lies between: by their file, then by all that differs. */
export async function readEarlier(
  { top, versions }: Pick<Repository, 'top' | 'versions'>,
  commit: string,
  now: readonly StaticText[],
): Promise<Earlier> {
  const paths = [...new Set(now.map(({ place }) => place.file))];
  const then = await filesAt(top, commit, paths);
  if (then === undefined) return new Map();
  await versions.load(then.map(before => ({ before, after: null })));
  const found = new Map<StaticText, StaticText>();
  for (const before of then) {
    const newer = now.filter(({ place }) => place.file === before.path);
    for (const [after, older] of pairWithin(versions.texts(before), newer)) found.set(after, older);
  }
  const come = now.filter(text => !found.has(text));
  for (const [after, older] of await fromElsewhere({ top, versions }, commit, come, new Set(paths)))
    found.set(after, older);
  return new Map(now.map(text => [text, found.get(text) ?? null]));
}

/** Beyond so many files that differ, no text is looked for in them. */
const MAX_FILES = 2000;

async function fromElsewhere(
  { top, versions }: Pick<Repository, 'top' | 'versions'>,
  commit: string,
  come: readonly StaticText[],
  known: ReadonlySet<string>,
): Promise<ReadonlyMap<StaticText, StaticText>> {
  if (come.length === 0) return new Map();
  const told = await git(top, ['diff', '--raw', '-M100%', '--no-abbrev', '-z', commit]);
  const changes = told.ok ? changesOf(told.stdout.split('\0'), isReadable) : [];
  const others = changes.filter(({ before }) => before && !known.has(before.path));
  if (others.length === 0 || others.length > MAX_FILES) return new Map();
  await versions.load(
    others,
    come.map(({ text }) => text),
  );
  const left = others.flatMap(({ before, after }) => {
    // What moved on as a whole did not stay anywhere.
    const older = versions.texts(before);
    if (after && known.has(after.path)) return older;
    const ongoing = new Set(pairAlike(older, versions.texts(after)).values());
    return older.filter(text => !ongoing.has(text));
  });
  return pairAcross(left, come);
}
