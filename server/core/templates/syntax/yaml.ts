import { type Document, isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';

/** A value of a YAML or JSON text, with its place in the text. */
export type Yaml =
  | { kind: 'scalar'; value: string | number | boolean | null; start: number; end: number }
  | { kind: 'list'; items: Yaml[]; start: number; end: number }
  | { kind: 'map'; entries: ReadonlyMap<string, Yaml>; start: number; end: number };

/** Each is looked for in the whole document: one with more is no file of settings. */
const MAX_ALIASES = 200;

interface Reading {
  document: Document;
  from: number;
  aliases: number;
}

/** Values inside values: what is deeper is no setting of a prompt. */
const MAX_DEPTH = 12;

/** Reads as much of a text as can be read; undefined where there is nothing. `from` is where the text begins in its file. */
export function readYaml(text: string, from = 0): Yaml | undefined {
  const document = parseDocument(text, {
    logLevel: 'silent',
    strict: false,
    uniqueKeys: false,
    prettyErrors: false, // telling the line of each of thousands takes minutes
  });
  return valueOf(document.contents, { document, from, aliases: 0 }, 0);
}

function valueOf(node: unknown, reading: Reading, depth: number): Yaml | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const { document, from } = reading;
  if (isAlias(node))
    return ++reading.aliases > MAX_ALIASES ? undefined : valueOf(node.resolve(document), reading, depth + 1);
  if (!isScalar(node) && !isSeq(node) && !isMap(node)) return undefined;
  const at = { start: from + (node.range?.[0] ?? 0), end: from + (node.range?.[1] ?? 0) };
  const inner = (child: unknown): Yaml | undefined => valueOf(child, reading, depth + 1);
  if (isScalar(node)) return { kind: 'scalar', value: plain(node.value), ...at };
  if (isSeq(node)) return { kind: 'list', items: node.items.flatMap(item => inner(item) ?? []), ...at };
  const entries = new Map<string, Yaml>();
  for (const { key, value } of node.items) {
    const name = isScalar(key) ? String(key.value) : undefined;
    const child = inner(value);
    if (name !== undefined && child) entries.set(name, child);
  }
  return { kind: 'map', entries, ...at };
}

const plain = (value: unknown): string | number | boolean | null =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;

/** `model.configuration.type`; undefined where there is no such entry. */
export const at = (yaml: Yaml | undefined, path: string): Yaml | undefined =>
  path
    .split('.')
    .reduce<Yaml | undefined>((value, key) => (value?.kind === 'map' ? value.entries.get(key) : undefined), yaml);

type Scalar<T> = { value: T; start: number; end: number };

export const textAt = (yaml: Yaml | undefined, path: string): Scalar<string> | undefined => asText(at(yaml, path));

export const asText = (value: Yaml | undefined): Scalar<string> | undefined =>
  value?.kind === 'scalar' && typeof value.value === 'string'
    ? { value: value.value, start: value.start, end: value.end }
    : undefined;

/** The first of several entries that is a number. */
export const numberAt = (yaml: Yaml | undefined, ...paths: string[]): number | undefined =>
  paths.flatMap(path => {
    const value = at(yaml, path);
    return value?.kind === 'scalar' && typeof value.value === 'number' ? value.value : [];
  })[0];

export const itemsAt = (yaml: Yaml | undefined, path: string): readonly Yaml[] => {
  const value = at(yaml, path);
  return value?.kind === 'list' ? value.items : [];
};
