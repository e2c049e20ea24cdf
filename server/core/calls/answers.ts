/** Something that was found out, or that a file says, with what was found out by it. */
export interface Answer {
  users: Answer[];
  /** The last of the users: the same one often asks again. */
  last: Answer | null;
  /** So many users, and those that are gone are cleared out. */
  room: number;
  isGone: boolean;
  /** The walk that came by last: see `resting.ts`. */
  walk: number;
  /** Where it is remembered. */
  home: Map<unknown, unknown> | null;
  key: unknown;
}

/** An answer with what it is. */
export interface Held<V> extends Answer {
  value: V;
}

/** Names a table of what is remembered: `K` is what it is asked by within one file. */
export interface MemoryKey<K, V> {
  /** For the types alone. */
  readonly of?: [K, V];
}

/** What was found out, by the file that it is about. */
export interface Memory<K, V> {
  of(file: string): Map<K, V>;
}

/** Keeps what was found out, and by what, so that an edit takes away only what rests on what it changed. */
export interface Answers {
  memory<K, V>(key: MemoryKey<K, V>): Memory<K, V>;
  /** The remembered answer's value, or that of `compute`. */
  remember<K, V>(key: MemoryKey<K, Held<V>>, file: string, asked: K, compute: () => V): V;
  /** What is found out from here to `leave` rests on the answer's own ways; `leave` is given what `enter` gave. */
  enter(answer: Answer): Answer | null;
  /** What is being found out rests on the answer that is left. */
  leave(answer: Answer, outer: Answer | null): void;
  /** What is being found out rests on this too. */
  use(answer: Answer | null): void;
  /** What is being found out. */
  asking(): Answer | null;
  /** Takes away the answer and what rests on it. */
  forget(answer: Answer): void;
  /** Where answers under the keys are remembered, with the files that they are about. */
  homes(keys: readonly object[]): ReadonlyMap<unknown, string>;
}

const ROOM = 64;

/** One that is not known yet. */
export const createAnswer = (): Answer => ({
  users: [],
  last: null,
  room: ROOM,
  isGone: false,
  walk: 0,
  home: null,
  key: null,
});

/** Remembers what an answer is, now that it is known. */
export function keep<K, V>(home: Map<K, Held<V>>, answer: Answer, key: K, value: V): V {
  home.set(key, Object.assign(answer, { home: home as Answer['home'], key, value }));
  return value;
}

export function createAnswers(): Answers {
  const memories = new Map<object, Map<string, Map<unknown, unknown>>>();
  let asking: Answer | null = null;

  function use(answer: Answer | null): void {
    if (asking === null || answer === null || answer === asking || answer.last === asking) return;
    answer.last = asking;
    if (answer.users.push(asking) < answer.room) return;
    answer.users = [...new Set(answer.users)].filter(user => !user.isGone);
    answer.room = Math.max(ROOM, answer.users.length * 2);
  }

  function enter(answer: Answer): Answer | null {
    const outer = asking;
    asking = answer;
    return outer;
  }

  function leave(answer: Answer, outer: Answer | null): void {
    asking = outer;
    use(answer);
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

  function remember<K, V>(key: MemoryKey<K, Held<V>>, file: string, asked: K, compute: () => V): V {
    const known = memory(key).of(file);
    const before = known.get(asked);
    if (before) {
      use(before);
      return before.value;
    }
    const answer = createAnswer();
    const outer = enter(answer);
    try {
      return keep(known, answer, asked, compute());
    } finally {
      leave(answer, outer);
    }
  }

  function forget(answer: Answer): void {
    const going = [answer];
    for (let one = going.pop(); one; one = going.pop()) {
      if (one.isGone) continue;
      one.isGone = true;
      if (one.home?.get(one.key) === one) one.home.delete(one.key);
      going.push(...one.users);
      one.users = [];
      one.last = null;
    }
  }

  const homes = (keys: readonly object[]): Map<unknown, string> =>
    new Map(keys.flatMap(key => [...(memories.get(key) ?? [])].map(([file, home]) => [home, file] as const)));

  return { memory, remember, enter, leave, use, asking: () => asking, forget, homes };
}
