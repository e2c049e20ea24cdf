import type { Expr, TextPart } from '../facts.ts';
import { named, type SyntaxNode } from '../syntax.ts';

const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  '0': '\0',
  '\n': '',
  '\r\n': '',
  '\u2028': '',
  '\u2029': '',
};
const ESCAPE = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|u\{([\da-fA-F]+)\}|(\r\n|[^]))/g;

/** Text of a string or template body with its escapes resolved. */
function cook(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(ESCAPE, (_, x: string, u: string, braced: string, one: string) => {
    const hex = x ?? u ?? braced;
    if (!hex) return SIMPLE[one] ?? one;
    const value = Number.parseInt(hex, 16);
    return value > 0x10ffff ? '\ufffd' : u ? String.fromCharCode(value) : String.fromCodePoint(value);
  });
}

/** Parts of a string or template literal: what stands between its substitutions, to the letter. */
export function stringParts(
  node: SyntaxNode,
  text: string,
  lower: (node: SyntaxNode) => Expr,
  raw = false,
): (TextPart | Expr)[] {
  const parts: (TextPart | Expr)[] = [];
  const closed = text[node.end - 1] === text[node.start] && node.end - node.start > 1;
  let from = node.start + 1;
  const chars = (end: number): void => {
    if (end <= from) return;
    // A template's line ends count as \n, whatever the file has.
    const body = text.slice(from, end).replaceAll('\r\n', '\n');
    parts.push({ kind: 'chars', text: raw ? body : cook(body), span: [from, end] });
  };
  for (const part of node.children) {
    if (part.type !== 'template_substitution') continue;
    chars(part.start);
    const [inner] = named(part);
    if (inner) parts.push(lower(inner));
    from = part.end;
  }
  chars(closed ? node.end - 1 : node.end);
  return parts;
}
