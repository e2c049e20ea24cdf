import type { Node } from 'jsonc-parser';
import type { Key, RowShape } from './keys/key.ts';

/** Tells a problem at a place of the text. */
export type Tell = (offset: number, key: string, why: string, next: string) => void;

/** For what a row can't do without. */
const EXAMPLES: Readonly<Record<string, string>> = {
  model: 'gpt-4o or another',
  code: 'EUR or another',
  perUsd: '0.92 or what it is',
  asOf: '2026-11-21, the day of the rate',
  name: 'cheap calls or another',
  until: '2026-12-31 or another day',
  reason: 'why it may pass',
};

/** What an object has, by name; `known` are the names it may have, with what they are for. */
export function entriesOf(
  node: Node | undefined,
  key: string,
  known: Readonly<Record<string, unknown>>,
  tell: Tell,
): Map<string, Node> {
  const entries = new Map<string, Node>();
  for (const [name, value, at] of namedIn(node, key, `Write ${Object.keys(known)[0]}: … in it.`, tell)) {
    // An editor looks for `$schema`.
    if (Object.hasOwn(known, name)) entries.set(name, value);
    else if (name !== '$schema')
      tell(at, key === '' ? name : `${key}.${name}`, 'no such key', `Known here: ${Object.keys(known).join(', ')}.`);
  }
  return entries;
}

/** Names and values of an object, with the offsets of the names. */
export function namedIn(
  node: Node | undefined,
  key: string,
  next: string,
  tell: Tell,
): [name: string, value: Node, offset: number][] {
  if (node && node.type !== 'object') tell(node.offset, key, 'not an object', next);
  return (node?.type === 'object' ? (node.children ?? []) : []).flatMap(({ children: [name, value] = [] }) =>
    name && value ? [[String(name.value), value, name.offset]] : [],
  );
}

export function listOf(node: Node | undefined, key: string, tell: Tell): Node[] {
  if (node && node.type !== 'array') tell(node.offset, key, 'not a list', 'Write a list: [ … ].');
  return node?.type === 'array' ? (node.children ?? []) : [];
}

/** The texts of a list, as far as they are texts. */
export const textsOf = (node: Node | undefined, key: string, tell: Tell): string[] =>
  listOf(node, key, tell).flatMap((item, at) => {
    const text = textOf(item, `${key}[${at}]`, TEXT, tell);
    return text === undefined ? [] : [text];
  });

const TEXT: Key = { type: 'text', description: '' };

/** What a key of a row holds; undefined where it is not given, or not as `wanted`, which is told. */
export function valueOf(
  node: Node | undefined,
  key: string,
  wanted: Key,
  tell: Tell,
): string | number | string[] | Record<string, number> | undefined {
  if (!node) return undefined;
  if (wanted.type === 'text') return textOf(node, key, wanted, tell);
  if (wanted.type === 'number') return numberOf(node, key, wanted, tell);
  if (wanted.type === 'texts') return textsOf(node, key, tell);
  const named = namedIn(node, key, 'Write name: number in it.', tell);
  return Object.fromEntries(
    named.flatMap(([name, value]) => {
      const number = numberOf(value, `${key}.${name}`, wanted, tell);
      return number === undefined ? [] : [[name, number]];
    }),
  );
}

export function textOf(node: Node, key: string, { values }: Key, tell: Tell): string | undefined {
  const wrong = (why: string, next: string): undefined => void tell(node.offset, key, why, next);
  const text = String(node.value);
  if (node.type !== 'string' || text.trim() === '') return wrong('not a text', 'Write it in "…".');
  return values && !values.includes(text)
    ? wrong(`not one of its values: "${text}"`, `Write one of: ${values.join(', ')}.`)
    : text;
}

function numberOf(node: Node, key: string, wanted: Key, tell: Tell): number | undefined {
  const wrong = (why: string, next: string): undefined => void tell(node.offset, key, why, next);
  if (node.type !== 'number') return wrong('not a number', 'Write it without quotes.');
  const number = Number(node.value);
  return isWithin(number, wanted) ? number : wrong(`out of bounds: ${number}`, `Write a number ${boundsOf(wanted)}.`);
}

/** Neither infinite nor no number at all, which YAML can write. */
const isWithin = (value: number, { least, above, most }: Key): boolean =>
  Number.isFinite(value) &&
  (least === undefined || value >= least) &&
  (above === undefined || value > above) &&
  (most === undefined || value <= most);

const boundsOf = ({ least, above, most }: Key): string =>
  [
    ...(least === undefined ? [] : [`from ${least}`]),
    ...(above === undefined ? [] : [`above ${above}`]),
    ...(most === undefined ? [] : [`to ${most}`]),
  ].join(' ');

/** A row with every key of its shape, null where it is not given: what `T` says, since the keys are made from it. */
export function rowOf<T>(
  node: Node,
  key: string,
  { keys, required, oneOf, lacking }: RowShape,
  tell: Tell,
): T | undefined {
  const given = entriesOf(node, key, keys, tell);
  if (node.type !== 'object') return undefined;
  const row: Readonly<Record<string, unknown>> = Object.fromEntries(
    Object.entries(keys).map(([name, wanted]) => [
      name,
      valueOf(given.get(name), `${key}.${name}`, wanted, tell) ?? null,
    ]),
  );
  const missing = required.find(name => row[name] === null);
  if (missing !== undefined) {
    if (!given.has(missing))
      tell(node.offset, key, `names no ${missing}`, `Add ${missing}: ${EXAMPLES[missing] ?? '…'}.`);
    return undefined;
  }
  if (oneOf.length > 0 && oneOf.every(name => row[name] === null)) {
    if (oneOf.every(name => !given.has(name))) tell(node.offset, key, lacking, `Add one of: ${oneOf.join(', ')}.`);
    return undefined;
  }
  return row as T;
}
