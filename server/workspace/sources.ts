import { basename } from 'node:path';
import { grouped } from '../core/groups.ts';
import { grammarOf } from '../core/languages/index.ts';
import { createWordIndex, isWord } from './words.ts';

export interface SourceList {
  named: (name: string) => readonly string[];
  mentioning: (word: string) => readonly string[];
  /** Those that declare a type of a name. */
  declaring: (name: string) => readonly string[];
  /** Files may have come, gone or changed: the words and types that answers given before may be others for. */
  forget: (files: readonly string[]) => string[];
}

/**
 * `class Name`, `record struct Name`; `(this Name receiver` of a method that extends a type; `global using`. A comment that
 * says so costs a look at a file.
 */
const DECLARATION =
  /\b(?:class|record|struct|interface|enum)\s+([A-Z]\w*)|\(\s*this\s+(?:[\w.]+\.)?(\w+)|^\s*(global using)\b/gm;

/** For so many words the files are searched; who asks for more is quicker with all their words at hand. */
const UNINDEXED = 12;

const patternOf = (word: string): RegExp => new RegExp(`\\b${word.replaceAll(/[^\w]/g, String.raw`\$&`)}\\b`);

const holdsWord = (bytes: Buffer, word: string, pattern: RegExp): boolean =>
  bytes.includes(word, 0, 'latin1') && pattern.test(bytes.toString('latin1'));

/** Files by the types they declare. */
type Types = Map<string, Set<string>>;

/** Which of the words, and which types, one text of a file has and another has not; made once for many files. */
export function tellerOf(words: Iterable<string>): (before: string, after: string) => Set<string> {
  const [plain, others] = [new Set<string>(), [] as string[]];
  for (const word of words)
    if (/^\w+$/.test(word)) plain.add(word);
    else others.push(word);
  return (before, after) => {
    const types: Types = new Map();
    noteTypes('', before, types);
    const told = new Set(noteAgain('', after, types));
    const [olds, news] = [wordsIn(before), wordsIn(after)];
    for (const word of olds) if (!news.has(word) && plain.has(word)) told.add(word);
    for (const word of news) if (!olds.has(word) && plain.has(word)) told.add(word);
    for (const word of others) {
      const pattern = patternOf(word);
      if (pattern.test(before) !== pattern.test(after)) told.add(word);
    }
    return told;
  };
}

const wordsIn = (text: string): Set<string> => new Set(text.match(/\w+/g));

function noteTypes(file: string, text: string, types: Types): void {
  for (const [, type, extended, using] of text.matchAll(DECLARATION)) {
    const name = type ?? (extended === undefined ? (using ?? '') : `this ${extended}`);
    const files = types.get(name);
    if (files) files.add(file);
    else types.set(name, new Set([file]));
  }
}

/** Puts what a file declares now in the place of what it did; tells which types are others. */
function noteAgain(file: string, text: string, types: Types): string[] {
  const before = new Set([...types].flatMap(([name, files]) => (files.delete(file) ? name : [])));
  const now: Types = new Map();
  noteTypes(file, text, now);
  noteTypes(file, text, types);
  return [...[...before].filter(name => !now.has(name)), ...[...now.keys()].filter(name => !before.has(name))];
}

export interface Files {
  /** Asked for when first needed. */
  list: () => readonly string[];
  exists: (file: string) => boolean;
  /** A file's bytes, which are letters only where they hold a word: most do not, and turning them into letters is what takes time. */
  read: (file: string) => Buffer;
  /** Whether a file holds a word, where somebody has looked and noted it. */
  known: (file: string, word: string) => boolean | undefined;
  note: (file: string, word: string, isHeld: boolean) => void;
}

/** Which source files there are, by name and by the words in them. */
// eslint-disable-next-line max-lines-per-function -- a closure: what is listed and the small functions that keep it
export function createSourceList({ list, exists, read, known: isKnown, note }: Files): SourceList {
  let byName: Map<string, string[]> | undefined;
  const byWord = new Map<string, { pattern: RegExp; files: Set<string>; sorted: readonly string[] | null }>();
  const words = createWordIndex(read);
  let byType: Types | undefined;
  const ofType = new Map<string, readonly string[]>();

  function names(): Map<string, string[]> {
    if (byName) return byName;
    byName = grouped(list(), file => basename(file));
    return byName;
  }

  const all = (): string[] => [...names().values()].flat();

  /** In the order of all files, whenever they were added. */
  const inOrder = (files: ReadonlySet<string>): string[] =>
    files.size < 2 ? [...files] : all().filter(file => files.has(file));

  /** All types are found in one reading: names are asked for by the hundred. */
  function types(): Types {
    if (byType) return byType;
    byType = new Map();
    for (const file of all()) noteTypes(file, read(file).toString('latin1'), byType);
    return byType;
  }

  function mentioning(word: string): readonly string[] {
    const known = byWord.get(word);
    if (known) return (known.sorted ??= inOrder(known.files));
    const pattern = patternOf(word);
    const unknown = all().filter(file => isKnown(file, word) === undefined);
    const among = byWord.size >= UNINDEXED && isWord(word) ? words.filter(unknown, word) : unknown;
    const found = new Set(among.filter(file => holdsWord(read(file), word, pattern)));
    for (const file of unknown) note(file, word, found.has(file));
    const files = all().filter(file => isKnown(file, word) ?? found.has(file));
    byWord.set(word, { pattern, files: new Set(files), sorted: files });
    return files;
  }

  /** Names are asked for again and again. */
  function declaring(name: string): readonly string[] {
    const found = ofType.get(name) ?? inOrder(types().get(name) ?? new Set());
    ofType.set(name, found);
    return found;
  }

  function forget(files: readonly string[]): string[] {
    ofType.clear();
    const isListed = (file: string): boolean => byName?.get(basename(file))?.includes(file) ?? false;
    const own = files.filter(file => grammarOf(file) !== undefined);
    if (own.some(file => isListed(file) !== exists(file))) byName = undefined;
    return own.flatMap(forgetIn);
  }

  function forgetIn(file: string): string[] {
    words.forget(file);
    if (!byType && byWord.size === 0) return [];
    const text = exists(file) ? read(file).toString('latin1') : '';
    const changed = byType ? noteAgain(file, text, byType) : [];
    for (const [word, known] of byWord) {
      const isHeld = known.pattern.test(text);
      if (isHeld === known.files.has(file)) continue;
      changed.push(word);
      known.sorted = null;
      if (isHeld) known.files.add(file);
      else known.files.delete(file);
    }
    return changed;
  }

  return {
    named: name => names().get(name) ?? [],
    mentioning,
    declaring,
    forget,
  };
}
