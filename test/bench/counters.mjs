// Counters of tokens, each opened as its users do. Run as a program it measures one of them in a process of its own:
//   node counters.mjs NAME FOLDER PEERS   prints `{ coldMs, memoryMb, warmMs, mixedMs, differs }`; `null`: not there
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** What is measured on, written by `tokens.mjs`. */
export const MIXED = 'mixed.txt';
export const ODD = 'odd.json';
const KB = 1024;
const WARM_ROUNDS = 5;

/** `open` gives `text => tokens`; `load` finds a package. */
export const COUNTERS = {
  ours: (_, folder) => {
    const { createCounter, ENCODINGS, openPieces } = createRequire(import.meta.url)(path.join(folder, 'counter.cjs'));
    return createCounter(openPieces(ENCODINGS.o200k_base, file => readFileSync(path.join(folder, file))));
  },
  'js-tiktoken': load => {
    const tiktoken = new (load('js-tiktoken/lite').Tiktoken)(load('js-tiktoken/ranks/o200k_base'));
    return text => tiktoken.encode(text, [], []).length;
  },
  'tiktoken (wasm)': load => {
    const tiktoken = load('tiktoken').get_encoding('o200k_base');
    return text => tiktoken.encode_ordinary(text).length;
  },
  'gpt-tokenizer': load => {
    const { countTokens } = load('gpt-tokenizer/encoding/o200k_base');
    const options = { disallowedSpecial: new Set() };
    return text => countTokens(text, options);
  },
  'ai-tokenizer': load => {
    const tokenizer = new (load('ai-tokenizer').Tokenizer)(load('ai-tokenizer/encoding/o200k_base'));
    return text => tokenizer.count(text);
  },
  '@anthropic-ai/tokenizer': load => load('@anthropic-ai/tokenizer').countTokens,
  'characters / 4': () => text => Math.ceil(text.length / 4),
};

/** Finds packages among our own, then in the folder of peers. */
export function loaderOf(peers) {
  const places = [import.meta.url, ...(peers ? [path.resolve(peers, 'package.json')] : [])].map(createRequire);
  return name => {
    const place = places.find(require => isThere(require, name));
    if (!place) throw Object.assign(new Error(`no ${name}`), { code: 'MODULE_NOT_FOUND' });
    const module = place(name);
    return module.default && !('Tiktoken' in module) && Object.keys(module).length === 1 ? module.default : module;
  };
}

function isThere(require, name) {
  try {
    return existsSync(require.resolve(name));
  } catch {
    return false; // another place may have it
  }
}

function measure(name, folder, peers) {
  const mixed = readFileSync(path.join(folder, MIXED), 'utf8');
  const odd = JSON.parse(readFileSync(path.join(folder, ODD), 'utf8'));
  const before = process.memoryUsage().rss;
  let count;
  const coldMs = timeMs(() => {
    count = COUNTERS[name](loaderOf(peers), folder);
    count(mixed.slice(0, 2 * KB));
  });
  const memoryMb = (process.memoryUsage().rss - before) / KB / KB;
  const prompt = mixed.slice(0, 50 * KB);
  const warmMs = Math.min(...Array.from({ length: WARM_ROUNDS }, () => timeMs(() => count(prompt))));
  const mixedMs = timeMs(() => count(mixed));
  const differs = odd.filter(({ text, tokens }) => !isSame(() => count(text), tokens)).length;
  return { coldMs, memoryMb, warmMs, mixedMs, differs };
}

function isSame(count, tokens) {
  try {
    return count() === tokens;
  } catch {
    return false; // a text with a special token in it is refused
  }
}

function timeMs(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

if (process.argv[1] === import.meta.filename) {
  try {
    console.log(JSON.stringify(measure(...process.argv.slice(2))));
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND') throw error;
    console.log('null');
  }
}
