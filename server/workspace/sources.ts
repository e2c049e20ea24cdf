import { basename } from 'node:path';

export interface SourceList {
  named: (name: string) => readonly string[];
  mentioning: (word: string) => readonly string[];
  /** Files may have come, gone or changed. */
  forget: (files: readonly string[]) => void;
}

/**
 * Which source files there are, by name and by the words in them. `list` is asked for when first needed;
 * `holds` tells whether a file's bytes have a word.
 */
export function createSourceList(
  list: () => readonly string[],
  exists: (file: string) => boolean,
  holds: (file: string, word: RegExp) => boolean,
): SourceList {
  let byName: Map<string, string[]> | undefined;
  const byWord = new Map<string, Set<string>>();

  function names(): Map<string, string[]> {
    if (byName) return byName;
    byName = new Map();
    for (const file of list()) byName.set(basename(file), [...(byName.get(basename(file)) ?? []), file]);
    return byName;
  }

  const patternOf = (word: string): RegExp => new RegExp(`\\b${word.replaceAll(/[^\w]/g, String.raw`\$&`)}\\b`);

  function mentioning(word: string): readonly string[] {
    const pattern = patternOf(word);
    const known = byWord.get(word) ?? new Set([...names().values()].flat().filter(file => holds(file, pattern)));
    byWord.set(word, known);
    return [...known];
  }

  function forget(files: readonly string[]): void {
    const isListed = (file: string): boolean => byName?.get(basename(file))?.includes(file) ?? false;
    if (byName && files.some(file => isListed(file) !== exists(file))) byName = undefined;
    for (const [word, found] of byWord) {
      for (const file of files) {
        if (exists(file) && holds(file, patternOf(word))) found.add(file);
        else found.delete(file);
      }
    }
  }

  return { named: name => names().get(name) ?? [], mentioning, forget };
}
