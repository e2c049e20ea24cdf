/**
 * Which contents hold a pattern: looked at once, whatever the file is called and however often it is asked. Two bits for each content
 * and pattern: there are tens of thousands of the one and hundreds of the other.
 */
export interface Marks {
  /** Undefined: nobody has looked. */
  known(content: string, pattern: string): boolean | undefined;
  note(content: string, pattern: string, holds: boolean): void;
}

/** Bits by the number of a content. */
export interface Rows {
  looked: Uint8Array;
  held: Uint8Array;
}

/** `contents` by number, `patterns` with their bits: what was kept of them, and where more is added. */
export function createMarks(contents = new Map<string, number>(), patterns = new Map<string, Rows>()): Marks {
  return {
    known(content, pattern) {
      const at = contents.get(content);
      const rows = at === undefined ? undefined : patterns.get(pattern);
      if (at === undefined || !rows || !isSet(rows.looked, at)) return undefined;
      return isSet(rows.held, at);
    },
    note(content, pattern, holds) {
      const at = contents.get(content) ?? contents.size;
      contents.set(content, at);
      const rows = roomFor(at, patterns.get(pattern));
      patterns.set(pattern, rows);
      set(rows.looked, at);
      if (holds) set(rows.held, at);
    },
  };
}

const isSet = (bits: Uint8Array, at: number): boolean => ((bits[at >> 3] ?? 0) & (1 << (at & 7))) !== 0;
const set = (bits: Uint8Array, at: number): void => void (bits[at >> 3] = (bits[at >> 3] ?? 0) | (1 << (at & 7)));

function roomFor(at: number, rows: Rows | undefined): Rows {
  if (rows && at >> 3 < rows.looked.length) return rows;
  const grown = (bits?: Uint8Array): Uint8Array => {
    const wider = new Uint8Array(Math.max(1024, ((at >> 3) + 1) * 2));
    if (bits) wider.set(bits);
    return wider;
  };
  return { looked: grown(rows?.looked), held: grown(rows?.held) };
}
