// The built CLI on a tree, against ripgrep (or grep, where there is none) for the same marks: what any tool must read at the least.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { DIST } from '../../esbuild.mjs';

const ROUNDS = 3;
const MARKS =
  'completions\\.create|responses\\.create|messages\\.create|generate_content|generateContent|generateText|streamText|acompletion|\\.invoke';
const PEERS = [
  { command: 'rg', args: ['-l', '--no-ignore', MARKS] },
  { command: 'grep', args: ['-rlE', MARKS] },
];

/** Rows of `{ name, ours, peer, ratio, unit }`: medians of rounds that take turns. */
export function run(tree) {
  const ours = () => timeMs(process.execPath, [path.join(DIST, 'cli.cjs'), 'scan', tree, '--root', tree, '--json']);
  const { command, args } = PEERS.find(one => !spawnSync(one.command, ['--version']).error) ?? PEERS[1];
  const peer = () => timeMs(command, [...args, tree]);
  const rounds = Array.from({ length: ROUNDS }, () => [ours(), peer()]);
  const [a, b] = [0, 1].map(side => rounds.map(round => round[side]).toSorted((x, y) => x - y)[ROUNDS >> 1]);
  return [{ name: `scan of a tree, against ${command} -l`, ours: a, peer: b, ratio: b / a, unit: 'ms' }];
}

function timeMs(command, args) {
  const start = performance.now();
  const { status, stderr } = spawnSync(command, args, { maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`${command} exited with ${status}: ${stderr}`);
  return performance.now() - start;
}
