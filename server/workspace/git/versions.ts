import { textsOf } from '../../core/history/files.ts';
import type { StaticText } from '../../core/history/text.ts';
import { grammarOf } from '../../core/languages/index.ts';
import type { Grammar } from '../../core/languages/syntax.ts';
import { MAX_SOURCE_BYTES, type Outcome, decode, textBytes, unreadable } from '../read.ts';
import type { BlobReader } from './blobs.ts';
import type { Change } from './log.ts';

type Side = Change['before'];

/** Texts of files as they were. A version is read once, however often it is asked for: equal blobs, equal texts. */
export interface Versions {
  /** Must be awaited before `texts` gives these. With `like`, only what may hold one of those texts is read. */
  load(changes: readonly Change[], like?: readonly string[]): Promise<void>;
  /** Always the same texts for the same version. */
  texts(side: Side): readonly StaticText[];
}

export interface VersionOptions {
  blobs: BlobReader;
  grammars: { need: (names: Iterable<string>) => Promise<void>; get: (name: string) => Grammar | undefined };
  /** The file as it lies on the disk. */
  onDisk: (path: string) => Outcome<Buffer>;
}

export function createVersions({ blobs, grammars, onDisk }: VersionOptions): Versions {
  const known = new Map<string, readonly StaticText[]>();
  const keyOf = ({ path, blob }: NonNullable<Side>): string => `${blob}:${path}`;

  function read({ path }: NonNullable<Side>, bytes: Outcome<Buffer>): readonly StaticText[] {
    if (!bytes.ok || bytes.value.length > MAX_SOURCE_BYTES) return [];
    const text = decode(bytes.value);
    if (unreadable(path, text) !== undefined) return [];
    const name = grammarOf(path);
    return textsOf(path, text, name === undefined ? undefined : grammars.get(name));
  }

  return {
    async load(changes, like) {
      const sides = changes
        .flatMap(({ before, after }) => [before, after])
        .filter(side => side !== null)
        .filter(side => !known.has(keyOf(side)));
      if (sides.length === 0) return;
      await grammars.need(new Set(sides.flatMap(({ path }) => grammarOf(path) ?? [])));
      const names = sides.flatMap(({ blob }) => (blob === '' ? [] : blob));
      const contents = await blobs.read([...new Set(names)]);
      const samples = like && new Set(like.flatMap(samplesOf));
      for (const side of sides) {
        const bytes = contents.get(side.blob);
        const found =
          side.blob === ''
            ? onDisk(side.path)
            : bytes
              ? textBytes(bytes)
              : { ok: false as const, why: 'missing in this clone' };
        if (samples && samples.size > 0 && !(found.ok && holdsOne(found.value, samples))) continue;
        known.set(keyOf(side), read(side, found));
      }
    },
    texts: side => (side && known.get(keyOf(side))) ?? [],
  };
}

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
