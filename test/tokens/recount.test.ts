import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { EncodingId } from '../../server/core/ports.ts';
import { createCounter } from '../../server/core/tokens/bpe.ts';
import { ENCODINGS } from '../../server/core/tokens/encodings.ts';
import { openPieces, type Pieces } from '../../server/core/tokens/pieces.ts';
import { createRecounter } from '../../server/core/tokens/recount.ts';
import { layAssets } from '../harness/assets.ts';
import { characters, createRandom, mixtures, ownTexts, slices } from './texts.ts';

const IDS = ['o200k_base', 'cl100k_base', 'r50k_base', 'qwen', 'deepseek', 'tekken'] as const satisfies EncodingId[];

describe('counting again after an edit', function () {
  this.timeout(60_000);
  let folder: string;
  before(async () => {
    folder = await layAssets();
  });
  const open = (id: EncodingId): Pieces => openPieces(ENCODINGS[id], file => readFileSync(path.join(folder, file)));

  for (const id of IDS) {
    it(`${id}: is what counting anew gives`, () => {
      const pieces = open(id);
      const [count, recount] = [createCounter(pieces), createRecounter(pieces)];
      for (const [i, text] of texts().entries())
        for (const edited of edits(text, 40, i)) assert.equal(recount(edited), count(edited));
    });
  }

  it('looks at the pieces around the edit alone', () => {
    const text = mixtures(2000).join('\n');
    let counted = 0;
    const pieces = open('o200k_base');
    const recount = createRecounter({ ...pieces, count: (...piece) => (counted++, pieces.count(...piece)) });
    recount(text);
    const inAll = counted;
    counted = 0;
    for (const edited of edits(text, 20, 1)) recount(edited);
    assert.ok(counted / 20 < inAll / 50, `${counted / 20} of ${inAll}`);
  });

  it('keeps several texts apart', () => {
    const pieces = open('o200k_base');
    const [count, recount] = [createCounter(pieces), createRecounter(pieces)];
    const many = texts();
    for (let turn = 0; turn < 3; turn++)
      for (const text of many) assert.equal(recount(`${turn}${text}`), count(`${turn}${text}`));
    for (const text of many) assert.equal(recount(text), count(text));
  });
});

/** Long texts of several kinds, with runs that a piece may reach far over among them. */
const texts = (): string[] => [
  ownTexts().join('').slice(0, 30_000),
  mixtures(600).join(''),
  characters(500).join(' '),
  slices(100).join('\n'),
  Array.from({ length: 40 }, (_, i) => `${'ABC漢'.repeat(i)}x${' '.repeat(i * 7)}\n${'XYZ'.repeat(i * 9)}`).join(''),
];

/** One edit after the other: letters typed, things pasted, parts cut. */
function* edits(text: string, amount: number, seed: number): Generator<string> {
  const random = createRandom(seed);
  const pasted = [
    ...mixtures(20),
    ...characters(20),
    'x',
    'A',
    ' ',
    '\n',
    "'",
    '漢',
    '\ud83d',
    '\udc4d',
    '\u0301',
    '1',
  ];
  let edited = text;
  for (let i = 0; i < amount; i++) {
    const at = random(edited.length);
    const removed = random(2) === 0 ? 0 : random(random(8) === 0 ? 2000 : 4);
    const added = random(3) === 0 ? '' : (pasted[random(pasted.length)] ?? '');
    edited = edited.slice(0, at) + added + edited.slice(at + removed);
    yield edited;
  }
}
