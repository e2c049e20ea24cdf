// The parser of Python's own against tree-sitter, on the Python files of a tree. Run by tsx: the parser is TypeScript.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parsePython } from '../../server/core/languages/python/parser/index.ts';
import { parse } from '../../server/core/languages/syntax.ts';
import { createGrammars } from '../../server/workspace/assets.ts';
import { layAssets } from '../harness/assets.ts';

const ROUNDS = 5;
const MAX_BYTES = 300_000;

/** Rows of `{ name, ours, peer, ratio, unit }`: medians of rounds that take turns, trees built. */
export async function run(tree) {
  const texts = readdirSync(tree, { recursive: true, withFileTypes: true })
    .filter(file => file.isFile() && file.name.endsWith('.py'))
    .map(file => readFileSync(path.join(file.parentPath, file.name), 'utf8'))
    .filter(text => text.length <= MAX_BYTES);
  if (texts.length === 0) return [];
  const grammars = createGrammars(await layAssets());
  await grammars.need(['python']);
  const grammar = grammars.get('python');
  const size = texts.reduce((sum, text) => sum + text.length, 0);
  const speed = read => {
    const start = performance.now();
    for (const text of texts) read(text);
    return size / 1e3 / (performance.now() - start);
  };
  const rounds = Array.from({ length: ROUNDS }, () => [speed(parsePython), speed(text => parse(grammar, text))]);
  const [ours, peer] = [0, 1].map(side => rounds.map(round => round[side]).toSorted((a, b) => a - b)[ROUNDS >> 1]);
  return [{ name: 'parse: python, against tree-sitter', ours, peer, ratio: ours / peer, unit: 'MB/s' }];
}
