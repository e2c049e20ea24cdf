import type { Facts } from '../core/languages/facts.ts';
import { currentFacts, edited } from '../core/calls/find.ts';
import { grammarOf, isContainer, readFacts } from '../core/languages/index.ts';
import type { Grammar } from '../core/languages/syntax.ts';
import { baseName, directoryOf } from '../core/paths.ts';
import type { Project } from '../core/ports.ts';
import { createMarks, type Marks } from './marks.ts';
import { holds } from './prefilter.ts';
import { MAX_CONTAINER_BYTES, MAX_SOURCE_BYTES, type Outcome, decode, unreadable } from './read.ts';
import { createSourceList } from './sources.ts';
import type { Tree } from './tree.ts';

const NO_BYTES = Buffer.alloc(0);

/** Most repositories' sources fit; what does not is read again. */
const MAX_KEPT_BYTES = 128 << 20;

export interface ProjectCache {
  project: () => Project;
  /** Whether the file's bytes hold a pattern: where its content is known by name, each is looked at once. */
  holds: (file: string, pattern: RegExp) => Outcome<boolean>;
  /** Keeps bytes while `work` is under way. */
  keeping: <T>(work: () => Promise<T>) => Promise<T>;
  text: (file: string) => Outcome<string>;
  setText: (file: string, text: string | undefined) => void;
  forget: (files: readonly string[]) => void;
}

/** Paths that were asked about, folders whose files were listed, names by which files were looked for. */
interface Asked {
  files: Set<string>;
  folders: Set<string>;
  names: Set<string>;
  /** Whether it would be among the files of one of the folders or names. */
  isListed(file: string): boolean;
}

function createAsked(): Asked {
  const [folders, names] = [new Set<string>(), new Set<string>()];
  const isListed = (file: string): boolean => folders.has(directoryOf(file)) || names.has(baseName(file));
  return { files: new Set(), folders, names, isListed };
}

/**
 * A project's files, shadowed by unsaved buffers. What was read is kept until it is forgotten. The tree's list is asked for where a
 * source has to be found by its name.
 */
