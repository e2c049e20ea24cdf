import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Found } from '../../core/calls/find.ts';
import type { Resting } from '../../core/calls/resting.ts';
import { settled } from '../../core/calls/place.ts';
import { grammarOf } from '../../core/languages/index.ts';
import type { Fresh, KeptFound } from '../found.ts';
import { type AskedOfTree, isListedIn } from '../project.ts';
import { decode, MAX_SOURCE_BYTES } from '../read.ts';
import { toldBetween } from '../sources.ts';
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

/** What lies on the disk. Lists in place of sets where they are long. */
interface Kept {
  /** Files of the tree with the database's names for what they hold; '' where that has none. */
  listing: Map<string, string>;
  found: Map<string, Found>;
  resting: Resting;
  asked: AskedOfTree;
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
function changesOf({ listing, asked }: Kept, tree: Tree): Change[] | undefined {
  const now = listingOf(tree);
  const changed: Change[] = [];
  for (const [file, after] of now) {
    const before = listing.get(file);
    if (before === after && after !== '') continue;
    // A link, as a rule: what it leads to may be another.
    if (before === '' && (grammarOf(file) !== undefined || asked.files.has(file))) return undefined;
    if (before !== '') changed.push({ file, before, after });
  }
  for (const [file, before] of listing) if (!now.has(file)) changed.push({ file, before, after: undefined });
  return changed.length > MAX_CHANGED ? undefined : changed;
}

/** Files of which what was found may be another now; undefined where that may be any. */
async function staleOf(
  { resting, asked }: Kept,
  changed: readonly Change[],
  { tree, blobs }: { tree: Tree; blobs: Blobs },
): Promise<Set<string> | undefined> {
  const stale = new Set<string>();
  const add = (files: readonly string[] | undefined): void => files?.forEach(file => stale.add(file));
  await blobs.load(changed.flatMap(({ file, before }) => (before && grammarOf(file) !== undefined ? before : [])));
  for (const { file, before, after } of changed) {
    const isSource = grammarOf(file) !== undefined;
    const isEdit = before !== undefined && after !== undefined;
    if (asked.files.has(file) ? !isEdit || !isSource : !isEdit && isListedIn(asked, file)) return undefined;
    if (resting.loose.files.has(file)) return undefined;
    stale.add(file);
    add(resting.files.get(file));
    if (!isSource) continue;
    const read = tree.bytes(file, MAX_SOURCE_BYTES);
    const [old, now] = [before ? blobs.get(before) : undefined, read.ok ? read.value : undefined];
    for (const word of toldBetween(old ? decode(old) : '', now ? decode(now) : '', resting.words.keys())) {
      if (resting.loose.words.has(word)) return undefined;
      add(resting.words.get(word));
    }
  }
  return stale;
}

function merged(kept: Kept | undefined, gone: ReadonlySet<string>, fresh: Fresh, tree: Tree): Kept {
  const found = new Map([...(kept?.found ?? [])].filter(([file]) => !gone.has(file)));
  for (const [file, one] of fresh.found) found.set(file, settled(one));
  const isOld = (file: string): boolean => found.has(file) && !fresh.found.has(file);
  const { files, words, loose } = fresh.resting();
  return {
    listing: listingOf(tree),
    found,
    resting: {
      files: joined(kept?.resting.files, files, isOld),
      words: joined(kept?.resting.words, words, isOld),
      loose: {
        files: new Set([...(kept?.resting.loose.files ?? []), ...loose.files]),
        words: new Set([...(kept?.resting.loose.words ?? []), ...loose.words]),
      },
    },
    asked: {
      files: new Set([...(kept?.asked.files ?? []), ...fresh.asked.files]),
      folders: new Set([...(kept?.asked.folders ?? []), ...fresh.asked.folders]),
      names: new Set([...(kept?.asked.names ?? []), ...fresh.asked.names]),
    },
  };
}

function joined(
  old: ReadonlyMap<string, string[]> | undefined,
  now: ReadonlyMap<string, string[]>,
  isOld: (file: string) => boolean,
): Map<string, string[]> {
  const all = new Map([...now].map(([key, files]): [string, string[]] => [key, [...files]]));
  for (const [key, files] of old ?? []) all.set(key, [...new Set([...files.filter(isOld), ...(all.get(key) ?? [])])]);
  return all;
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
