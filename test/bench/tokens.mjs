// Token counting against js-tiktoken. Run by tsx: the counter is TypeScript.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Tiktoken } from 'js-tiktoken/lite';
import ranks from 'js-tiktoken/ranks/o200k_base';
import { createCounter } from '../../server/core/tokens/bpe.ts';
import { ENCODINGS } from '../../server/core/tokens/encodings.ts';
import { buildVocabularies } from '../../server/core/tokens/vocabulary.build.mjs';

const ROUNDS = 5;
const FOLDER = fileURLToPath(new URL('../../dist/', import.meta.url));
const TEXT = readFileSync(new URL('../../node_modules/typescript/lib/lib.dom.d.ts', import.meta.url), 'utf8');

const openOurs = () => createCounter(ENCODINGS.o200k_base, readFileSync(FOLDER + ENCODINGS.o200k_base.file));
/** Its ranks are imported before the clock starts, which ours reads from disk: in the peer's favour. */
const openPeer = () => {
  const tiktoken = new Tiktoken(ranks);
  return text => tiktoken.encode(text, [], []).length;
};

/** Rows of `{ name, ours, peer, ratio, unit }`: medians of rounds that take turns, `ratio` times faster than the peer. */
export async function run() {
  await buildVocabularies(FOLDER);
  const [ours, peer] = [openOurs(), openPeer()];
  return [
    compare(
      'tokens: cold start and 2 KB',
      text => openOurs()(text),
      text => openPeer()(text),
      TEXT.slice(0, 2 << 10),
    ),
    compare('tokens: 50 KB, warm', ours, peer, TEXT.slice(0, 50 << 10)),
    compare('tokens: 1 MB, warm', ours, peer, TEXT.slice(0, 1 << 20)),
  ];
}

function compare(name, countOurs, countPeer, text) {
  if (countOurs(text) !== countPeer(text)) throw new Error(`${name}: counts differ`); // and both are warm now
  const rounds = Array.from({ length: ROUNDS }, () => [timeMs(countOurs, text), timeMs(countPeer, text)]);
  const [ours, peer] = [0, 1].map(side => median(rounds.map(round => round[side])));
  return { name, ours, peer, ratio: peer / ours, unit: 'ms' };
}

function timeMs(count, text) {
  const start = performance.now();
  count(text);
  return performance.now() - start;
}

const median = values => values.toSorted((a, b) => a - b)[values.length >> 1];
