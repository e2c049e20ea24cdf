// Builds what ships, into dist/: three bundles, the parser with its grammars, the vocabularies. `--watch` keeps building.
import { realpathSync } from 'node:fs';
import { chmod, copyFile, mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { ROOT, bin, installMissing, run } from './task.mjs';

export const DIST = path.join(ROOT, 'dist');

const GRAMMARS = ['python', 'typescript', 'tsx', 'javascript'];

/** What ships; the key of an entry point is its name in dist/. */
const BUNDLES = [
  { entryPoints: { cli: 'server/cli/main.ts' }, banner: { js: '#!/usr/bin/env node' } },
  { entryPoints: { server: 'server/lsp/main.ts' } },
  { entryPoints: { extension: 'extension/main.ts' }, external: ['vscode'] },
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

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === import.meta.filename) {
  await installMissing();
  await build();
  if (process.argv.includes('--watch')) await watch();
}
