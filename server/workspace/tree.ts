import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { listFilesNow } from './list.ts';
import { type Outcome, readBytes, readHead } from './read.ts';

/** Where a project's files come from: the disk, or a revision. Paths are relative to its root, with `/`. */
export interface Tree {
  /** All files that are the project's own: what git knows or does not ignore. */
  list(): readonly string[];
  /** A file's bytes, if they are a text of a sensible size. */
  bytes(file: string, maxBytes: number): Outcome<Buffer>;
  /** The first bytes of a file, whatever it holds. */
  head(file: string, bytes: number): Buffer | undefined;
  exists(file: string): boolean;
  /** Names of the files in a folder; empty where there is none. */
  folder(path: string): readonly string[];
  /** What a file's content is called, where that is known without reading it: equal names, equal bytes. */
  contentOf?(file: string): string | undefined;
}

export const diskTree = (root: string): Tree => ({
  list: () => listFilesNow(root),
  bytes: (file, maxBytes) => readBytes(join(root, file), maxBytes),
  head: (file, bytes) => readHead(join(root, file), bytes),
  exists: file => isFile(join(root, file)),
  folder: path => filesIn(join(root, path)),
});

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap(entry => (entry.isFile() ? entry.name : []));
  } catch {
    return []; // no such folder, or one we may not enter
  }
}

function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  } catch {
    return false; // a link to itself, a folder we may not enter: there is nothing to read
  }
}
