import type { Expr, Span, TextPart } from '../facts.ts';
import { child, named, type SyntaxNode } from '../syntax.ts';

const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  v: '\v',
  e: '\x1b',
  f: '\f',
  $: '$',
  '"': '"',
  '\\': '\\',
};
const ESCAPE = /\\(?:x([\da-fA-F]{1,2})|u\{([\da-fA-F]+)\}|([0-7]{1,3})|([^]))/g;

/** Text of a double-quoted string or heredoc; an unknown escape stays as written. A heredoc's `\"` is two characters. */
const cook = (raw: string, isHeredoc: boolean): string =>
  raw.replace(ESCAPE, (all, x: string, u: string, octal: string, one: string) => {
    const hex = x ?? u;
    if (hex) {
      const value = Number.parseInt(hex, 16);
      return value <= 0x10ffff ? String.fromCodePoint(value) : '\ufffd';
    }
    if (octal) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
    return isHeredoc && one === '"' ? all : (SIMPLE[one] ?? all);
  });

type Lower = (node: SyntaxNode) => Expr;
type Parts = (TextPart | Expr)[];

const LITERAL: ReadonlySet<string> = new Set(['string_content', 'escape_sequence', 'nowdoc_string']);

/** What stands between expressions, as far as `span` reaches; each stretch is given to `read`. */
function between(
  node: SyntaxNode,
  [start, end]: Span,
  read: (from: number, to: number) => TextPart[],
  lower: Lower,
): Parts {
  const out: Parts = [];
  let from = start;
  for (const part of node.children) {
    if (part.start < start || part.start >= end) continue;
    const isBrace = part.type === '{' || part.type === '}' || part.type === '${';
    if (LITERAL.has(part.type) || !(isBrace || part.named)) continue;
    out.push(...read(from, part.start));
    if (part.named) out.push(lower(part));
    from = part.end;
  }
  out.push(...read(from, end));
  return out;
}

/** `'…'` and `"…{$x}…"`. */
export function stringParts(node: SyntaxNode, text: string, lower: Lower): Parts {
  const quote = text.slice(node.start, node.end).search(/['"]/);
  const isPlain = text[node.start + quote] === "'";
  const isClosed = node.end - node.start > quote + 1 && text[node.end - 1] === text[node.start + quote];
  const read = (from: number, to: number): TextPart[] => {
    if (to <= from) return [];
    const body = text.slice(from, to).replaceAll('\r\n', '\n');
    const cooked = isPlain ? body.replaceAll(/\\([\\'])/g, '$1') : cook(body, false);
    return [{ kind: 'chars', text: cooked, span: [from, to] }];
  };
  return between(node, [node.start + quote + 1, isClosed ? node.end - 1 : node.end], read, lower);
}

/** `<<<TEXT` and `<<<'TEXT'`, without the indentation that the closing name has. */
export function heredocParts(node: SyntaxNode, text: string, lower: Lower): Parts {
  const opening = child(node, 'heredoc_start');
  const closing = child(node, 'heredoc_end');
  const body = child(node, 'heredoc_body', 'nowdoc_body');
  if (!opening || !body) return [];
  const start = text.indexOf('\n', opening.end) + 1;
  const last = closing ? text.lastIndexOf('\n', closing.start - 1) : node.end;
  const indent = closing ? closing.start - last - 1 : 0;
  const margin = new RegExp(`(^|\\n)[ \\t]{1,${Math.max(indent, 1)}}`, 'g');
  const read = (from: number, to: number): TextPart[] => {
    if (to <= from) return [];
    const raw = text.slice(from, to).replaceAll('\r\n', '\n');
    const isLineStart = from === start;
    const cut =
      indent > 0
        ? raw.replaceAll(margin, (all, line: string, at: number) => (at > 0 || line || isLineStart ? line : all))
        : raw;
    return [{ kind: 'chars', text: node.type === 'nowdoc' ? cut : cook(cut, true), span: [from, to] }];
  };
  return between(body, [start, Math.max(start, last)], read, lower);
}

/** A key that is text to the letter. */
export function plainKey(node: SyntaxNode, text: string): string | null {
  if (node.type !== 'string' && node.type !== 'encapsed_string') return null;
  return named(node).every(part => part.type === 'string_content') ? text.slice(node.start + 1, node.end - 1) : null;
}
