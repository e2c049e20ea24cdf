import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { lineAt, lineStartsOf } from '../languages/lines.ts';
import { CONDITIONS, type Configuration, KEYS, MODEL_KEYS, type ModelMapping } from './configuration.ts';
import { matcherOf } from './paths.ts';

/** Something that is wrong with the configuration, and what to do about it. */
export interface Problem {
  /** From 1. */
  line: number;
  /** `models[0].modle`; empty for the file itself. */
  key: string;
  why: string;
  next: string;
}

export interface ReadConfiguration {
  configuration: Configuration;
  problems: Problem[];
}

/** Reads the text of the file. Rows that are right count, whatever is wrong beside them. */
export function readConfiguration(text: string): ReadConfiguration {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const starts = lineStartsOf(text);
  const problems: Problem[] = [];
  const tell: Tell = (offset, key, why, next) => problems.push({ line: lineAt(starts, offset) + 1, key, why, next });
  const [error] = errors;
  if (error)
    tell(error.offset, '', `no valid JSON: ${wordsOf(error)}`, 'Mend it there; comments and trailing commas are fine.');
  const entries = entriesOf(root, '', KEYS, tell);
  const ignore = listOf(entries.get('ignore'), 'ignore', tell).flatMap(
    (node, at) => textOf(node, `ignore[${at}]`, tell) ?? [],
  );
  const matchers = ignore.map(matcherOf);
  const models = listOf(entries.get('models'), 'models', tell).flatMap(
    (node, at) => rowOf(node, `models[${at}]`, tell) ?? [],
  );
  return { configuration: { models, isIgnored: file => matchers.some(matches => matches(file)) }, problems };
}

type Tell = (offset: number, key: string, why: string, next: string) => void;

/** `InvalidSymbol` as words. */
const wordsOf = ({ error }: ParseError): string =>
  printParseErrorCode(error)
    .replaceAll(/(?!^)([A-Z])/g, ' $1')
    .toLowerCase();

function entriesOf(
  node: Node | undefined,
  key: string,
  known: Readonly<Record<string, unknown>>,
  tell: Tell,
): Map<string, Node> {
  const entries = new Map<string, Node>();
  if (node && node.type !== 'object') tell(node.offset, key, 'not an object', `Write { ${Object.keys(known)[0]}: … }.`);
  for (const { children: [name, value] = [] } of node?.type === 'object' ? (node.children ?? []) : []) {
    if (!name || !value) continue;
    const own = String(name.value);
    // An editor looks for `$schema`.
    if (Object.hasOwn(known, own)) entries.set(own, value);
    else if (own !== '$schema')
      tell(
        name.offset,
        key === '' ? own : `${key}.${own}`,
        'no such key',
        `Known here: ${Object.keys(known).join(', ')}.`,
      );
  }
  return entries;
}

function listOf(node: Node | undefined, key: string, tell: Tell): Node[] {
  if (node && node.type !== 'array') tell(node.offset, key, 'not a list', 'Write it in [ … ].');
  return node?.type === 'array' ? (node.children ?? []) : [];
}

function textOf(node: Node | undefined, key: string, tell: Tell): string | undefined {
  if (!node) return undefined;
  if (node.type === 'string' && String(node.value).trim() !== '') return String(node.value);
  tell(node.offset, key, 'not a text', 'Write it in "…".');
  return undefined;
}

function rowOf(node: Node, key: string, tell: Tell): ModelMapping | undefined {
  const before = entriesOf(node, key, MODEL_KEYS, tell);
  const text = (name: keyof ModelMapping): string | null => textOf(before.get(name), `${key}.${name}`, tell) ?? null;
  const row = {
    model: text('model'),
    provider: text('provider'),
    env: text('env'),
    variable: text('variable'),
    site: text('site'),
    path: text('path'),
  };
  if (node.type !== 'object') return undefined;
  if (row.model === null) {
    if (!before.has('model')) tell(node.offset, key, 'names no model', 'Add "model": "gpt-4o" or another.');
    return undefined;
  }
  if (CONDITIONS.every(name => row[name] === null)) {
    tell(node.offset, key, 'does not say which calls it is for', `Add one of: ${CONDITIONS.join(', ')}.`);
    return undefined;
  }
  return { ...row, model: row.model };
}
