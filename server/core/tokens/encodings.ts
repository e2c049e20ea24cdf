import type { EncodingId } from '../ports.ts';

export interface Encoding {
  /** Splits a text into the pieces that are merged apart from each other; matches every character. */
  pattern: RegExp;
  /** Name of the vocabulary that `vocabulary.build.mjs` makes. */
  file: string;
}

/**
 * The patterns of tiktoken 0.14.0, https://github.com/openai/tiktoken/blob/main/tiktoken_ext/openai_public.py, as
 * JavaScript can write them. `\s` of JavaScript is not the `\s` of Rust (it has U+FEFF and lacks U+0085), and Rust's
 * case-insensitive `s` includes the long s.
 */
const S = '\\p{White_Space}';
const NOT_S = '\\P{White_Space}';
const CONTRACTION = "'(?:[sS\u017f]|[tT]|[rR][eE]|[vV][eE]|[mM]|[lL][lL]|[dD])";
const UPPER = '[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]';
const LOWER = '[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]';

const gpt4o = [
  `[^\\r\\n\\p{L}\\p{N}]?${UPPER}*${LOWER}+(?:${CONTRACTION})?`,
  `[^\\r\\n\\p{L}\\p{N}]?${UPPER}+${LOWER}*(?:${CONTRACTION})?`,
  `\\p{N}{1,3}`,
  ` ?[^${S}\\p{L}\\p{N}]+[\\r\\n/]*`,
  `${S}*[\\r\\n]+`,
  `${S}+(?!${NOT_S})`,
  `${S}+`,
];
const gpt4 = [
  CONTRACTION,
  `[^\\r\\n\\p{L}\\p{N}]?\\p{L}+`,
  `\\p{N}{1,3}`,
  ` ?[^${S}\\p{L}\\p{N}]+[\\r\\n]*`,
  `${S}*[\\r\\n]+`,
  `${S}+(?!${NOT_S})`,
  `${S}+`,
];
const gpt2 = [`'(?:[sdmt]|ll|ve|re)`, ` ?\\p{L}+`, ` ?\\p{N}+`, ` ?[^${S}\\p{L}\\p{N}]+`, `${S}+(?!${NOT_S})`, `${S}+`];

const encoding = (alternatives: string[], file: string): Encoding => ({
  pattern: new RegExp(alternatives.join('|'), 'gu'),
  file,
});

export const ENCODINGS: { [K in EncodingId]: Encoding } = {
  o200k_base: encoding(gpt4o, 'o200k_base.bpe'),
  cl100k_base: encoding(gpt4, 'cl100k_base.bpe'),
  p50k_base: encoding(gpt2, 'p50k_base.bpe'),
  r50k_base: encoding(gpt2, 'r50k_base.bpe'),
};
