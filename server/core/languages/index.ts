import { extensionOf } from '../paths.ts';
import type { Facts } from './facts.ts';
import { csharp } from './csharp/index.ts';
import { go } from './go/index.ts';
import type { Language } from './language.ts';
import { java } from './java/index.ts';
import { python } from './python/index.ts';
import { php } from './php/index.ts';
import { ruby } from './ruby/index.ts';
import { rust } from './rust/index.ts';
import { shell } from './shell/index.ts';
import { type Grammar, parse } from './syntax.ts';
import { typescript } from './typescript/index.ts';

const LANGUAGES: readonly Language[] = [python, typescript, go, csharp, rust, java, ruby, php, shell];

/** Names of all grammars. */
export const GRAMMARS: readonly string[] = [...new Set(LANGUAGES.flatMap(l => Object.values(l.grammars)))];

/** What files with a program end with, without the dot. */
export const SOURCE_EXTENSIONS: readonly string[] = LANGUAGES.flatMap(l => Object.keys(l.grammars));

export const languageOf = (file: string): Language | undefined => LANGUAGES.find(l => extensionOf(file) in l.grammars);

export const grammarOf = (file: string): string | undefined => languageOf(file)?.grammars[extensionOf(file)];

export const languageById = (id: string): Language | undefined => LANGUAGES.find(l => l.id === id);

/** Whether a file holds its program inside: its own size and lines say nothing of the program's. */
export const isContainer = (file: string): boolean => extensionOf(file) in (languageOf(file)?.containers ?? {});

/** Facts of one source file. Odd source gives partial facts, never an error. */
export function readFacts(file: string, text: string, grammar: Grammar): Facts | undefined {
  const language = languageOf(file);
  if (!language) return undefined;
  const program = language.containers[extensionOf(file)]?.(text);
  const source = program?.text ?? text;
  const origins = program?.lines ?? null;
  const whole = readStatements(language, source, extensionOf(file));
  if (whole) return { ...whole, origins };
  const { root, broken } = parse(grammar, source);
  const expanded = language.expand?.(root, source) ?? source;
  const read = expanded === source ? root : parse(grammar, expanded).root;
  return { ...language.lower(read, source), broken, origins };
}

/** Facts by the language's own parser; null where it has none or leaves the text to the grammar. */
function readStatements({ parse: read, lowering }: Language, text: string, extension: string): Facts | null {
  if (!read || !lowering) return null;
  let current = lowering(text);
  const parsed = read(text, extension, () => (current = lowering(text)).take);
  return parsed && { ...current.done(), broken: parsed.broken };
}
