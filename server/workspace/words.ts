/** Words of many files, by a number each: tells which files may hold a word without reading them again. */
export interface WordIndex {
  /** Files without those that don't hold the word for certain. */
  filter(files: readonly string[], word: string): string[];
  forget(file: string): void;
}

/** Words are what `\w+` finds; two words may have one number, so what may hold one is still to be looked at. */
export function createWordIndex(read: (file: string) => Buffer): WordIndex {
  const numbers = new Map<string, Uint32Array>();

  function numbersIn(file: string): Uint32Array {
    const known = numbers.get(file) ?? wordsIn(read(file));
    numbers.set(file, known);
    return known;
  }

  return {
    filter(files, word) {
      const wanted = numberOf(word);
      return files.filter(file => holds(numbersIn(file), wanted));
    },
    forget: file => void numbers.delete(file),
  };
}

export const isWord = (text: string): boolean => /^\w+$/.test(text);

const IS_WORD = Uint8Array.from({ length: 256 }, (_, code) =>
  Number(/\w/.test(String.fromCharCode(code)) && code < 128),
);

/** FNV-1a: https://www.rfc-editor.org/rfc/rfc9923 */
const START = 0x811c9dc5;
const step = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193);

function numberOf(word: string): number {
  let hash = START;
  for (let at = 0; at < word.length; at++) hash = step(hash, word.charCodeAt(at));
  return hash >>> 0;
}

/** Sorted, each once. */
function wordsIn(bytes: Buffer): Uint32Array {
  const found = new Set<number>();
  let hash = START;
  let isInside = false;
  for (let at = 0; at < bytes.length; at++) {
    const code = bytes[at] ?? 0;
    if (IS_WORD[code] === 1) {
      hash = step(hash, code);
      isInside = true;
    } else if (isInside) {
      found.add(hash >>> 0);
      hash = START;
      isInside = false;
    }
  }
  if (isInside) found.add(hash >>> 0);
  return Uint32Array.from(found).toSorted();
}

function holds(sorted: Uint32Array, wanted: number): boolean {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === wanted;
}
