// `npm run bench`: the figures of BENCH.md. Each is a ratio against a named peer in the same run.
//   --corpus SRC --labels DIR   labelled applications, laid out under SRC, with the labels and scorer in DIR
//   --usage SRC --billed DIR    recorded requests with billed usage, likewise
//   --tree DIR                  a tree to scan for speed
//   --otlp SECONDS              how long the OTLP receiver is under load; 10 if left out
//   --peers DIR                 where more counters of tokens are installed: gpt-tokenizer, ai-tokenizer, @anthropic-ai/tokenizer
import { parseArgs } from 'node:util';
import { build, installMissing, node } from '../../esbuild.mjs';

const NAMES = ['corpus', 'labels', 'usage', 'billed', 'tree', 'otlp', 'peers'];
const { values } = parseArgs({ options: Object.fromEntries(NAMES.map(name => [name, { type: 'string' }])) });

await installMissing();
await build();

const print = (title, header, rows) => {
  console.log(`\n${title}\n\n| ${header.join(' | ')} |\n|${'---|'.repeat(header.length)}`);
  for (const row of rows) console.log(`| ${row.join(' | ')} |`);
};

/** Rows of a bench of what is TypeScript: it runs in a process that reads that. */
const rowsOf = async (bench, ...args) => {
  const code = `console.log(JSON.stringify(await (await import('./test/bench/${bench}.mjs')).run(...${JSON.stringify(args)})))`;
  return JSON.parse(await node(['--import', 'tsx', '--input-type=module', '-e', code]));
};
const tokens = await (await import('./tokens.mjs')).run(values.peers);
const tree = values.tree
  ? [
      ...(await rowsOf('parse', values.tree)),
      ...(await rowsOf('edits', values.tree)),
      ...(await import('./scan.mjs')).run(values.tree),
    ]
  : [];
const diff = (await import('./diff.mjs')).run();
const signals = await rowsOf('signals');
const speed = [...tokens.speed, ...diff, ...signals, ...tree];
print(
  'Speed',
  ['what', 'ours', 'peer', 'times faster', 'at least'],
  speed.map(({ name, ours, peer, ratio, unit, atLeast = '', digits = 1 }) => [
    name,
    `${ours.toFixed(digits)} ${unit}`,
    `${peer.toFixed(1)} ${unit}`,
    ratio < 0.01 ? ratio.toPrecision(1) : ratio.toFixed(2),
    atLeast,
  ]),
);
print('Counters of tokens', ['o200k_base', 'load + 2 KB', 'memory', '50 KB', '5 MB', 'counted wrongly'], tokens.peers);
print('OTLP receiver', ['figure', 'value'], await rowsOf('otlp', Number(values.otlp ?? 10)));
if (speed.some(({ ratio, atLeast = 0 }) => ratio < atLeast)) process.exitCode = 1;

const { scoreSites, scoreUsage } = await import('./corpus.mjs');
if (values.corpus && values.labels)
  print('Call sites of labelled applications', ['figure', 'value'], scoreSites(values.corpus, values.labels));
if (values.usage && values.billed) {
  const header = ['provider', 'calls found', 'model exact', 'estimate given', 'MdAPE', 'within ±5 %', '±10 % of all'];
  header.push('literals alone: MdAPE', '±10 % of all');
  print('Recorded requests against billed usage', header, scoreUsage(values.usage, values.billed));
}
if (values.billed) {
  const { header, rows } = JSON.parse(
    await node([
      '--import',
      'tsx',
      '--input-type=module',
      '-e',
      `const { HEADER, scoreRequests } = await import('./test/bench/requests/score.mjs');
       console.log(JSON.stringify({ header: HEADER, rows: scoreRequests(${JSON.stringify(values.billed)}) }))`,
    ]),
  );
  print('Counting from the request itself', header, rows);
}
print(
  'Signals of three days of history, against the truth',
  ['server', 'series', 'signals', 'furthest off', 'sparse spend off', 'detection', 'a round of queries'],
  await rowsOf('metrics'),
);
