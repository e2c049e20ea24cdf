import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Grammar, initParser, loadGrammar } from '../core/languages/syntax.ts';
import type { CountTokens, EncodingId } from '../core/ports.ts';
import { createCounter } from '../core/tokens/bpe.ts';
import { ENCODINGS } from '../core/tokens/encodings.ts';

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

/** Texts whose count is remembered: prompts are counted again at each keystroke elsewhere in their file. */
const MAX_REMEMBERED = 4096;

/** A counter that loads each vocabulary when first asked for it. */
export function createMeterCounter(folder: string): CountTokens {
  const counters = new Map<EncodingId, (text: string) => number>();
  const known = new Map<string, number>();
  return (encoding, text) => {
    const key = `${encoding}\0${text}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const counter =
      counters.get(encoding) ??
      createCounter(ENCODINGS[encoding], readFileSync(join(folder, ENCODINGS[encoding].file)));
    counters.set(encoding, counter);
    const tokens = counter(text);
    if (known.size >= MAX_REMEMBERED) known.clear();
    known.set(key, tokens);
    return tokens;
  };
}
