import type { Node } from 'jsonc-parser';
import { KEYS } from './keys/index.ts';
import { listOf, rowOf, type Tell } from './values.ts';

/** Rows of the file's lists, and what several kinds of them hold. */

export interface FoundRow<T> {
  node: Node;
  /** `prices[0]`. */
  key: string;
  row: T;
}

type ListOfRows = { [K in keyof typeof KEYS]: (typeof KEYS)[K]['type'] extends 'rows' ? K : never }[keyof typeof KEYS];

export const rowsIn = <T>(entries: ReadonlyMap<string, Node>, name: ListOfRows, tell: Tell): FoundRow<T>[] =>
  listOf(entries.get(name), name, tell).flatMap((node, at) => {
    const key = `${name}[${at}]`;
    const row = rowOf<T>(node, key, KEYS[name].row, tell);
    return row ? [{ node, key, row }] : [];
  });

export const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

export const noDay = (text: string): [why: string, next: string] => [
  `no date: "${text}"`,
  'Write the day as 2026-11-21.',
];
