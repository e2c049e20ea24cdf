import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Grammar, initParser, loadGrammar } from '../core/languages/syntax.ts';
import type { CountTokens } from '../core/ports.ts';
import { type Encoding, ENCODINGS } from '../core/tokens/encodings.ts';
import { openPieces } from '../core/tokens/pieces.ts';
import { createRecounter } from '../core/tokens/recount.ts';

/** Grammars by name, each loaded once, when first asked for. */
export function createGrammars(folder: string) {
  const loading = new Map<string, Promise<Grammar>>();
  const loaded = new Map<string, Grammar>();
  let runtime: Promise<void> | undefined;

  async function load(name: string): Promise<Grammar> {
    runtime ??= readFile(join(folder, 'web-tree-sitter.wasm')).then(initParser);
    await runtime;
    const grammar = await loadGrammar(await readFile(join(folder, `tree-sitter-${name}.wasm`)));
    loaded.set(name, grammar);
    return grammar;
  }

  /** Must be awaited before `get` gives these. */
  async function need(names: Iterable<string>): Promise<void> {
    for (const name of names) {
      if (!loading.has(name)) loading.set(name, load(name));
      await loading.get(name);
    }
  }

  return { need, get: (name: string): Grammar | undefined => loaded.get(name) };
}

/** Short texts whose count is remembered; long ones the counter remembers itself. */
const MAX_REMEMBERED = 4096;
const MAX_LENGTH = 1024;

/** A counter that loads each vocabulary when first asked for it. */
export function createMeterCounter(folder: string): CountTokens {
  const read = (file: string): Uint8Array => readFileSync(join(folder, file));
  const counters = new Map<Encoding, (text: string) => number>();
  return (id, text) => {
    const encoding = ENCODINGS[id];
    const count = counters.get(encoding) ?? remember(createRecounter(openPieces(encoding, read)));
    counters.set(encoding, count);
    return count(text);
  };
}

/** Prompts are counted again at each keystroke elsewhere in their file. */
function remember(count: (text: string) => number): (text: string) => number {
  const known = new Map<string, number>();
  return text => {
    if (text.length > MAX_LENGTH) return count(text);
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size >= MAX_REMEMBERED) known.clear();
    const tokens = count(text);
    known.set(text, tokens);
    return tokens;
  };
}
