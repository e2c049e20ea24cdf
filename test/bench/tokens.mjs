// Token counting in o200k_base. Each counter is measured in processes of its own, from plain JavaScript, in rounds in
// which all take their turn.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { bundle, node, ROOT } from '../../esbuild.mjs';
import { buildVocabularies } from '../../server/core/tokens/vocabulary.build.mjs';
import { COUNTERS, loaderOf, MIXED, ODD } from './counters.mjs';

const ROUNDS = 3;
const FOLDER = path.join(ROOT, '.cache/bench');
const TYPESCRIPT = path.join(ROOT, 'node_modules/typescript/lib');
const MODULES = ['bpe', 'encodings', 'pieces', 'recount'];

/**
 * `speed`: rows of `{ name, ours, peer, ratio, unit, atLeast }` against js-tiktoken. `peers`: a row of cells for each
 * counter that is installed, or found in the folder `peers`.
 */
export async function run(peers = '') {
  await layOut();
  const measured = await measureAll(peers);
  const [ours, peer] = [measured.get('ours'), measured.get('js-tiktoken')];
  const against = (name, key, atLeast) => ratio(name, ours[key], peer[key], atLeast);
  const memory = against('tokens: memory after the first 2 KB', 'memoryMb');
  const speed = [
    against('tokens: cold start and 2 KB', 'coldMs', 15),
    against('tokens: 50 KB, warm', 'warmMs'),
    against('tokens: 5 MB of code and 13 languages', 'mixedMs', 8),
    { ...memory, unit: 'MB' },
    edits(),
    ...longRuns(),
  ];
  return { speed, peers: [...measured].map(([name, figures]) => cells(name, figures)) };
}

/** The counter as plain JavaScript, its vocabularies, and the texts. */
async function layOut() {
  mkdirSync(FOLDER, { recursive: true });
  const contents = MODULES.map(name => `export * from './server/core/tokens/${name}.ts';`).join('\n');
  await bundle({ stdin: { contents, resolveDir: ROOT, sourcefile: 'counter.ts' }, outdir: FOLDER });
  writeFileSync(path.join(FOLDER, 'counter.cjs'), readFileSync(path.join(FOLDER, 'stdin.cjs')));
  await buildVocabularies(FOLDER);
  writeFileSync(path.join(FOLDER, MIXED), mixedText());
  const count = COUNTERS['tiktoken (wasm)'](loaderOf());
  const odd = oddTexts().map(text => ({ text, tokens: count(text) }));
  writeFileSync(path.join(FOLDER, ODD), JSON.stringify(odd));
}

/** Five million characters: two parts code, one part prose, in blocks of 20 KB. */
function mixedText() {
  const read = file => readFileSync(path.join(TYPESCRIPT, file), 'utf8');
  const languages = readdirSync(TYPESCRIPT, { withFileTypes: true }).filter(entry => entry.isDirectory());
  const prose = languages.map(({ name }) => read(`${name}/diagnosticMessages.generated.json`)).join('');
  const code = read('_tsc.js') + read('lib.dom.d.ts');
  const block = (text, at) => text.slice(((at * 20_000) % text.length) | 0, ((at * 20_000) % text.length) + 20_000);
  const blocks = Array.from({ length: 300 }, (_, i) => (i % 3 === 2 ? block(prose, i * 7) : block(code, i)));
  return blocks.join('\n').slice(0, 5_000_000);
}

/** Where counters go wrong: special tokens, white space that JavaScript sees otherwise, and plain texts. */
function oddTexts() {
  const mixed = readFileSync(path.join(FOLDER, MIXED), 'utf8');
  const signs = [
    '',
    '<|endoftext|>',
    '<|im_start|>',
    '\ufeff',
    '\u0085',
    ' \ufeffx',
    '\u0000',
    '👨‍👩‍👧',
    '\ud83d',
    "'\u017f",
  ];
  return Array.from(
    { length: 1000 },
    (_, i) => `${mixed.slice(i * 4000, i * 4000 + 100)}${signs[i % signs.length]} end`,
  );
}

async function measureAll(peers) {
  const rounds = new Map();
  for (let round = 0; round < ROUNDS; round++)
    for (const name of Object.keys(COUNTERS)) {
      const script = path.join(import.meta.dirname, 'counters.mjs');
      const figures = JSON.parse(await node([script, name, FOLDER, peers]));
      if (figures) rounds.set(name, [...(rounds.get(name) ?? []), figures]);
    }
  // The least disturbed round of each: others may be at work on the machine.
  const lowest = all =>
    Object.fromEntries(Object.keys(all[0]).map(key => [key, Math.min(...all.map(one => one[key]))]));
  return new Map([...rounds].map(([name, all]) => [name, lowest(all)]));
}

const ratio = (name, ours, peer, atLeast) => ({ name, ours, peer, ratio: peer / ours, unit: 'ms', atLeast });

const cells = (name, { coldMs, memoryMb, warmMs, mixedMs, differs }) => [
  name,
  `${coldMs.toFixed(0)} ms`,
  `${memoryMb.toFixed(0)} MB`,
  `${warmMs.toFixed(1)} ms`,
  `${(mixedMs / 1000).toFixed(2)} s`,
  `${(differs / 10).toFixed(1)} %`,
];

/** A letter typed into a prompt of 50 KB, counted as the language server does; the peer counts it whole. */
function edits() {
  const { createRecounter, ENCODINGS, openPieces } = ourModule();
  const recount = createRecounter(openPieces(ENCODINGS.o200k_base, readAsset));
  const whole = COUNTERS['js-tiktoken'](loaderOf());
  let prompt = readFileSync(path.join(FOLDER, MIXED), 'utf8').slice(0, 50 * 1024);
  recount(prompt);
  const times = Array.from({ length: 61 }, (_, i) => {
    const at = (i * 7919) % prompt.length;
    prompt = `${prompt.slice(0, at)}x${prompt.slice(at)}`;
    const pair = [timeMs(recount, prompt), i % 6 === 0 ? timeMs(whole, prompt) : undefined];
    if (i % 6 === 0 && recount(prompt) !== whole(prompt)) throw new Error('an edit is counted wrongly');
    return pair;
  });
  const [ours, peer] = [0, 1].map(side => median(times.map(pair => pair[side]).filter(time => time !== undefined)));
  return { ...ratio('tokens: one letter typed into 50 KB', ours, peer), digits: 3 };
}

/** One thing 200,000 times; the peer, which is quadratic in it, 2,000 times. */
function longRuns() {
  const { createCounter, ENCODINGS, openPieces } = ourModule();
  const ours = createCounter(openPieces(ENCODINGS.o200k_base, readAsset));
  const peer = COUNTERS['js-tiktoken'](loaderOf());
  const row = (name, text, short) => ratio(`tokens: ${name}`, timeMs(ours, text), timeMs(peer, short));
  const runs = ['a', ' ', '漢', '\n', '='].map(unit =>
    row(`${JSON.stringify(unit)} × 200,000 (peer: × 2,000)`, unit.repeat(200_000), unit.repeat(2000)),
  );
  const code = readFileSync(path.join(TYPESCRIPT, '_tsc.js')).subarray(0, 750_000).toString('base64');
  return [...runs, row('1 MB of base64', code, code)];
}

const ourModule = () => createRequire(import.meta.url)(path.join(FOLDER, 'counter.cjs'));
const readAsset = file => readFileSync(path.join(FOLDER, file));

function timeMs(count, text) {
  const start = performance.now();
  count(text);
  return performance.now() - start;
}

const median = values => values.toSorted((a, b) => a - b)[values.length >> 1];
