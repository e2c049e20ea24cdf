import { copyFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { GRAMMARS } from '../../server/core/languages/index.ts';
import { buildVocabularies } from '../../server/core/tokens/vocabulary.build.mjs';

/** Grammars and vocabularies as a build lays them out, without building. */
const ASSETS = join(import.meta.dirname, '../../.cache/assets');

let laid: Promise<string> | undefined;

/** Once in a process, however many ask at a time: two would take each other's drafts away. */
export const layAssets = (): Promise<string> => (laid ??= lay());

async function lay(): Promise<string> {
  const { resolve } = createRequire(import.meta.url);
  const grammars = dirname(resolve('@vscode/tree-sitter-wasm'));
  mkdirSync(ASSETS, { recursive: true });
  copyWhole(resolve('web-tree-sitter/web-tree-sitter.wasm'));
  for (const name of GRAMMARS) copyWhole(join(grammars, `tree-sitter-${name}.wasm`));
  await buildVocabularies(ASSETS);
  return ASSETS;
}

/** Test files run side by side: none may see half a copy. */
function copyWhole(file: string): void {
  const target = join(ASSETS, basename(file));
  if (existsSync(target) && statSync(target).size === statSync(file).size) return;
  copyFileSync(file, `${target}.${process.pid}`);
  renameSync(`${target}.${process.pid}`, target);
}
