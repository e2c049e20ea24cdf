// Someone types: `node test/bench/typing.mjs REPOSITORY [--minutes 30]`. The built server in a process of its own, asked after each letter
// as an editor asks. Fails where it works while nothing is typed, or where its memory grows.
//   --minutes N   at the pace of a person, for so long
//   without       60 lines in haste: letters come four times as fast, and a pause is as long as it takes to see it idle
// Works on a copy: what is saved is saved there.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import { DIST, node } from '../../esbuild.mjs';
import { startServer } from './server.mjs';

const { values, positionals } = parseArgs({ options: { minutes: { type: 'string' } }, allowPositionals: true });
if (positionals.length !== 1) throw new Error('usage: node test/bench/typing.mjs REPOSITORY [--minutes N]');

const HASTE = { letterMs: 45, pauseMs: 1500, rounds: 60 };
const PERSON = { letterMs: 180, pauseMs: 8000, minutes: Number(values.minutes) };
const pace = values.minutes ? PERSON : HASTE;
const FILES = 6;
const SAMPLES = 10;
/** The server waits for the end of typing, then looks at history and findings; after this it has nothing to do. */
const SETTLED_MS = 1500;
/** Of one core; what a timer and the asking itself take. */
const MOST_IDLE = 0.01;
const MOST_GROWTH = 1.1;

const random = makeRandom(5);
const folder = mkdtempSync(path.join(tmpdir(), 'prompt-cost-typing-'));
try {
  process.exitCode = (await simulate(copy(positionals[0]))) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}

async function simulate(root) {
  const server = await startServer(root, { ...process.env, XDG_CACHE_HOME: path.join(folder, 'cache') });
  const texts = new Map();
  for (const file of await filesWithCalls(root)) texts.set(file, await server.open(file));
  const editor = { server, root, texts, versions: new Map() };
  for (const file of texts.keys()) await server.hints(file);
  const readMs = await untilIdle(server);

  const startMs = performance.now();
  const shareDone = round =>
    pace.minutes ? (performance.now() - startMs) / (pace.minutes * 60_000) : round / pace.rounds;
  const all = { readMs, letters: 0, lines: 0, rests: [], busyCpuMs: 0, rss: 0 };
  const samples = [];
  for (let round = 0; shareDone(round) < 1; round++) {
    await typeOneLine(editor, round, all);
    if (shareDone(round + 1) * SAMPLES >= samples.length + 1)
      samples.push({ minutes: (performance.now() - startMs) / 60_000, ...(await server.measure(true)) });
  }
  await server.stop();
  return tell(all, samples, server.logged);
}

/** The histories of what is open are read aside, once. The processor time of all that. */
async function untilIdle(server) {
  for (let before = await server.measure(), tries = 0; tries < 120; tries++) {
    await wait(1000);
    const now = await server.measure();
    if (now.cpuMs - before.cpuMs < 1000 * MOST_IDLE) return now.cpuMs;
    before = now;
  }
  throw new Error('the server found no rest in two minutes, with nothing typed');
}

/** Types a line of the file again at another place, rests, takes it back, rests. */
async function typeOneLine(editor, round, all) {
  const { server, texts } = editor;
  const file = [...texts.keys()][round % texts.size];
  const before = texts.get(file);
  const lines = before.split('\n');
  const wordy = lines.filter(line => line.trim().length > 12);
  const typed = `\n${wordy[Math.floor(random() * wordy.length)].slice(0, 60)}`;
  const line = Math.floor(random() * (lines.length - 1));
  const start = await server.measure();
  await typeLetters(editor, file, { line, character: lines[line].length }, typed);
  all.letters += typed.length;
  all.lines += 1;
  for (const method of ['documentLink', 'codeLens']) await server.ask(`textDocument/${method}`, file);
  await server.ask('textDocument/hover', file, { position: { line, character: 4 } });
  all.busyCpuMs += (await server.measure()).cpuMs - start.cpuMs;
  await rest(editor, pace.pauseMs, all);
  if (round % 3 === 0) await save(editor, file);
  await takeBack(editor, file, before);
  if (round % 3 === 0) await save(editor, file);
  if (round % 5 === 4) {
    await server.close(file);
    await server.open(file);
    editor.versions.delete(file);
  }
  await server.hints(file);
  await rest(editor, pace.pauseMs / 3, all);
}

