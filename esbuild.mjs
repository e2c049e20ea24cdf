// Builds what ships, into dist/: the bundles, the parser with its grammars, the vocabularies. `--watch` keeps building.
// The second half runs things for `npm start` and `npm test`. Only Node's own modules are imported at the top: this runs
// before anything is installed.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { chmod, copyFile, mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

export const ROOT = import.meta.dirname;
export const DIST = path.join(ROOT, 'dist');

const GRAMMARS = ['python', 'typescript', 'tsx', 'javascript', 'go', 'java', 'c-sharp', 'ruby', 'rust', 'php', 'bash'];

/** What runs in a browser: a page holds it as it is. */
const PAGE = { format: 'iife', platform: 'browser', target: 'es2022', outExtension: { '.js': '.js' } };

/** What ships; the key of an entry point is its name in dist/. */
const BUNDLES = [
  { entryPoints: { cli: 'server/cli/main.ts' }, banner: { js: '#!/usr/bin/env node' } },
  { entryPoints: { server: 'server/lsp/main.ts' } },
  { entryPoints: { history: 'server/workspace/git/worker.ts' } },
  { entryPoints: { live: 'server/workspace/telemetry/worker.ts' } },
  { entryPoints: { extension: 'extension/main.ts' }, external: ['vscode'] },
  { entryPoints: { 'action/index': 'server/action/main.ts' } },
  { entryPoints: { report: 'server/report/page/main.ts' }, ...PAGE },
  { entryPoints: { report: 'server/report/page/page.css' }, ...PAGE },
  { entryPoints: { panel: 'extension/panel/view/main.ts' }, ...PAGE },
  { entryPoints: { panel: 'extension/panel/view/panel.css' }, ...PAGE },
];

export async function build() {
  await mkdir(DIST, { recursive: true });
  const bundles = BUNDLES.map(options => bundle({ minify: true, ...options }));
  await Promise.all([...bundles, copyGrammars(), writeVocabularies()]);
  await chmod(path.join(DIST, 'cli.cjs'), 0o755);
}

/** Packs what is built for VS Code; the result is the file's path. Which files go in, `files` of package.json says. */
export async function packageExtension() {
  const vsix = await vsixPath();
  const plain = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
  await run(bin('vsce'), ['package', ...plain, '-o', vsix]);
  return vsix;
}

export async function vsixPath() {
  const { name, version } = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8'));
  return path.join(DIST, `${name}-${version}.vsix`);
}

/** Bundles to CommonJS, as the extension host of VS Code loads it. */
export async function bundle(options) {
  const esbuild = await import('esbuild');
  await esbuild.build({ ...COMMON, ...options });
}

const COMMON = {
  absWorkingDir: ROOT,
  outdir: DIST,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'], // UMD, which `main` often is, hides its imports from a bundler
  // The ES module of web-tree-sitter asks for `import.meta.url`, which a CommonJS bundle has not.
  alias: { 'web-tree-sitter': path.join(ROOT, 'node_modules', 'web-tree-sitter', 'web-tree-sitter.cjs') },
  // Beside a bundle lie its assets.
  define: { 'import.meta.dirname': '__dirname' },
  logLevel: 'warning',
};

async function copyGrammars() {
  const { resolve } = createRequire(import.meta.url);
  const grammars = path.dirname(resolve('@vscode/tree-sitter-wasm'));
  const copy = file => copyFile(file, path.join(DIST, path.basename(file)));
  await copy(resolve('web-tree-sitter/web-tree-sitter.wasm'));
  await Promise.all(GRAMMARS.map(grammar => copy(path.join(grammars, `tree-sitter-${grammar}.wasm`))));
}

async function writeVocabularies() {
  const { buildVocabularies } = await import('./server/core/tokens/vocabulary.build.mjs');
  await buildVocabularies(DIST);
}

async function watch() {
  const { context } = await import('esbuild');
  for (const options of BUNDLES) {
    const built = await context({ ...COMMON, sourcemap: 'linked', logLevel: 'info', ...options });
    await built.watch();
  }
}

/* ---- running things --------------------------------------------------------------------------------------------- */

// npm and browsers want a home folder to write to; where there is none, the project lends one.
if (!process.env.HOME && process.platform !== 'win32') process.env.HOME = path.join(ROOT, '.cache', 'home');

/** Runs a command to its end. Resolves to what it printed; rejects with the same as `output` where it fails. */
export function run(command, args, { cwd = ROOT, env = process.env, stdout: out = 'pipe' } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', out, 'pipe'] });
    const all = [];
    const stdout = [];
    child.stdout?.on('data', chunk => (all.push(chunk), stdout.push(chunk)));
    child.stderr.on('data', chunk => all.push(chunk));
    const fail = why => reject(Object.assign(new Error(`${path.basename(command)} ${why}`), { output: text(all) }));
    child.on('error', error => fail(`could not start: ${error.message}`));
    child.on('close', (code, signal) => (code === 0 ? resolve(text(stdout)) : fail(signal ?? `exited with ${code}`)));
  });
}

const text = chunks => Buffer.concat(chunks).toString('utf8');

/** A tool of this project, by the name of its command. */
export const bin = name => path.join(ROOT, 'node_modules', '.bin', name);

/** Node's own executable, so that the version under test is the one that runs. */
export const node = (args, options) => run(process.execPath, args, options);

/** A terminal sees what is going on, anything else the outcome. */
const live = process.stderr.isTTY && !process.env.CI;
const running = new Set();

/** Does one named piece of work; on a terminal its line says how long it took. Steps may overlap. */
export async function step(name, work) {
  const startMs = Date.now();
  running.add(name);
  draw();
  try {
    const value = await work();
    finish('✓', name, startMs);
    return value;
  } catch (error) {
    finish('✗', name, startMs);
    throw Object.assign(error, { step: name });
  }
}

function finish(mark, name, startMs) {
  running.delete(name);
  const line = `${mark} ${name.padEnd(44)} ${((Date.now() - startMs) / 1000).toFixed(1)} s\n`;
  if (live) process.stderr.write(`\r\x1b[K${line}`);
  else if (process.env.CI) process.stderr.write(line);
  draw();
}

function draw() {
  if (live && running.size > 0) process.stderr.write(`\r\x1b[K… ${[...running].join(', ')}`.slice(0, 100));
}

/** What a failed step has to say: its name, the reason, and what the command printed. */
export function explain(error) {
  const output = error.output?.trim();
  const why = output === undefined ? (error.stack ?? String(error)) : `${error.message}\n${output}`;
  return `✗ ${error.step ?? 'failed'}: ${why.replace(/^(.{400}).+/gm, '$1…')}`; // a stack may quote minified source
}

/** Installs what the lock file names, where it is not there already. */
export async function installMissing() {
  if (isInstalled()) return;
  await step('install dependencies', () => run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']));
}

/** Compares content, not dates: a checkout makes every file new. */
function isInstalled() {
  const installed = path.join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  const packages = file => JSON.parse(readFileSync(file, 'utf8')).packages;
  const have = packages(installed);
  return Object.entries(packages(path.join(ROOT, 'package-lock.json'))).every(
    ([where, wanted]) => where === '' || wanted.optional === true || have[where]?.version === wanted.version,
  );
}

/* ---- node esbuild.mjs ------------------------------------------------------------------------------------------- */

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === import.meta.filename) {
  await installMissing();
  await build();
  if (process.argv.includes('--watch')) await watch();
}
