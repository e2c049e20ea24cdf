import { setImmediate } from 'node:timers/promises';
import { textsOf } from '../../core/history/files.ts';
import type { StaticText } from '../../core/history/text.ts';
import { grammarOf } from '../../core/languages/index.ts';
import type { Grammar } from '../../core/languages/syntax.ts';
import { MAX_SOURCE_BYTES, type Outcome, decode, textBytes, unreadable } from '../read.ts';
import type { BlobReader } from './blobs.ts';
import type { Change } from './log.ts';
import type { TextStore } from './store.ts';

type Side = Change['before'];
type Version = NonNullable<Side>;

/** Texts of files as they were. A version is read once, however often it is asked for: equal blobs, equal texts. */
export interface Versions {
  /** Must be awaited before `texts` gives these. With `like`, only what may hold one of those texts is read. */
  load(changes: readonly Change[], like?: readonly string[]): Promise<void>;
  /** Always the same texts for the same version. */
  texts(side: Side): readonly StaticText[];
  /** Lets go of versions, but for those that hold one of these texts. */
  forget(kept: ReadonlySet<StaticText>): void;
}

export interface VersionOptions {
  blobs: BlobReader;
  grammars: { need: (names: Iterable<string>) => Promise<void>; get: (name: string) => Grammar | undefined };
  store: TextStore;
  /** The file as it lies on the disk. */
  onDisk: (path: string) => Outcome<Buffer>;
}

/** Contents that are held at once. */
const CHUNK = 64;
/** So long others may wait for this. */
const TURN_MS = 8;

export function createVersions({ blobs, grammars, store, onDisk }: VersionOptions): Versions {
  const known = new Map<string, readonly StaticText[]>();
  const keyOf = ({ path, blob }: Version): string => `${blob}:${path}`;

  function read({ path }: Version, bytes: Outcome<Buffer>): readonly StaticText[] {
    if (!bytes.ok || bytes.value.length > MAX_SOURCE_BYTES) return [];
    const text = decode(bytes.value);
    if (unreadable(path, text) !== undefined) return [];
    const name = grammarOf(path);
    return textsOf(path, text, name === undefined ? undefined : grammars.get(name));
  }

  /** Whether it was kept from an earlier time; it is known then. */
  function isRecalled(side: Version): boolean {
    const kept = side.blob === '' ? undefined : store.get(side.path, side.blob);
    if (kept) known.set(keyOf(side), kept);
    return kept !== undefined;
  }

  async function readAll(sides: readonly Version[], samples: ReadonlySet<string> | undefined): Promise<void> {
    const contents = await blobs.read([...new Set(sides.flatMap(({ blob }) => (blob === '' ? [] : blob)))]);
    let since = performance.now();
    for (const side of sides) {
      const bytes = contents.get(side.blob);
      const found = side.blob === '' ? onDisk(side.path) : bytes ? textBytes(bytes) : MISSING;
      if (samples && samples.size > 0 && !(found.ok && holdsOne(found.value, samples))) continue;
      if (samples && isRecalled(side)) continue;
      const texts = read(side, found);
      known.set(keyOf(side), texts);
      if (side.blob !== '' && bytes) store.add(side.path, side.blob, texts);
      if (performance.now() - since < TURN_MS) continue;
      await setImmediate();
      since = performance.now();
    }
  }

  return {
    async load(changes, like) {
      const asked = changes.flatMap(({ before, after }) => [before, after]).filter(side => side !== null);
      const byKey = new Map(asked.map(side => [keyOf(side), side]));
      // What is looked through for a text is looked through each time: the answer does not hang on what was kept.
      const sides = [...byKey.values()].filter(side => !known.has(keyOf(side)) && (like || !isRecalled(side)));
      if (sides.length === 0) return;
      await grammars.need(new Set(sides.flatMap(({ path }) => grammarOf(path) ?? [])));
      const samples = like && new Set(like.flatMap(samplesOf));
      for (let at = 0; at < sides.length; at += CHUNK) await readAll(sides.slice(at, at + CHUNK), samples);
    },
    texts: side => (side && known.get(keyOf(side))) ?? [],
    forget(kept) {
      for (const [key, texts] of known) if (!texts.some(text => kept.has(text))) known.delete(key);
      store.flush();
    },
  };
}

const MISSING = { ok: false, why: 'missing in this clone' } as const;

const SAMPLES = 24;
const THREE_WORDS = /(\w+) (?=(\w+ \w+))/g;

/** Three words in a row, from all over a text: a file with none of them does not hold even part of it. */
function samplesOf(text: string): string[] {
  const all = [...text.matchAll(THREE_WORDS)].map(([, first, others]) => `${first} ${others}`);
  const step = Math.max(1, Math.floor(all.length / SAMPLES));
  return all.filter((_, i) => i % step === 0);
}

/** One pass over the file, however many texts are looked for. */
function holdsOne(bytes: Buffer, samples: ReadonlySet<string>): boolean {
  for (const [, first, others] of bytes.toString('latin1').matchAll(THREE_WORDS))
    if (samples.has(`${first} ${others}`)) return true;
  return false;
}
