/** Names a table of what is remembered: `K` is what it is asked by within one file. */
export interface MemoryKey<K, V> {
  /** For the types alone. */
  readonly of?: [K, V];
}

/** What was found out, by the file that it counts for. */
export interface Memory<K, V> {
  of(file: string): Map<K, V>;
}

/** Keeps what was found out about a project's files, so that an edit of one of them takes away only what rests on it. */
export interface Dependencies {
  /** What is found out meanwhile counts for the file. */
  within<T>(file: string, work: () => T): T;
  /** The same in two halves: what `enter` gives goes to `leave`, whatever happens between. */
  enter(file: string): string | null;
  leave(outer: string | null): void;
  /** What is being found out rests on the file, and on all that was found out about that file. */
  read(file: string): void;
  memory<K, V>(key: MemoryKey<K, V>): Memory<K, V>;
  /** The remembered value, or that of `compute`, which counts for the file. */
  remember<K, V>(key: MemoryKey<K, V>, file: string, asked: K, compute: () => V): V;
  /** Takes away what rests on the file. */
  forget(file: string): void;
}

export function createDependencies(): Dependencies {
  /** Of each file, those that rest on it. Never shrinks: to forget too much costs time alone. */
  const resting = new Map<string, Set<string>>();
  const memories = new Map<object, Map<string, Map<unknown, unknown>>>();
  let reader: string | null = null;

  function enter(file: string): string | null {
    read(file);
    const outer = reader;
    reader = file;
    return outer;
  }

  function leave(outer: string | null): void {
    reader = outer;
  }

  function within<T>(file: string, work: () => T): T {
    const outer = enter(file);
    try {
      return work();
    } finally {
      leave(outer);
    }
  }

  function read(file: string): void {
    if (reader === null || reader === file) return;
    const readers = resting.get(file);
    if (readers) readers.add(reader);
    else resting.set(file, new Set([reader]));
  }

  function memory<K, V>(key: MemoryKey<K, V>): Memory<K, V> {
    const table = (memories.get(key) ?? new Map<string, Map<K, V>>()) as Map<string, Map<K, V>>;
    memories.set(key, table as Map<string, Map<unknown, unknown>>);
    return {
      of: file => {
        const own = table.get(file) ?? new Map<K, V>();
        table.set(file, own);
        return own;
      },
    };
  }

  function remember<K, V>(key: MemoryKey<K, V>, file: string, asked: K, compute: () => V): V {
    const known = memory(key).of(file);
    if (!known.has(asked)) known.set(asked, within(file, compute));
    return known.get(asked) as V;
  }

  function forget(file: string): void {
    const gone = new Set([file]);
    // A set may grow while it is gone through: what rests on what rests on the file comes after it.
    for (const one of gone) for (const other of resting.get(one) ?? []) gone.add(other);
    for (const table of memories.values()) for (const one of gone) table.delete(one);
  }

  return { within, enter, leave, read, memory, remember, forget };
}
