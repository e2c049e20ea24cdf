import type { EncodingId } from '../ports.ts';
import { createSplit, type Split, splitBy } from './split.ts';

export interface Encoding {
  split: Split;
  /** Name of the vocabulary that `vocabulary.build.mjs` makes. */
  file: string;
  /** Vocabulary that the file says the difference to. */
  base?: string;
  /** A text is brought into this form first. */
  form?: 'NFC';
}

/**
 * `[^\r\n\p{L}\p{N}]?U*L+(?i:'s|…)?|[^\r\n\p{L}\p{N}]?U+L*(?i:'s|…)?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+`.
 * Patterns of OpenAI: https://github.com/openai/tiktoken/blob/main/tiktoken_ext/openai_public.py (0.14.0)
 */
const gpt4o = createSplit({
  words: 'cased',
  before: 'any',
  contractions: 'last',
  digits: 3,
  tail: '\r\n/',
  breaks: true,
});

/** `(?i:'s|…)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+` */
const gpt4 = createSplit({
  words: 'any',
  before: 'any',
  contractions: 'first',
  digits: 3,
  tail: '\r\n',
  breaks: true,
});

/** `'(?:s|…)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+` */
const gpt2 = createSplit({
  words: 'any',
  before: 'space',
  contractions: 'first, lower case',
  digits: Infinity,
  tail: '',
  breaks: false,
});

/** That of gpt4 with single digits. */
const qwen = createSplit({
  words: 'any',
  before: 'any',
  contractions: 'first',
  digits: 1,
  tail: '\r\n',
  breaks: true,
});

/** That of gpt4o with single digits and no contractions. */
const tekken = createSplit({
  words: 'cased',
  before: 'any',
  contractions: 'none',
  digits: 1,
  tail: '\r\n/',
  breaks: true,
});

/**
 * Three patterns one after the other: `\p{N}{1,3}`, `[一-龥぀-ゟ゠-ヿ]+`, and
 * `[!-/:-@\[-`{-~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`
 * in what each of them leaves or takes. What none of them takes is a piece as well.
 */
function deepseek(): Split {
  const EAST = '[一-龥぀-ゟ゠-ヿ]';
  const APART = `[\\p{N}${EAST}]`;
  const LETTERS = '[\\p{L}\\p{M}]';
  const SIGNS = '[\\p{P}\\p{S}\\p{Cs}]';
  const REST = `[^\\p{White_Space}\\p{L}\\p{M}\\p{P}\\p{S}\\p{Cs}${APART}]`;
  const alternatives = [
    '\\p{N}{1,3}',
    `[${EAST}--[\\p{L}\\p{P}\\p{S}]]?[${EAST}&&${LETTERS}]+`,
    `[${EAST}&&${SIGNS}]+`,
    `(?:[${EAST}--[${LETTERS}${SIGNS}]](?![${EAST}&&${LETTERS}]))+`,
    '[!-\\/:-@\\[-`\\{-~][A-Za-z]+',
    `[^\\r\\n\\p{L}${SIGNS}${APART}]?[${LETTERS}--${APART}]+`,
    ` ?[${SIGNS}--${APART}]+[\\r\\n]*`,
    '\\p{White_Space}*[\\r\\n]+',
    `\\p{White_Space}+(?![^\\p{White_Space}${APART}])`,
    '\\p{White_Space}+',
    `(?:${REST}(?![${LETTERS}--${APART}]))+`,
  ];
  return splitBy(new RegExp(alternatives.join('|'), 'v'));
}

const o200k: Encoding = { split: gpt4o, file: 'o200k_base.bpe' };
const r50k: Encoding = { split: gpt2, file: 'r50k_base.bpe' };

export const ENCODINGS: { [K in EncodingId]: Encoding } = {
  o200k_base: o200k,
  /** Differs in special tokens alone. */
  o200k_harmony: o200k,
  cl100k_base: { split: gpt4, file: 'cl100k_base.bpe' },
  p50k_base: { split: gpt2, file: 'p50k_base.bpe', base: r50k.file },
  r50k_base: r50k,
  gpt2: r50k,
  /** Qwen 2, 2.5 and 3. */
  qwen: { split: qwen, file: 'qwen.bpe', base: 'cl100k_base.bpe', form: 'NFC' },
  /** DeepSeek V3 and R1. */
  deepseek: { split: deepseek(), file: 'deepseek.bpe' },
  /** Mistral's models since NeMo. */
  tekken: { split: tekken, file: 'tekken.bpe' },
};
