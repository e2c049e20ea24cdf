// One typed letter, as the language server answers it, against the same file asked of a session that has seen nothing. Run by tsx.
// Processor time, so that what else the machine does does not count.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openSession } from '../../server/workspace/open.ts';
import { layAssets } from '../harness/assets.ts';

const EDITS = 60;
const AFRESH = 3;
const LINES = 5000;
const TYPED = ['a', ' ', '(', '"', ')'];
const LANGUAGES = [
  ['Python', '.py'],
  ['TypeScript', '.ts'],
];

/** Rows of `{ name, ours, peer, ratio, unit }`: for each language the longest file with a call, and 5,000 lines put together. */
export async function run(tree) {
  const assets = await layAssets();
  const { analyses } = await (await openSession({ root: tree, assets })).scan();
  const rows = [];
  for (const [language, extension] of LANGUAGES) {
    const files = analyses
      .filter(({ file, calls }) => calls.length > 0 && file.endsWith(extension))
      .map(({ file }) => ({ file, text: readFileSync(path.join(tree, file), 'utf8') }))
      .toSorted((a, b) => b.text.length - a.text.length);
    const [longest] = files;
    if (!longest) continue;
    const long = { file: longest.file, text: linesOf(files, LINES) };
    for (const { file, text } of [longest, long]) rows.push(...(await measure(tree, assets, language, file, text)));
  }
  return rows;
}

function linesOf(files, wanted) {
  const lines = files.flatMap(({ text }) => text.split('\n'));
  while (lines.length < wanted) lines.push(...lines.slice(0, wanted - lines.length));
  return lines.slice(0, wanted).join('\n');
}

async function measure(tree, assets, language, file, text) {
  const [folder, ...rest] = file.split('/');
  const root = path.join(tree, folder);
  const name = rest.join('/');
  const open = async () => {
    const session = await openSession({ root, assets });
    session.setText(name, text);
    return session;
  };
  const timed = async (session, edited) => {
    const start = process.cpuUsage();
    session.setText(name, edited);
    await session.analyze(name);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  };
  const session = await open();
  await session.analyze(name);
  const places = Array.from({ length: EDITS }, (_, at) => Math.floor(((at + 0.5) / EDITS) * text.length));
  const times = [];
  for (const [at, place] of places.entries()) {
    times.push(await timed(session, text.slice(0, place) + TYPED[at % TYPED.length] + text.slice(place)));
    await timed(session, text);
  }
  const afresh = [];
  for (let round = 0; round < AFRESH; round++) afresh.push(await timed(await open(), `${text}\n`));
  const peer = percentile(afresh, 0.5);
  const lines = text.split('\n').length;
  const row = (what, ours) => ({
    name: `one letter in ${lines} lines of ${language}, ${what}, against afresh`,
    ours,
    peer,
    ratio: peer / ours,
    unit: 'ms',
  });
  return [row('median', percentile(times, 0.5)), row('p95', percentile(times, 0.95))];
}

const percentile = (values, share) => values.toSorted((a, b) => a - b)[Math.floor(values.length * share)];
