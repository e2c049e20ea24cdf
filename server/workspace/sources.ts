import { basename } from 'node:path';

export interface SourceList {
  named: (name: string) => readonly string[];
  mentioning: (word: string) => readonly string[];
  /** Those that declare a type of a name. */
  declaring: (name: string) => readonly string[];
  /** Files may have come, gone or changed. */
  forget: (files: readonly string[]) => void;
}

/**
 * `class Name`, `record struct Name`; `(this Name receiver` of a method that extends a type; `global using`. A comment that
 * says so costs a look at a file.
 */
const DECLARATION =
  /\b(?:class|record|struct|interface|enum)\s+([A-Z]\w*)|\(\s*this\s+(?:[\w.]+\.)?(\w+)|^\s*(global using)\b/gm;

/**
 * Which source files there are, by name and by the words in them. `list` is asked for when first needed;
 * `read` gives a file's bytes as letters.
 */
export function createSourceList(
  list: () => readonly string[],
  exists: (file: string) => boolean,
  read: (file: string) => string,
): SourceList {
  let byName: Map<string, string[]> | undefined;
  const byWord = new Map<string, Set<string>>();
  let byType: Map<string, Set<string>> | undefined;

  function names(): Map<string, string[]> {
    if (byName) return byName;
    byName = new Map();
    for (const file of list()) byName.set(basename(file), [...(byName.get(basename(file)) ?? []), file]);
    return byName;
  }

  const patternOf = (word: string): RegExp => new RegExp(`\\b${word.replaceAll(/[^\w]/g, String.raw`\$&`)}\\b`);

  const holds = (file: string, word: RegExp): boolean => word.test(read(file));

  /** All types are found in one reading: names are asked for by the hundred. */
  function types(): Map<string, Set<string>> {
    if (byType) return byType;
    byType = new Map();
    for (const file of [...names().values()].flat()) noteTypes(file, byType);
    return byType;
  }

  function noteTypes(file: string, index: Map<string, Set<string>>): void {
    for (const [, type, extended, using] of read(file).matchAll(DECLARATION)) {
      const name = type ?? (extended === undefined ? (using ?? '') : `this ${extended}`);
      const files = index.get(name);
      if (files) files.add(file);
      else index.set(name, new Set([file]));
    }
  }

  function mentioning(word: string): readonly string[] {
    const pattern = patternOf(word);
    const known = byWord.get(word) ?? new Set([...names().values()].flat().filter(file => holds(file, pattern)));
    byWord.set(word, known);
    return [...known];
  }

  function forget(files: readonly string[]): void {
    const isListed = (file: string): boolean => byName?.get(basename(file))?.includes(file) ?? false;
    if (byName && files.some(file => isListed(file) !== exists(file))) byName = undefined;
    for (const file of byType ? files : []) {
      for (const found of byType?.values() ?? []) found.delete(file);
      if (byType && exists(file)) noteTypes(file, byType);
    }
    for (const [word, found] of byWord) {
      for (const file of files) {
        if (exists(file) && holds(file, patternOf(word))) found.add(file);
        else found.delete(file);
      }
    }
  }

  return {
    named: name => names().get(name) ?? [],
    mentioning,
    declaring: name => [...(types().get(name) ?? [])],
    forget,
  };
}
