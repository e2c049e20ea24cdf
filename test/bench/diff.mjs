// `prompt-cost diff` on a made repository of 20,000 files of which 50 changed, against `git diff --stat` and ripgrep (or grep) for
// the names of what changed, which is what anyone must read to know who uses it. `--keep DIR` makes the repository there and leaves it.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DIST } from '../../esbuild.mjs';

const FILES = 20_000;
const ROUNDS = 5;
const CLI = path.join(DIST, 'cli.cjs');

const PEERS = [
  { command: 'rg', args: ['-l'] },
  { command: 'grep', args: ['-rlE'] },
];

/** Rows of `{ name, ours, peer, ratio, unit }`: medians of rounds that take turns. */
export function run(keep) {
  const folder = keep ?? mkdtempSync(path.join(tmpdir(), 'prompt-cost-diff-'));
  const repository = path.join(folder, 'repository');
  const cache = path.join(folder, 'cache');
  if (!existsSync(repository)) make(repository);
  const env = { ...process.env, XDG_CACHE_HOME: cache };
  const ours = () => timeMs(process.execPath, [CLI, 'diff', 'main...topic', '--json'], { cwd: repository, env });
  const names = CHANGED.map(i => `m${i}_`).join('|');
  const { command, args } = PEERS.find(one => !spawnSync(one.command, ['--version']).error) ?? PEERS[1];
  const peer = () =>
    timeMs('git', ['diff', '--stat', 'main...topic'], { cwd: repository }) +
    timeMs(command, [...args, names, '.'], { cwd: repository });
  const rounds = Array.from({ length: ROUNDS }, () => {
    rmSync(cache, { recursive: true, force: true });
    return { cold: ours(), warm: ours(), peer: peer() };
  });
  if (!keep) rmSync(folder, { recursive: true });
  const median = side => rounds.map(round => round[side]).toSorted((a, b) => a - b)[ROUNDS >> 1];
  return ['cold', 'warm'].map(side => ({
    name: `diff of 50 of ${FILES.toLocaleString('en')} files, ${side}, against git diff --stat and ${command} -l`,
    ours: median(side),
    peer: median('peer'),
    ratio: median('peer') / median(side),
    unit: 'ms',
  }));
}

function timeMs(command, args, options) {
  const start = performance.now();
  const { status, stderr } = spawnSync(command, args, { maxBuffer: 1 << 28, ...options });
  if (status !== 0) throw new Error(`${command} exited with ${status}: ${stderr}`);
  return performance.now() - start;
}

/** One file in a hundred asks a model; the changed ones are spread over all, five of them among those that ask. */
const ASKS_EVERY = 100;
const CHANGED = Array.from({ length: 50 }, (_, i) => i * 397 + (i % 10 === 0 ? (100 - ((i * 397) % 100)) % 100 : 1));

function make(repository) {
  mkdirSync(repository, { recursive: true });
  const git = (args, input) => execFileSync('git', ['-C', repository, ...args], { input, maxBuffer: 1 << 28 });
  git(['init', '--quiet', '--initial-branch', 'main']);
  const data = text => `data ${Buffer.byteLength(text)}\n${text}\n`;
  const commit = (ref, mark, from, files) =>
    `commit refs/heads/${ref}\nmark :${mark}\ncommitter T <t@example.com> 1700000000 +0000\n${data(ref)}${from}` +
    files.map(i => `M 100644 inline ${pathOf(i)}\n${data(textOf(i, ref === 'topic'))}`).join('');
  const all = Array.from({ length: FILES }, (_, i) => i);
  git(
    ['fast-import', '--quiet'],
    `${commit('main', 1, '', all)}${commit('topic', 2, 'from :1\n', [...new Set(CHANGED)])}`,
  );
  git(['checkout', '--quiet', '--force', 'topic']);
}

/** Six in ten are TypeScript, three Python, one neither; a hundred to a package. */
const kindOf = i => (i % 10 < 6 ? 'ts' : i % 10 < 9 ? 'py' : 'json');
const pathOf = i => `packages/p${Math.floor(i / 100)}/src/m${i}_${WORDS[i % WORDS.length]}.${kindOf(i)}`;

const WORDS =
  'order invoice customer ledger refund parcel route stock price basket address payment session account report filter export import queue worker'.split(
    ' ',
  );
const word = (i, k) => WORDS[(i * 7 + k * 13 + Math.floor(i / 20)) % WORDS.length];
const stem = i => `m${i}_${WORDS[i % WORDS.length]}`;
/** The next one of the same kind in the package: who imports what. */
const other = i => (i % 100 < 80 ? i + 10 : i - 50);

function textOf(i, isTopic) {
  const bodies = { ts: typescript, py: python, json };
  return bodies[kindOf(i)](i, isTopic);
}

const json = (i, isTopic) =>
  `${JSON.stringify({ name: word(i, 1), version: isTopic ? 2 : 1, rows: Array.from({ length: 40 }, (_, k) => ({ id: k, of: word(i, k) })) }, null, 1)}\n`;

function typescript(i, isTopic) {
  const functions = Array.from({ length: 12 }, (_, k) => {
    const [a, b] = [word(i, k), word(i, k + 1)];
    return `export function ${a}${b}${k}(${a}: { id: number; ${b}: string }, limit = ${k + (isTopic ? 1 : 0)}): string[] {
  const found: string[] = [];
  for (let at = 0; at < limit; at++) {
    if (${a}.id === at) found.push(\`\${${a}.${b}}:\${at}\`);
    else found.push(String(${a}.id + at).padStart(4, '0'));
  }
  return found.filter(one => one.length > ${k}).map(one => one.toUpperCase());
}
`;
  });
  const head = `import { settings } from './${stem(other(i))}';\n`;
  const own = `export const settings = { name: '${word(i, 3)}', size: ${i} };\n`;
  const ask = `import OpenAI from 'openai';
const client = new OpenAI();
const SYSTEM = \`You answer questions on one ${word(i, 2)} of a customer. Say so where you do not know.${isTopic ? ' Name the paragraph that you rely on, and quote it in full.' : ''}\`;
export async function answer(question: string) {
  const reply = await client.chat.completions.create({
    model: '${isTopic ? 'gpt-4o' : 'gpt-4o-mini'}',
    max_tokens: 400,
    messages: [{ role: 'system', content: SYSTEM }, { role: 'user', content: question }],
  });
  return reply.choices[0].message.content;
}
`;
  return `${head}${own}${i % ASKS_EVERY === 0 ? ask : ''}\n${functions.join('\n')}`;
}

function python(i, isTopic) {
  const functions = Array.from({ length: 12 }, (_, k) => {
    const [a, b] = [word(i, k), word(i, k + 1)];
    return `def ${a}_${b}_${k}(${a}, limit=${k + (isTopic ? 1 : 0)}):
    """The ${b} of one ${a}, by its number."""
    found = []
    for at in range(limit):
        if ${a}["id"] == at:
            found.append(f"{${a}['${b}']}:{at}")
        else:
            found.append(str(${a}["id"] + at).zfill(4))
    return [one.upper() for one in found if len(one) > ${k}]
`;
  });
  return `from .${stem(other(i))} import SETTINGS\n\nOWN = {"name": "${word(i, 3)}", "size": ${i}}\n\n\n${functions.join('\n\n')}`;
}

if (import.meta.filename === process.argv[1]) {
  const keep = process.argv[2] === '--keep' ? path.resolve(process.argv[3]) : undefined;
  console.table(run(keep));
}
