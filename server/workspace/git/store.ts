import { appendFileSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { StaticText } from '../../core/history/text.ts';
import { hash, ownFolder, touch } from './cache-folder.ts';

/** Texts of files as they were, kept on the disk: what a blob holds never changes. */
export interface TextStore {
  get(path: string, blob: string): StaticText[] | undefined;
  add(path: string, blob: string, texts: readonly StaticText[]): void;
  /** Writes what was added; of what was read, no more than some is held. */
  flush(): void;
}

export const NO_STORE: TextStore = { get: () => undefined, add: () => undefined, flush: () => undefined };

/** To be raised where the lines of a shelf mean something else than before. */
const FORMAT = 1;

export interface StoreOptions {
  /** The user's folder of caches. */
  folder: string;
  /** Full path of the repository's database: that of all its work trees. */
  repository: string;
  /** Where the built program lies: another build may read another text out of the same file. */
  assets: string;
}

/** A store of one repository; where the disk gives no room for one, one that keeps nothing. */
export function openStore({ folder, repository, assets }: StoreOptions): TextStore {
  let own: string;
  try {
    own = ownFolder(join(folder, 'history'), `${FORMAT} ${buildOf(assets)} ${repository}`);
  } catch {
    return NO_STORE; // a full or read-only disk: everything is found out again
  }
  const shelves = new Map<string, Shelf>();
  const shelfOf = (path: string): Shelf => {
    const shelf = shelves.get(path) ?? readShelf(join(own, `${hash(path)}.jsonl`));
    // What was asked for last goes last.
    shelves.delete(path);
    shelves.set(path, shelf);
    return shelf;
  };
  return {
    get: (path, blob) => textsOf(path, blob, shelfOf(path)),
    add: (path, blob, texts) => addTo(shelfOf(path), blob, texts),
    flush() {
      for (const shelf of shelves.values()) write(shelf);
      let size = [...shelves.values()].reduce((sum, shelf) => sum + shelf.size, 0);
      for (const [path, shelf] of shelves) {
        if (size <= MAX_HELD) break;
        shelves.delete(path);
        size -= shelf.size;
      }
    },
  };
}

/** All versions of one path. A text that several have is written once. */
interface Shelf {
  file: string;
  texts: Map<string, Text>;
  /** Of each blob, for each of its texts: its name, line and column, how many lines it takes, and the column that it ends at. */
  versions: Map<string, Rows>;
  /** Lines to be written. */
  added: string[];
  /** Characters of all lines. */
  size: number;
}

type Rows = (string | number)[];
type Text = Pick<StaticText, 'symbol' | 'text' | 'isPrompt'>;

const ROW = 5;

function textsOf(file: string, blob: string, shelf: Shelf): StaticText[] | undefined {
  const rows = shelf.versions.get(blob);
  if (!rows) return undefined;
  const found: StaticText[] = [];
  for (let at = 0; at < rows.length; at += ROW) {
    const [line = 0, character = 0, lines = 0, end = 0] = rows.slice(at + 1, at + ROW).map(Number);
    const text = shelf.texts.get(String(rows[at]));
    if (!text) return undefined; // of another process, which has not written it
    const range = { start: { line, character }, end: { line: line + lines, character: end } };
    found.push({ ...text, place: { file, range } });
  }
  return found;
}

function addTo(shelf: Shelf, blob: string, all: readonly StaticText[]): void {
  const put = (line: unknown[]): void => {
    const written = JSON.stringify(line);
    shelf.added.push(written);
    shelf.size += written.length;
  };
  const rows = all.flatMap(({ symbol, place: { range }, text, isPrompt }) => {
    const name = hash(JSON.stringify([symbol, text, isPrompt]));
    if (!shelf.texts.has(name)) put(['t', name, { symbol, text, isPrompt }]);
    shelf.texts.set(name, { symbol, text, isPrompt });
    const { start, end } = range;
    return [name, start.line, start.character, end.line - start.line, end.character];
  });
  shelf.versions.set(blob, rows);
  put(['v', blob, rows]);
}

/** A line that another process has not quite written, or did not live to, is none. */
function readShelf(file: string): Shelf {
  const shelf: Shelf = { file, texts: new Map(), versions: new Map(), added: [], size: 0 };
  let written: string;
  try {
    written = readFileSync(file, 'utf8');
  } catch {
    return shelf; // the first time
  }
  shelf.size = written.length;
  for (const line of written.split('\n')) {
    const [kind, name, value] = line === '' ? [] : parse(line);
    if (kind === 't') shelf.texts.set(name as string, value as Text);
    if (kind === 'v') shelf.versions.set(name as string, value as Rows);
  }
  touch(file);
  return shelf;
}

function parse(line: string): unknown[] {
  try {
    return JSON.parse(line) as unknown[];
  } catch {
    return []; // not whole: found out again
  }
}

/** Of what is on the disk, so much is held in memory. */
const MAX_HELD = 48 << 20;
/** So large a shelf would take longer to read than what it saves. */
const MAX_SHELF_BYTES = 16 << 20;

/** Added in one go at the end: two processes that write at once leave whole lines, at worst some of them twice. */
function write(shelf: Shelf): void {
  const lines = shelf.added.splice(0);
  if (lines.length === 0 || shelf.size > MAX_SHELF_BYTES) return;
  try {
    appendFileSync(shelf.file, `\n${lines.join('\n')}\n`);
  } catch {
    // A full disk, or a folder that was tidied away: everything is found out again.
  }
}

/** Any build writes all of its programs anew; the action is one alone. */
const PROGRAMS = ['server.cjs', 'index.cjs'];

export function buildOf(assets: string): string {
  const [built] = PROGRAMS.flatMap(name => statSync(join(assets, name), { throwIfNoEntry: false }) ?? []);
  return built ? `${built.size} ${built.mtimeMs}` : 'sources';
}
