import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createCounter } from '../../server/core/tokens/bpe.ts';
import { ENCODINGS } from '../../server/core/tokens/encodings.ts';
import { buildVocabularies } from '../../server/core/tokens/vocabulary.build.mjs';
import type { CountTokens, EncodingId } from '../../server/core/ports.ts';

const FOLDER = fileURLToPath(new URL('../../.cache/vocabularies/', import.meta.url));

/** Counts as a build of the project does. */
export async function openCounters(): Promise<CountTokens> {
  await buildVocabularies(FOLDER);
  const counters = new Map<EncodingId, (text: string) => number>();
  return (encoding, text) => {
    let counter = counters.get(encoding);
    if (!counter) {
      counter = createCounter(ENCODINGS[encoding], readFileSync(FOLDER + ENCODINGS[encoding].file));
      counters.set(encoding, counter);
    }
    return counter(text);
  };
}
