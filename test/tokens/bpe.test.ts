import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { Tiktoken } from 'js-tiktoken/lite';
import cl100k_base from 'js-tiktoken/ranks/cl100k_base';
import o200k_base from 'js-tiktoken/ranks/o200k_base';
import p50k_base from 'js-tiktoken/ranks/p50k_base';
import r50k_base from 'js-tiktoken/ranks/r50k_base';
import type { CountTokens, EncodingId } from '../../server/core/ports.ts';
import { openCounters } from './vocabularies.ts';

const RANKS = { o200k_base, cl100k_base, p50k_base, r50k_base };
const ENCODING_IDS = ['o200k_base', 'cl100k_base', 'p50k_base', 'r50k_base'] as const satisfies EncodingId[];

describe('byte-level BPE', () => {
  let count: CountTokens;
  const oracles = new Map<EncodingId, Tiktoken>();
  const expected = (id: EncodingId, text: string): number => oracles.get(id)?.encode(text, [], []).length ?? NaN;

  before(async function () {
    this.timeout(60_000);
    count = await openCounters();
    for (const id of ENCODING_IDS) oracles.set(id, new Tiktoken(RANKS[id]));
  });

  for (const id of ENCODING_IDS) {
    it(`${id} counts what js-tiktoken counts`, function () {
      this.timeout(60_000);
      const texts = [...slices(3000), ...mixtures(2000), ...REPEATED].filter(isOracleRight);
      assert.ok(texts.length > 5000);
      for (const text of texts) assert.equal(count(id, text), expected(id, text), JSON.stringify(text));
    });

    it(`${id} counts any Unicode as js-tiktoken does`, function () {
      this.timeout(60_000);
      const unicode = fc.array(fc.oneof(fc.string({ unit: 'binary' }), loneSurrogate, fc.string()));
      fc.assert(
        fc.property(unicode, parts => {
          const text = parts.join('');
          fc.pre(isOracleRight(text));
          assert.equal(count(id, text), expected(id, text));
        }),
        { numRuns: 300 },
      );
    });
  }

  it('takes the white space of Unicode, where js-tiktoken takes that of JavaScript', () => {
    // Counts of tiktoken 0.14.0. A byte order mark is no white space; NEL (U+0085) is.
    const counts = ENCODING_IDS.map(id => [' \ufeffa', ' \ufeff{\ufeff ', ' \u0085a'].map(text => count(id, text)));
    assert.deepEqual(counts, [
      [2, 4, 4],
      [2, 4, 4],
      [4, 8, 4],
      [4, 8, 4],
    ]);
    assert.equal(expected('o200k_base', ' \ufeffa'), 3);
  });

  it("takes the long s for an s in a contraction, as Rust's case folding does", () => {
    // Counts of tiktoken 0.14.0.
    assert.equal(count('o200k_base', " \ufeffT'\u017f"), 4);
    assert.equal(count('cl100k_base', " \ufeffT'\u017f"), 5);
  });

  it('takes a special token for ordinary text, as a provider bills it in a prompt', () => {
    assert.equal(count('o200k_base', '<|endoftext|>'), 7);
    assert.equal(count('cl100k_base', '<|endoftext|>'), 7);
  });

  it('returns from pieces of any length', () => {
    for (const unit of ['a', 'A', ' ', '\n', '=', '漢', ' \n', '\u0301', '9']) {
      assert.ok(count('o200k_base', unit.repeat(200_000)) >= 200_000 / 128, unit);
    }
    assert.ok(count('o200k_base', `${' '.repeat(200_000)}x`) > 0);
    assert.ok(count('r50k_base', '9'.repeat(200_000)) > 0);
  });

  it('counts nothing in an empty text', () => assert.equal(count('o200k_base', ''), 0));
});

const loneSurrogate = fc.integer({ min: 0xd800, max: 0xdfff }).map(code => String.fromCharCode(code));

/** js-tiktoken is wrong on these: see the tests by name above. */
const isOracleRight = (text: string): boolean => !/[\ufeff\u0085]|'\u017f/.test(text);

/** Runs on both sides of the length where the heap takes over; the oracle is quadratic. */
const REPEATED = ['a', 'A', ' ', '\n', '=', '漢', '👩‍💻', 'ab', '- ', 'aGVsbG8', '\u0301'].flatMap(unit =>
  [1, 2, 3, 17, 66, 67, 99, 100, 101, 199, 200, 201, 450].map(times => unit.repeat(times).slice(0, 900)),
);

// prettier-ignore
const FRAGMENTS = [
  'You are a helpful assistant.', 'Answer in JSON: {"answer": "…", "score": 0.75}\n', "it's we'll I'D don't", '  indented\n\tcode();\r\n',
  '<|endoftext|>', '<|im_start|>system', '<|endofprompt|>', '今日は良い天気ですね。', '안녕하세요 세계', 'Привет, мир', 'مرحبا بالعالم', 'שלום',
  '\u200f\u202e', '🎉', '👨‍👩‍👧‍👦', '🇩🇪', 'e\u0301', '\u0000', '\u001b[31m', '\u00a0', '\u3000', '\u2028', '\ud83d', '\udc4d', 'ǅ', 'ª', '१२३', '1234567',
  'https://example.com/a/b?c=d#e', '\n\n\n', '   ', '\r', '////', '====', 'camelCaseHTMLParser_v2', 'SELECT * FROM t WHERE x <> 1;', "'", 'ﬁ', 'ß', 'İ',
];

/** Same numbers in each run, so that a failure comes back. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function mixtures(amount: number): string[] {
  const random = createRandom(1);
  const mixture = (): string =>
    Array.from(
      { length: 1 + random(8) },
      () => FRAGMENTS[random(FRAGMENTS.length)] + (random(3) === 0 ? ' ' : ''),
    ).join('');
  return Array.from({ length: amount }, mixture);
}

function slices(amount: number): string[] {
  const random = createRandom(2);
  const texts = ['server', 'test', 'pricing'].flatMap(readTexts);
  return Array.from({ length: amount }, () => {
    const text = texts[random(texts.length)] ?? '';
    const start = random(text.length);
    return text.slice(start, start + random(160));
  });
}

function readTexts(folder: string): string[] {
  const root = path.join(import.meta.dirname, '../..', folder);
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && /\.(?:ts|mjs|json|md|ya?ml|py|txt)$/.test(entry.name))
    .map(entry => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
    .filter(text => text.length > 0);
}
