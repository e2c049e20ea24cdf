import { type CompletionItem, CompletionItemKind, MarkupKind, type Position } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { KEYS, USAGE_FILE_KEYS } from '../core/configuration/keys/index.ts';
import type { Key } from '../core/configuration/keys/key.ts';

type Top = (typeof KEYS)[keyof typeof KEYS];

/** Keys and values of `promptcost.config.yaml` and `promptcost.usage.yaml`; undefined in any other file. JSON has its schema for that. */
export function completeKeys(document: TextDocument, { line, character }: Position): CompletionItem[] | undefined {
  const [, name] = /\/promptcost\.(config|usage)\.ya?ml$/.exec(document.uri) ?? [];
  if (name === undefined) return undefined;
  const top: Readonly<Partial<Record<string, Top>>> = name === 'config' ? KEYS : USAGE_FILE_KEYS;
  const before = document.getText({ start: { line, character: 0 }, end: { line, character } });
  if (/^[\w$]*$/.test(before))
    return Object.entries(top).flatMap(([key, row]) => (row ? [keyItem(key, row.description)] : []));
  const section = top[sectionAbove(document, line, before)];
  if (!section || before.includes('#')) return [];
  return section.type === 'choices' ? choices(section, before) : inRow(section, before);
}

/** `usage` for what is written below it, or behind it on its line. */
function sectionAbove(document: TextDocument, line: number, before: string): string {
  const own = /^(\w+):/.exec(before)?.[1];
  if (own !== undefined) return own;
  const lines = document.getText({ start: { line: 0, character: 0 }, end: { line, character: 0 } }).split('\n');
  return lines.flatMap(text => /^(\w+):/.exec(text)?.[1] ?? []).at(-1) ?? '';
}

const choices = ({ names, values }: Extract<Top, { type: 'choices' }>, before: string): CompletionItem[] =>
  /[\w-]+:\s*\w*$/.test(before) && !before.startsWith('rules:')
    ? values.map(valueItem)
    : Object.entries(names).map(([name, title]) => keyItem(name, title));

/** Of a row in several lines or in one: `- { path: …, ` */
function inRow(section: Top, before: string): CompletionItem[] {
  if (!('row' in section)) return [];
  const keys: Readonly<Partial<Record<string, Key>>> = section.row.keys;
  const [, key] = /([\w$]+):\s*["']?[^\s,{}]*$/.exec(before) ?? [];
  if (key !== undefined && keys[key]) return (keys[key].values ?? []).map(valueItem);
  return Object.entries(keys).flatMap(([name, row]) => (row ? [keyItem(name, row.description)] : []));
}

const keyItem = (label: string, description: string): CompletionItem => ({
  label,
  kind: CompletionItemKind.Property,
  documentation: { kind: MarkupKind.Markdown, value: description },
  insertText: `${label}: `,
});

const valueItem = (label: string): CompletionItem => ({ label, kind: CompletionItemKind.EnumMember });
