import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMarks, type Marks, type Rows } from '../marks.ts';
import { cacheFolder, hash, ownFolder, touch } from './cache-folder.ts';

/** Marks of a repository's contents, kept on the disk: what a blob holds never changes. */
export interface KeptMarks extends Marks {
  /** Writes them. */
  flush(): void;
}

/** To be raised where what is kept means something else than before. */
const FORMAT = 1;
/** With more than this, all is begun anew. */
const MAX_CONTENTS = 400_000;
const MAX_BYTES = 64 << 20;

/** `repository`: full path of its database, that of all its work trees. */
export function openMarks(repository: string): KeptMarks {
  let file: string;
  try {
    file = join(ownFolder(join(cacheFolder(), 'marks'), `${FORMAT} ${repository}`), 'marks');
  } catch {
    return { ...createMarks(), flush: () => undefined }; // a full or read-only disk: everything is looked at again
  }
  const { contents, patterns } = read(file);
  const marks = createMarks(contents, patterns);
  const short = new Map<string, string>();
  // Patterns are thousands of letters long.
  const keyOf = (pattern: string): string => {
    const known = short.get(pattern) ?? hash(pattern);
    short.set(pattern, known);
    return known;
  };
  let isChanged = false;
  return {
    known: (content, pattern) => marks.known(content, keyOf(pattern)),
    note(content, pattern, holds) {
      isChanged = true;
      marks.note(content, keyOf(pattern), holds);
    },
    flush() {
      if (isChanged) write(file, contents, patterns);
    },
  };
}

interface Kept {
  contents: Map<string, number>;
  patterns: Map<string, Rows>;
}

const nothing = (): Kept => ({ contents: new Map(), patterns: new Map() });

/** A line of JSON with the names, then the bits: for each pattern where somebody looked, and where it was found. */
function read(file: string): Kept {
  try {
    const bytes = readFileSync(file);
    const end = bytes.indexOf(0x0a);
    const head = JSON.parse(bytes.toString('latin1', 0, end)) as { contents: string[]; patterns: string[] };
    if (head.contents.length > MAX_CONTENTS || bytes.length > MAX_BYTES) return nothing();
    const width = widthOf(head.contents.length);
    if (bytes.length !== end + 1 + head.patterns.length * 2 * width) return nothing();
    const row = (at: number): Uint8Array =>
      Uint8Array.from(bytes.subarray(end + 1 + at * width, end + 1 + (at + 1) * width));
    touch(file);
    return {
      contents: new Map(head.contents.map((name, at) => [name, at])),
      patterns: new Map(head.patterns.map((key, at) => [key, { looked: row(at * 2), held: row(at * 2 + 1) }])),
    };
  } catch {
    return nothing(); // the first time, or not whole: looked at again
  }
}

const widthOf = (contents: number): number => (contents + 7) >> 3;

/** In one piece: of two processes that write at once, one's is kept. */
function write(file: string, contents: Kept['contents'], patterns: Kept['patterns']): void {
  const width = widthOf(contents.size);
  const head = JSON.stringify({ contents: [...contents.keys()], patterns: [...patterns.keys()] });
  const rows = [...patterns.values()].flatMap(({ looked, held }) => [looked, held].map(bits => fitted(bits, width)));
  try {
    const own = `${file}.${process.pid}`;
    writeFileSync(own, Buffer.concat([Buffer.from(`${head}\n`, 'latin1'), ...rows]));
    renameSync(own, file);
  } catch {
    // A full disk, or a folder that was tidied away: everything is looked at again.
  }
}

function fitted(bits: Uint8Array, width: number): Uint8Array {
  const fit = new Uint8Array(width);
  fit.set(bits.subarray(0, width));
  return fit;
}