// eslint-disable-next-line max-lines-per-function -- a closure: what is cached and the small functions that fill it
export function createProject(
  tree: Tree,
  grammar: (name: string) => Grammar | undefined,
  marks: Marks = createMarks(),
): ProjectCache {
  const buffers = new Map<string, string>();
  const texts = new Map<string, Outcome<string>>();
  const facts = new Map<string, Facts | undefined>();
  const presence = new Map<string, boolean>();
  const folders = new Map<string, readonly string[]>();
  const kept = new Map<string, Outcome<Buffer>>();
  /** Bytes that may still be kept; none outside of a scan. */
  let room = -1;
  const sourceFiles = (): string[] => tree.list().filter(file => grammarOf(file) !== undefined);
  const sources = createSourceList({
    list: sourceFiles,
    exists,
    read: file => {
      const found = bytes(file);
      return found.ok ? found.value : NO_BYTES;
    },
    known: (file, word) => marked(file, mark => marks.known(mark, word)),
    note: (file, word, isHeld) => marked(file, mark => marks.note(mark, word, isHeld)),
  });
  let current: Project | undefined;
  /** What the current project was asked of: what nobody asked of may come, go and change. */
  let asked = createAsked();

  const readTree = (file: string): Outcome<Buffer> =>
    tree.bytes(file, isContainer(file) ? MAX_CONTAINER_BYTES : MAX_SOURCE_BYTES);

  /** During a scan, which asks again and again, kept as far as there is room. */
  function bytes(file: string): Outcome<Buffer> {
    const buffer = buffers.get(file);
    if (buffer !== undefined) return { ok: true, value: Buffer.from(buffer) };
    const known = kept.get(file);
    if (known) return known;
    const found = readTree(file);
    const size = found.ok ? found.value.length : 0;
    if (size > room) return found;
    room -= size;
    kept.set(file, found);
    return found;
  }

  /** A buffer's content has no name: who types makes a new one with each letter. */
  function marked<T>(file: string, look: (content: string) => T): T | undefined {
    const content = buffers.has(file) ? undefined : tree.contentOf?.(file);
    return content === undefined ? undefined : look(content);
  }

  function holdsPattern(file: string, pattern: RegExp): Outcome<boolean> {
    const known = marked(file, content => marks.known(content, pattern.source));
    if (known !== undefined) return { ok: true, value: known };
    const found = bytes(file);
    if (!found.ok) return found;
    const value = holds(found.value, pattern);
    marked(file, content => marks.note(content, pattern.source, value));
    return { ok: true, value };
  }

  async function keeping<T>(work: () => Promise<T>): Promise<T> {
    room = MAX_KEPT_BYTES;
    try {
      return await work();
    } finally {
      room = -1;
      kept.clear();
    }
  }

  function text(file: string): Outcome<string> {
    const known = texts.get(file);
    if (known) return known;
    const found = readText(file);
    texts.set(file, found);
    return found;
  }

  function readText(file: string): Outcome<string> {
    const buffer = buffers.get(file);
    const read = buffer === undefined ? readTree(file) : undefined;
    const value = read?.ok ? decode(read.value) : buffer;
    if (value === undefined) return read && !read.ok ? read : { ok: false, why: 'could not be read' };
    const why = isContainer(file) ? undefined : unreadable(file, value);
    return why === undefined ? { ok: true, value } : { ok: false, why };
  }

  function factsOf(file: string): Facts | undefined {
    if (facts.has(file)) return facts.get(file);
    const name = grammarOf(file);
    const loaded = name === undefined ? undefined : grammar(name);
    const source = loaded && text(file);
    const found = loaded && source?.ok ? readFacts(file, source.value, loaded) : undefined;
    facts.set(file, found);
    return found;
  }

  function exists(file: string): boolean {
    if (buffers.has(file)) return true;
    const known = presence.get(file);
    if (known !== undefined) return known;
    const found = tree.exists(file);
    presence.set(file, found);
    return found;
  }

  function folder(path: string): readonly string[] {
    const known = folders.get(path);
    if (known) return known;
    const unsaved = [...buffers.keys()].filter(file => directoryOf(file) === path).map(baseName);
    const found = [...new Set([...tree.folder(path), ...unsaved])].toSorted();
    folders.set(path, found);
    return found;
  }

  /** Not all edits change what there is: what does not rest on the edited file stays known. */
  function changed(files: readonly string[], wasThere: (file: string) => boolean): void {
    const before = files.map(wasThere);
    for (const file of files) for (const cache of [texts, facts, presence, kept]) cache.delete(file);
    for (const file of files) folders.delete(directoryOf(file));
    const told = sources.forget(files);
    const isKnown = (file: string, i: number): boolean => {
      const isEdit = before[i] === true && exists(file);
      return asked.files.has(file) ? isEdit && grammarOf(file) !== undefined : isEdit || !asked.isListed(file);
    };
    if (!current || !files.every(isKnown) || !files.every(file => current && edited(file, current, told))) {
      current = undefined;
      asked = createAsked();
    }
    for (const file of files) {
      const now = current && currentFacts(file, current);
      if (now) facts.set(file, now);
    }
  }

  /** Core keeps what it derives under this object: another one is a project of which nothing is known yet. */
  const project = (): Project => {
    const { files, folders: listed, names } = asked;
    current ??= {
      facts: file => (files.add(file), factsOf(file)),
      exists: file => (files.add(file), exists(file)),
      folder: path => (listed.add(path), folder(path)),
      named: name => (names.add(name), sources.named(name)),
      declaring: sources.declaring,
      mentioning: sources.mentioning,
      text: file => {
        files.add(file);
        const found = text(file);
        return found.ok ? found.value : undefined;
      },
      head: (file, length) => (files.add(file), tree.head(file, length)),
    };
    return current;
  };

  /** Each file once: an edit that is told twice would be taken for one after the other. What was read was there. */
  const forget = (files: readonly string[]): void =>
    changed(
      [...new Set(files)],
      file => buffers.has(file) || presence.get(file) === true || texts.get(file)?.ok === true,
    );

  function setText(file: string, value: string | undefined): void {
    const wasThere = exists(file);
    if (value === undefined) buffers.delete(file);
    else buffers.set(file, value);
    changed([file], () => wasThere);
  }

  return { project, holds: holdsPattern, keeping, text, setText, forget };
}
