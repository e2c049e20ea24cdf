import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Found } from '../../core/calls/find.ts';
import { settled } from '../../core/calls/place.ts';
import { joined, type Resting } from '../../core/calls/resting.ts';
import { grammarOf } from '../../core/languages/index.ts';
import { baseName, directoryOf } from '../../core/paths.ts';
import type { Fresh, KeptFound } from '../found.ts';
import { decode, MAX_SOURCE_BYTES } from '../read.ts';
import { tellerOf } from '../sources.ts';
import type { Tree } from '../tree.ts';
import type { Blobs } from './blobs.ts';
import { cacheFolder, ownFolder, touch } from './cache-folder.ts';
import { buildOf } from './store.ts';

export interface FoundOptions {
  /** Full path of the repository's database: that of all its work trees. */
  repository: string;
  /** The folder that paths count from. */
  root: string;
  /** Where the built program lies: another build may find something else. */
  assets: string;
  blobs: Blobs;
}

/** What lies on the disk. */
interface Kept {
  /** Files of the tree with the database's names for what they hold; '' where that has none. */
  listing: Map<string, string>;
  found: Map<string, Found>;
  resting: Resting;
}

/** To be raised where what is kept means something else than before. */
const FORMAT = 1;
/** With more changes than this nearly all is looked at again in any case. */
const MAX_CHANGED = 2000;
const MAX_BYTES = 128 << 20;

/** What was found in a repository's sources, kept on the disk. */
export function openFound({ repository, root, assets, blobs }: FoundOptions): KeptFound {
  let file: string | null = null;
  try {
    const name = [FORMAT, process.version, buildOf(assets), root, repository].join(' ');
    file = join(ownFolder(join(cacheFolder(), 'found'), name), 'found');
  } catch {
    // A full or read-only disk: everything is looked for again.
  }
  let kept = file === null ? undefined : load(file);
  let stale: ReadonlySet<string> = new Set();
  let first: Tree | undefined;
  let looks = 0;

  return {
    async look(tree) {
      looks += 1;
      first ??= tree;
      const changed = kept && changesOf(kept, tree);
      const found = kept && changed && (await staleOf(kept, changed, { tree, blobs }));
      if (found) stale = found;
      else kept = undefined;
    },
    of: name => (stale.has(name) ? undefined : kept?.found.get(name)),
    keep(fresh) {
      if (file === null || !first || looks > 1 || (fresh.found.size === 0 && stale.size === 0)) return;
      kept = merged(kept, stale, fresh, first);
      stale = new Set();
      save(file, kept);
    },
  };
}

interface Change {
  file: string;
  before: string | undefined;
  after: string | undefined;
}

const listingOf = (tree: Tree): Map<string, string> =>
  new Map(tree.list().map(file => [file, tree.contentOf?.(file) ?? ''] as const));

/** Undefined: too many, or not to be told. */
function changesOf({ listing, resting }: Kept, tree: Tree): Change[] | undefined {
  const now = listingOf(tree);
  const changed: Change[] = [];
  for (const [file, after] of now) {
    const before = listing.get(file);
    if (before === after && after !== '') continue;
    // A link, as a rule: what it leads to may be another.
    if (before === '' && (grammarOf(file) !== undefined || isAsked(file, resting))) return undefined;
    if (before !== '') changed.push({ file, before, after });
  }
  for (const [file, before] of listing) if (!now.has(file)) changed.push({ file, before, after: undefined });
  return changed.length > MAX_CHANGED ? undefined : changed;
}

const isAsked = (file: string, { on, loose }: Resting): boolean => on.files.has(file) || loose.files.has(file);

/** Files of which what was found may be another now; undefined where that may be any. */
async function staleOf(
  { resting }: Kept,
  changed: readonly Change[],
  { tree, blobs }: { tree: Tree; blobs: Blobs },
): Promise<Set<string> | undefined> {
  const stale = new Set(changed.map(({ file }) => file));
  let isAny = false;
  const restsOn = (question: keyof Resting['on'], key: string): void => {
    isAny ||= resting.loose[question].has(key);
    for (const file of resting.on[question].get(key) ?? []) stale.add(file);
  };
  const sources = changed.filter(({ file }) => grammarOf(file) !== undefined);
  await blobs.load(sources.flatMap(({ before }) => before ?? []));
  for (const { file, before, after } of changed) {
    restsOn('files', file);
    if (before !== undefined && after !== undefined) continue;
    restsOn('paths', file);
    restsOn('folders', directoryOf(file));
    restsOn('names', baseName(file));
  }
  const toldBetween = tellerOf([...resting.on.words.keys(), ...resting.loose.words]);
  for (const { file, before } of sources) {
    const read = tree.bytes(file, MAX_SOURCE_BYTES);
    const [old, now] = [before === undefined ? undefined : blobs.get(before), read.ok ? read.value : undefined];
    for (const word of toldBetween(old ? decode(old) : '', now ? decode(now) : '')) restsOn('words', word);
  }
  return isAny ? undefined : stale;
}

function merged(kept: Kept | undefined, stale: ReadonlySet<string>, fresh: Fresh, tree: Tree): Kept {
  const found = new Map([...(kept?.found ?? [])].filter(([file]) => !stale.has(file)));
  for (const [file, one] of fresh.found) found.set(file, settled(one));
  const resting = fresh.resting();
  const isOld = (file: string): boolean => found.has(file) && !fresh.found.has(file);
  return { listing: listingOf(tree), found, resting: kept ? joined(kept.resting, resting, isOld) : resting };
}

function load(file: string): Kept | undefined {
  try {
    const bytes = readFileSync(file);
    touch(file);
    return deserialize(bytes) as Kept;
  } catch {
    return undefined; // the first time, or not whole: looked for again
  }
}

/** In one piece: of two processes that write at once, one's is kept. */
function save(file: string, kept: Kept): void {
  try {
    const bytes = serialize(kept);
    if (bytes.length > MAX_BYTES) return;
    const own = `${file}.${process.pid}`;
    writeFileSync(own, bytes);
    renameSync(own, file);
  } catch {
    // A full disk, or a folder that was tidied away: everything is looked for again.
  }
}