/** An editor asks after each letter, and takes the question back with the next. */
async function typeLetters(editor, file, at, typed) {
  let { line, character } = at;
  let asked = new CancellationTokenSource();
  const { server, texts } = editor;
  for (const letter of typed) {
    const range = { start: { line, character }, end: { line, character } };
    change(editor, file, { range, text: letter });
    if (letter === '\n') [line, character] = [line + 1, 0];
    else character += 1;
    asked.cancel();
    asked = new CancellationTokenSource();
    const everything = { start: { line: 0, character: 0 }, end: { line: 1e6, character: 0 } };
    const params = { textDocument: { uri: server.uriOf(file) }, range: everything };
    server.connection.sendRequest('textDocument/inlayHint', params, asked.token).catch(() => {}); // cancelled
    await wait(pace.letterMs * (0.5 + random()));
  }
  const lines = texts.get(file).split('\n');
  lines[at.line] = lines[at.line].slice(0, at.character) + typed + lines[at.line].slice(at.character);
  texts.set(file, lines.join('\n'));
  await server.hints(file);
}

function takeBack(editor, file, before) {
  editor.texts.set(file, before);
  change(editor, file, { text: before });
}

function change({ server, versions }, file, contentChange) {
  const version = (versions.get(file) ?? 1) + 1;
  versions.set(file, version);
  const textDocument = { uri: server.uriOf(file), version };
  server.connection.sendNotification('textDocument/didChange', { textDocument, contentChanges: [contentChange] });
}

async function save({ server, root, texts }, file) {
  writeFileSync(path.join(root, file), texts.get(file));
  const changes = [{ uri: server.uriOf(file), type: 2 }];
  await server.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
}

/** Nothing is typed: what the server does then, after a while, is too much. */
async function rest({ server }, pauseMs, all) {
  await wait(SETTLED_MS);
  const start = await server.measure();
  const startMs = performance.now();
  await wait(Math.max(500, pauseMs - SETTLED_MS));
  const { cpuMs, rss } = await server.measure();
  all.rests.push({ ms: performance.now() - startMs, cpuMs: cpuMs - start.cpuMs });
  all.rss = Math.max(all.rss, rss);
}

function tell(all, samples, logged) {
  const mb = bytes => (bytes / 1e6).toFixed(0);
  const sum = numbers => numbers.reduce((a, b) => a + b, 0);
  const idleMs = sum(all.rests.map(({ ms }) => ms));
  const idle = sum(all.rests.map(({ cpuMs }) => cpuMs)) / idleMs;
  const busy = all.rests.filter(({ ms, cpuMs }) => cpuMs / ms > MOST_IDLE);
  const [early, late] = [samples[2], samples.at(-1)];
  const growth = late.heap / early.heap;
  console.log(`${all.letters} letters in ${all.lines} lines, ${late.minutes.toFixed(1)} minutes`);
  console.log(`before it: ${(all.readMs / 1000).toFixed(1)} s of processor time, with all histories`);
  console.log(`a letter, with all that is asked: ${(all.busyCpuMs / all.letters).toFixed(1)} ms of processor time`);
  console.log(
    `nothing typed: ${(idle * 100).toFixed(2)} % of a core, over ${(idleMs / 1000).toFixed(0)} s;`,
    `more than ${MOST_IDLE * 100} % in ${busy.length} of ${all.rests.length} rests`,
  );
  console.log(`heap, after a collection, MB: ${samples.map(({ heap }) => mb(heap)).join(' ')}`);
  console.log(`memory of the process, MB: ${samples.map(({ rss }) => mb(rss)).join(' ')}; ${mb(all.rss)} at most`);
  for (const line of new Set(logged)) console.log(`logged: ${line}`);
  if (idle > MOST_IDLE) console.log('✗ it works while nothing is typed');
  if (growth > MOST_GROWTH) console.log(`✗ its heap grows: ${growth.toFixed(2)} times what it was after a third`);
  return idle <= MOST_IDLE && growth <= MOST_GROWTH;
}

function copy(repository) {
  const root = path.join(folder, 'work');
  cpSync(repository, root, { recursive: true });
  return root;
}

/** Those with the most calls. */
async function filesWithCalls(root) {
  const output = await node([path.join(DIST, 'cli.cjs'), 'scan', '--json', root]);
  const counts = new Map();
  for (const { file } of JSON.parse(output).calls) counts.set(file, (counts.get(file) ?? 0) + 1);
  const most = [...counts].toSorted((a, b) => b[1] - a[1]);
  return most.slice(0, FILES).map(([file]) => file);
}

/** The same each time (mulberry32). */
function makeRandom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
