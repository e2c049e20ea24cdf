import { type Data } from '../data/data.ts';
import { readerOf } from '../data/index.ts';
import { isPromptNamed } from '../calls/prompt-names.ts';
import { isFollowed } from '../calls/written.ts';
import { grammarOf, readFacts } from '../languages/index.ts';
import { lineAt, lineStartsOf } from '../languages/lines.ts';
import type { Grammar } from '../languages/syntax.ts';
import { extensionOf } from '../paths.ts';
import type { Position, Prompt } from '../model.ts';
import type { Project } from '../ports.ts';
import { isPromptPlace, readTemplate, templateOf } from '../templates/index.ts';
import { splitFrontMatter } from '../templates/syntax/front-matter.ts';
import { textsOfCode } from './code.ts';
import type { StaticText } from './text.ts';

/** What a text of a whole file is called. */
export const WHOLE_FILE = '(file)';

/** Data in which texts of several lines are kept. */
const DATA: ReadonlySet<string> = new Set(['toml', 'yaml', 'yml', 'json']);
const isData = (file: string): boolean => DATA.has(extensionOf(file));

/** Whether texts of a file can be followed, by its path alone. */
export const isReadable = (file: string): boolean =>
  grammarOf(file) !== undefined || isData(file) || templateOf(file) !== undefined;

/** Every text of a file that may be a prompt or become one. Needs nothing but the file. */
export function textsOf(file: string, text: string, grammar: Grammar | undefined): StaticText[] {
  if (grammarOf(file) !== undefined) {
    const facts = grammar && readFacts(file, text, grammar);
    return facts ? textsOfCode(file, facts) : [];
  }
  return isData(file) ? textsOfData(file, text) : textsOfTemplate(file, text);
}

/** Texts of TOML, YAML or JSON, by the way to each. */
function textsOfData(file: string, text: string): StaticText[] {
  const root = readerOf(file)?.(text);
  if (!root) return [];
  const lineStarts = lineStartsOf(text);
  const isPlace = isPromptPlace(file);
  const visit = (data: Data, names: readonly string[]): StaticText[] => {
    if (data.kind === 'list') return data.items.flatMap(item => visit(item, names));
    if (data.kind === 'table') return [...data.entries].flatMap(([key, value]) => visit(value, [...names, key]));
    if (typeof data.value !== 'string' || !isFollowed(data.value)) return [];
    const line = lineAt(lineStarts, data.offset);
    const start = { line, character: data.offset - (lineStarts[line] ?? 0) };
    const place = { file, range: { start, end: start } };
    return [{ symbol: names.join('.'), place, text: data.value, isPrompt: isPlace || isPromptNamed(names) }];
  };
  return visit(root, []);
}

/** Prompts of a file as they are written, tags of a template language and all. */
function textsOfTemplate(file: string, text: string): StaticText[] {
  const template = templateOf(file);
  if (!template) return [];
  const lines = lineStartsOf(text);
  const offsetOf = ({ line, character }: Position): number => (lines[line] ?? 0) + character;
  const sites = readTemplate(template, file, projectOf(file, text));
  return sites.flatMap(({ name, place, prompt }): StaticText[] => {
    const slice = text.slice(offsetOf(place.range.start), offsetOf(place.range.end));
    // A place without an extent is the head of what is told there.
    const written = slice !== '' ? slice : sites.length === 1 ? text : certainText(prompt);
    const body = written.slice(splitFrontMatter(written).body);
    const symbol = sites.length === 1 ? WHOLE_FILE : name;
    return isFollowed(body) ? [{ symbol, place, text: body, isPrompt: true }] : [];
  });
}

const certainText = ({ messages }: Prompt): string =>
  messages
    .flatMap(({ parts }) => parts)
    .map(part => (part.kind === 'text' ? part.text : ''))
    .join('');

/** A project of one file. */
const projectOf = (file: string, text: string): Project => ({
  facts: () => undefined,
  head: () => undefined,
  exists: path => path === file,
  folder: () => [],
  named: () => [],
  declaring: () => [],
  mentioning: () => [],
  text: path => (path === file ? text : undefined),
});
