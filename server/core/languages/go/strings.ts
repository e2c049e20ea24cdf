import type { SyntaxNode } from '../syntax.ts';

const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
};
const ESCAPE = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{3})|([^]))/g;

/** Text of a string or rune literal: escapes resolved, a raw one as it stands but for carriage returns. */
export function literalText(node: SyntaxNode, text: string): string {
  const end = text[node.end - 1] === text[node.start] && node.end - node.start > 1 ? node.end - 1 : node.end;
  const body = text.slice(node.start + 1, end);
  if (node.type === 'raw_string_literal') return body.replaceAll('\r', '');
  if (!body.includes('\\')) return body;
  return body.replace(ESCAPE, (_, x: string, u: string, long: string, octal: string, one: string) => {
    const hex = x ?? u ?? long;
    if (hex) return codePoint(Number.parseInt(hex, 16));
    return octal ? codePoint(Number.parseInt(octal, 8)) : (SIMPLE[one] ?? one);
  });
}

const codePoint = (value: number): string => (value <= 0x10ffff ? String.fromCodePoint(value) : '\ufffd');
