import type { Expr, TextPart } from '../facts.ts';
import { spanOf } from '../builder.ts';
import { child, type SyntaxNode } from '../syntax.ts';

const SIMPLE: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0' };
/** A line end that is escaped takes the next line's indent with it. */
const ESCAPE = /\\(?:x([\da-fA-F]{2})|u\{([\da-fA-F_]+)\}|\r?\n\s*|([^]))/g;

function cook(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(ESCAPE, (_, x: string, u: string, one: string) => {
    const hex = x ?? u?.replaceAll('_', '');
    if (!hex) return one === undefined ? '' : (SIMPLE[one] ?? one);
    const value = Number.parseInt(hex, 16);
    return value <= 0x10ffff ? String.fromCodePoint(value) : '\ufffd';
  });
}

export const isString = (node: SyntaxNode | undefined): node is SyntaxNode =>
  node?.type === 'string_literal' || node?.type === 'raw_string_literal';

/** What stands between the quotes. */
function bodyOf(node: SyntaxNode, text: string): readonly [start: number, end: number] {
  if (node.type === 'raw_string_literal') {
    const content = child(node, 'string_content');
    return content ? [content.start, content.end] : [node.end, node.end];
  }
  const start = text.indexOf('"', node.start) + 1;
  const closed = text[node.end - 1] === '"' && node.end > start;
  return [start, closed ? node.end - 1 : node.end];
}

/** A string literal to the letter. */
export function literal(node: SyntaxNode, text: string): Expr {
  const [start, end] = bodyOf(node, text);
  const parts = chars(node, text, start, end);
  return { kind: 'text', parts, span: spanOf(node) };
}

function chars(node: SyntaxNode, text: string, start: number, end: number): TextPart[] {
  const body = text.slice(start, end).replaceAll('\r\n', '\n');
  const cooked = node.type === 'raw_string_literal' ? body : cook(body);
  return end > start ? [{ kind: 'chars', text: cooked, span: [start, end] }] : [];
}

export interface FormatArguments {
  positional: readonly Expr[];
  named: ReadonlyMap<string, Expr>;
}

/** `\u{…}` is no field, but in a raw string. */
const FIELD = /\\u\{[^}]*\}|\{\{|\}\}|\{([^{}]*)\}/g;

/** `format!`'s text with its fields: `{}`, `{0}`, `{name}`, each with or without `:?` and the like. */
export function formatted(node: SyntaxNode, text: string, args: FormatArguments): Expr {
  const [start, end] = bodyOf(node, text);
  const parts: (TextPart | Expr)[] = [];
  let from = start;
  let next = 0;
  for (const match of text.slice(start, end).matchAll(FIELD)) {
    const at = start + match.index;
    const after = at + match[0].length;
    const name = match[1]?.split(':')[0]?.trim();
    if (match[0].startsWith('\\') && node.type !== 'raw_string_literal') continue;
    parts.push(...chars(node, text, from, at));
    if (name === undefined) parts.push({ kind: 'chars', text: match[0].slice(-1), span: [at, after] });
    else parts.push(argumentOf(name === '' ? String(next++) : name, args, [at + 1, after - 1]));
    from = after;
  }
  parts.push(...chars(node, text, from, end));
  return { kind: 'text', parts, span: spanOf(node) };
}

function argumentOf(name: string, { positional, named }: FormatArguments, span: readonly [number, number]): Expr {
  if (/^\d+$/.test(name)) return positional[Number(name)] ?? { kind: 'other', span };
  return named.get(name) ?? { kind: 'name', name, span };
}
