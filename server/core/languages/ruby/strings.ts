import type { Expr, TextPart } from '../facts.ts';
import { named, type SyntaxNode } from '../syntax.ts';

const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  v: '\v',
  s: ' ',
  '0': '\0',
  '\n': '',
};
const ESCAPE = /^\\(?:x([\da-fA-F]{1,2})|u([\da-fA-F]{4})|u\{\s*([\da-fA-F]+)\s*\}|([^]))$/;

/** What one escape of a double-quoted string stands for; one that is unknown is the character itself. */
function escaped(source: string): string {
  const [, x, u, braced, one] = ESCAPE.exec(source) ?? [];
  const hex = x ?? u ?? braced;
  if (hex === undefined) return one === undefined ? source : (SIMPLE[one] ?? one);
  const value = Number.parseInt(hex, 16);
  return value > 0x10ffff ? '\ufffd' : String.fromCodePoint(value);
}

type Lower = (node: SyntaxNode) => Expr;
type Parts = (TextPart | Expr)[];

/** What a string, symbol or word of `%w[…]` holds. */
export function stringParts(node: SyntaxNode, text: string, lower: Lower): Parts {
  const isPlain = /^(?:'|%q)/.test(text.slice(node.start, node.start + 2));
  return node.children.flatMap((part): Parts => contentOf(part, text, lower, isPlain));
}

function contentOf(part: SyntaxNode, text: string, lower: Lower, isPlain: boolean): Parts {
  const source = text.slice(part.start, part.end);
  if (part.type === 'interpolation') return interpolated(part, lower);
  if (part.type === 'escape_sequence') return [chars(part, isPlain ? unquoted(source) : escaped(source))];
  if (part.type === 'string_content' || part.type === 'heredoc_content')
    return [chars(part, isPlain ? unquoted(source) : source.replaceAll('\\\n', ''))];
  return [];
}

const unquoted = (source: string): string => source.replaceAll(/\\([\\'])/g, '$1');

const chars = (node: SyntaxNode, text: string): TextPart => ({ kind: 'chars', text, span: [node.start, node.end] });

function interpolated(node: SyntaxNode, lower: Lower): Expr[] {
  const last = named(node).at(-1);
  return last ? [lower(last)] : [];
}

/** Each heredoc's text by where its `<<~NAME` stands: texts follow in the order that their names were written. */
export function heredocsOf(root: SyntaxNode): ReadonlyMap<number, SyntaxNode> {
  const names: SyntaxNode[] = [];
  const bodies: SyntaxNode[] = [];
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'heredoc_beginning') names.push(node);
    if (node.type === 'heredoc_body') bodies.push(node);
    node.children.forEach(visit);
  };
  visit(root);
  return new Map(names.flatMap((name, at) => (bodies[at] ? [[name.start, bodies[at]] as const] : [])));
}

/** `<<~TEXT` without the indentation that all lines share, `<<-TEXT` and `<<TEXT` as they stand; `<<~'TEXT'` has no escapes. */
export function heredocParts(opening: string, body: SyntaxNode, text: string, lower: Lower): Parts {
  const isRaw = opening.includes("'");
  const content = body.children.filter(part => part.type !== 'heredoc_end');
  const indent = opening.startsWith('<<~') ? indentOf(content, text) : 0;
  const out: Parts = [];
  let isLineStart = true;
  content.forEach((part, at) => {
    if (part.type !== 'heredoc_content') {
      out.push(...contentOf(part, text, lower, isRaw));
      isLineStart = false;
      return;
    }
    let source = text.slice(part.start, part.end).replaceAll('\r\n', '\n');
    if (at === 0) source = source.replace(/^\n/, '');
    // The last line holds the name that ends the text: its indentation is none of the text's.
    if (at === content.length - 1) source = source.replace(/\n[ \t]*$/, '\n').replace(/^[ \t]*$/, '');
    const margin = new RegExp(`${isLineStart ? '(^|\\n)' : '(\\n)'}[ \\t]{1,${Math.max(indent, 1)}}`, 'g');
    const cut = indent > 0 ? source.replaceAll(margin, '$1') : source;
    out.push(chars(part, isRaw ? cut : cut.replaceAll('\\\n', '')));
    isLineStart = source.endsWith('\n');
  });
  // A text that starts with what is filled in has its line break before it.
  return out;
}

/** The least indentation of a line that is more than white space. */
function indentOf(content: readonly SyntaxNode[], text: string): number {
  let source = '';
  for (const part of content)
    source += part.type === 'heredoc_content' ? text.slice(part.start, part.end).replaceAll('\r\n', '\n') : 'x';
  const lines = source.replace(/^\n/, '').split('\n');
  const widths = lines.flatMap(line => (line.trim() === '' ? [] : [/^[ \t]*/.exec(line)?.[0].length ?? 0]));
  return widths.length === 0 ? 0 : Math.min(...widths);
}

/** The name that a key is written with: `model:`, `"model" =>`, `:model =>`; null where it is computed. */
export function keyName(node: SyntaxNode, text: string): string | null {
  const source = text.slice(node.start, node.end);
  if (node.type === 'hash_key_symbol' || node.type === 'integer') return source;
  if (node.type === 'simple_symbol') return source.slice(1);
  const isText = node.type === 'string' || node.type === 'delimited_symbol';
  const whole = isText && node.children.every(part => part.type !== 'interpolation');
  return whole ? source.replace(/^:/, '').slice(1, -1) : null;
}
