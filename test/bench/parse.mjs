// Parsers of our own against tree-sitter, on the files of a tree. Run by tsx: they are TypeScript.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { grammarOf, languageOf } from '../../server/core/languages/index.ts';
import { parse } from '../../server/core/languages/syntax.ts';
import { createGrammars } from '../../server/workspace/assets.ts';
import { layAssets } from '../harness/assets.ts';

const ROUNDS = 5;
const MAX_BYTES = 300_000;

/** Rows of `{ name, ours, peer, ratio, unit }`, one for each language that has one: medians of rounds that take turns, trees built. */
export async function run(tree) {
  const grammars = createGrammars(await layAssets());
  const rows = [];
  for (const [language, files] of byLanguage(tree)) {
    await grammars.need(new Set(files.map(file => file.grammar)));
    const size = files.reduce((sum, { text }) => sum + text.length, 0);
    const speed = read => {
      const start = performance.now();
      for (const file of files) read(file);
      return size / 1e3 / (performance.now() - start);
    };
    const ours = () => speed(({ text, extension }) => language.parse(text, extension));
    const peer = () => speed(({ text, grammar }) => parse(grammars.get(grammar), text));
    const rounds = Array.from({ length: ROUNDS }, () => [ours(), peer()]);
    const [a, b] = [0, 1].map(side => rounds.map(round => round[side]).toSorted((x, y) => x - y)[ROUNDS >> 1]);
    rows.push({ name: `parse: ${language.id}, against tree-sitter`, ours: a, peer: b, ratio: a / b, unit: 'MB/s' });
  }
  return rows;
}

/** The programs of languages with a parser of our own; a file that holds one inside is left out. */
function byLanguage(tree) {
  const found = new Map();
  for (const entry of readdirSync(tree, { recursive: true, withFileTypes: true })) {
    const extension = path.extname(entry.name).slice(1);
    const language = languageOf(entry.name);
    if (!entry.isFile() || !language?.parse || extension in language.containers) continue;
    const text = readFileSync(path.join(entry.parentPath, entry.name), 'utf8');
    if (text.length > MAX_BYTES) continue;
    if (!found.has(language)) found.set(language, []);
    found.get(language).push({ text, extension, grammar: grammarOf(entry.name) });
  }
  return found;
}
