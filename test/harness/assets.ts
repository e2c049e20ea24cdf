import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { buildVocabularies } from '../../server/core/tokens/vocabulary.build.mjs';

/** Grammars and vocabularies as a build lays them out, without building. */
const ASSETS = join(import.meta.dirname, '../../.cache/assets');

const GRAMMARS = ['python', 'typescript', 'tsx', 'javascript'];

export async function layAssets(): Promise<string> {
  const { resolve } = createRequire(import.meta.url);
  const grammars = dirname(resolve('@vscode/tree-sitter-wasm'));
  mkdirSync(ASSETS, { recursive: true });
  const files = [
    resolve('web-tree-sitter/web-tree-sitter.wasm'),
    ...GRAMMARS.map(name => join(grammars, `tree-sitter-${name}.wasm`)),
  ];
  for (const file of files) copyFileSync(file, join(ASSETS, file.slice(file.lastIndexOf('/') + 1)));
  await buildVocabularies(ASSETS);
  return ASSETS;
}
