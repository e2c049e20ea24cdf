// How long drift takes: `node test/bench/history.mjs REPOSITORY [FILE]`, or `--made 100000` for a made history of so many commits.
// All of the repository and one file with nothing kept and again, and the first answer for the file in the language server.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DIST } from '../../esbuild.mjs';
import { startServer } from './server.mjs';

const CLI = path.join(DIST, 'cli.cjs');
const folder = mkdtempSync(path.join(tmpdir(), 'prompt-cost-bench-'));
const env = { ...process.env, XDG_CACHE_HOME: path.join(folder, 'cache') };

const [first, second] = process.argv.slice(2);
const repository = first === '--made' ? makeHistory(Number(second)) : path.resolve(first);
const drift = run('all, nothing kept');
run('all, again');
const file = (first !== '--made' && second) || longest(drift);
rmSync(env.XDG_CACHE_HOME, { recursive: true });
run(`${file}, nothing kept`, file);
run(`${file}, again`, file);
const sorted = [];
for (let i = 0; i < 5; i++) sorted.push(await firstAnswer(file));
sorted.sort((a, b) => a - b);
console.log(`${file}, first answer in the editor: ${Math.round(sorted[2])} ms (median of 5 new servers)`);
rmSync(folder, { recursive: true });

function run(what, ...args) {
  const startMs = performance.now();
  const output = execFileSync(process.execPath, [CLI, 'drift', '--json', ...args], {
    cwd: repository,
    env,
    maxBuffer: 1 << 30,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
  const told = JSON.parse(output);
  console.log(`${what}: ${seconds} s, ${told.commits} commits, ${told.prompts.length} prompts`);
  return told;
}

function longest({ prompts }) {
  const alive = prompts.filter(prompt => prompt.alive && /\.(py|ts|go|md|toml)$/.test(prompt.path));
  return alive.toSorted((a, b) => b.steps.length - a.steps.length)[0].path;
}

/** From the opening of a document to what it is since the default branch, in a server that was just started. */
async function firstAnswer(name) {
  const server = await startServer(repository, env);
  await server.open(name);
  const [hint] = await server.hints(name);
  const startMs = performance.now(); // tokens and cost are there
  for (;;) {
    const { tooltip } = await server.connection.sendRequest('inlayHint/resolve', hint);
    if (/\*\*Drift\*\*/.test(tooltip.value)) break;
    if (performance.now() - startMs > 20_000) throw new Error(`no drift of ${name}`);
  }
  const tookMs = performance.now() - startMs;
  await server.stop();
  for (const line of server.logged) console.error(line);
  return tookMs;
}

/** One prompt that changes every 500 commits and moves once; all other commits touch other files. */
function makeHistory(count) {
  const made = path.join(folder, 'made');
  execFileSync('git', ['init', '--quiet', '--initial-branch', 'main', made]);
  const data = text => `data ${Buffer.byteLength(text)}\n${text}\n`;
  const prompt = i =>
    `SYSTEM_PROMPT = """You answer questions of customers about their orders.\nSay so where you do not know.${' Be brief and exact.'.repeat(1 + (Math.floor(i / 500) % 7))}"""\n`;
  const chunks = [];
  for (let i = 0; i < count; i++) {
    const hasMoved = i >= Math.floor(count / 3);
    const lines = [`commit refs/heads/main\nmark :${i + 1}\ncommitter T <t@example.com> ${1.5e9 + i * 1800} +0000\n`];
    lines.push(data(`commit ${i}`), i > 0 ? `from :${i}\n` : '');
    if (i === Math.floor(count / 3)) lines.push('D chat.py\n');
    if (i % 500 === 0 || i === Math.floor(count / 3))
      lines.push(`M 100644 inline ${hasMoved ? 'lib/support.py' : 'chat.py'}\n${data(prompt(i))}`);
    lines.push(`M 100644 inline src/m${i % 997}.py\n${data(`x = ${i}\n`)}`);
    chunks.push(lines.join(''));
  }
  execFileSync('git', ['-C', made, 'fast-import', '--quiet'], { input: chunks.join('') });
  execFileSync('git', ['-C', made, 'checkout', '--quiet', '--force', 'main']);
  return made;
}
