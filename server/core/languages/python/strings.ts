import type { Expr, TextPart } from '../facts.ts';
import { child, field, named, type SyntaxNode } from '../syntax.ts';

const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '0': '\0',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
  '\r\n': '',
};
const ESCAPE = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|N\{([^}]*)\}|([0-7]{1,3})|(\r\n|[^]))/g;

const codePoint = (hex: string): string => {
  const value = Number.parseInt(hex, 16);
  return value <= 0x10ffff ? String.fromCodePoint(value) : '\ufffd';
};

/** Text of a Python string body with its escapes resolved. An unknown escape stays as written, as Python has it. */
function cook(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(ESCAPE, (all, x: string, u: string, U: string, name: string, octal: string, one: string) => {
    const hex = x ?? u ?? U;
    if (hex) return codePoint(hex);
    if (name) return '\u25a1'; // \N{NAME}: one character, and no table of names here to say which
    if (octal) return String.fromCharCode(Number.parseInt(octal, 8));
    return SIMPLE[one] ?? all;
  });
}

type Lower = (node: SyntaxNode) => Expr;

/** Parts of one string literal; f-string interpolations are lowered by `lower`. */
export function stringParts(node: SyntaxNode, text: string, lower: Lower): (TextPart | Expr)[] {
  const opening = child(node, 'string_start');
  const prefix = opening ? text.slice(opening.start, opening.end).toLowerCase() : '';
  const raw = prefix.includes('r');
  const parts: (TextPart | Expr)[] = [];
  for (const part of node.children) {
    if (part.type === 'interpolation') {
      const inner = field(part, 'expression') ?? named(part)[0];
      if (inner) parts.push(lower(inner));
    } else if (part.type === 'string_content') {
      let body = text.slice(part.start, part.end);
      if (prefix.includes('f')) body = body.replaceAll('{{', '{').replaceAll('}}', '}');
      parts.push({ kind: 'chars', text: raw ? body : cook(body), span: [part.start, part.end] });
    }
  }
  return parts;
}
