// Makes the vocabularies that core reads out of js-tiktoken's, which take megabytes and a second to parse.
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const ENCODINGS = ['o200k_base', 'cl100k_base', 'p50k_base', 'r50k_base'];
/** Raise it when what `pack` writes changes. */
const FORMAT = 1;

/** Writes `<outDir>/<encoding>.bpe` for each encoding that is missing or from another js-tiktoken. */
export async function buildVocabularies(outDir) {
  const stampFile = join(outDir, 'vocabularies.stamp');
  const stamp = `format ${FORMAT}, js-tiktoken ${await sourceVersion()}\n`;
  const isCurrent = existsSync(stampFile) && (await readFile(stampFile, 'utf8')) === stamp;
  await mkdir(outDir, { recursive: true });
  for (const encoding of ENCODINGS) {
    const file = join(outDir, `${encoding}.bpe`);
    if (isCurrent && existsSync(file)) continue;
    const { default: source } = await import(`js-tiktoken/ranks/${encoding}`);
    await replaceFile(file, pack(readRanks(source.bpe_ranks)));
  }
  if (!isCurrent) await replaceFile(stampFile, stamp);
}

/** Whole or not at all: another process may be reading. */
async function replaceFile(file, content) {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, content);
  await rename(draft, file);
}

/** js-tiktoken does not export its package.json, so it is found from its entry. */
async function sourceVersion() {
  const entry = createRequire(import.meta.url).resolve('js-tiktoken/lite');
  return JSON.parse(await readFile(join(entry, '../../package.json'), 'utf8')).version;
}

/** Lines of `! <first rank> <base64 token> …`; a rank that no line names stays a gap. */
function readRanks(text) {
  const tokens = [];
  for (const line of text.split('\n').filter(Boolean)) {
    const [, first, ...encoded] = line.split(' ');
    encoded.forEach((token, i) => (tokens[Number(first) + i] = Buffer.from(token, 'base64')));
  }
  return Array.from(tokens, token => token ?? Buffer.alloc(0));
}

/** `[u32 n][u8 length]*n [bytes]`, little-endian, in the order of ranks; length 0 is a gap. */
function pack(tokens) {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(tokens.length);
  return Buffer.concat([size, Buffer.from(tokens.map(token => token.length)), ...tokens]);
}
