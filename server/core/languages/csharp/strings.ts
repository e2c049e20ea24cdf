import type { Expr, TextPart } from '../facts.ts';
import { named, type SyntaxNode } from '../syntax.ts';

const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  v: '\v',
};
const ESCAPE = /\\(?:x([\da-fA-F]{1,4})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([^]))/g;

function cook(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(ESCAPE, (_, x: string, u: string, long: string, one: string) => {
    const hex = x ?? u ?? long;
    if (!hex) return SIMPLE[one] ?? one;
    const value = Number.parseInt(hex, 16);
    return value > 0x10ffff ? '\ufffd' : long ? String.fromCodePoint(value) : String.fromCharCode(value);
  });
}

const lines = (text: string): string => text.replaceAll('\r\n', '\n');

type Parts = (TextPart | Expr)[];

const chars = (text: string, start: number, end: number): TextPart[] =>
  text === '' ? [] : [{ kind: 'chars', text, span: [start, end] }];

/** `"…"`, `@"…"`, `"""…"""`, with or without `u8` behind. */
export function plainParts(node: SyntaxNode, text: string): Parts {
  const raw = text.slice(node.start, node.end).replace(/[uU]8$/, '');
  const fence = /^"{3,}/.exec(raw)?.[0].length ?? 0;
  if (fence > 0) {
    const body = raw.endsWith('"'.repeat(fence)) ? raw.slice(fence, -fence) : raw.slice(fence);
    return outdent(chars(lines(body), node.start + fence, node.end));
  }
  const isVerbatim = raw.startsWith('@');
  const from = isVerbatim ? 2 : 1;
  const body = raw.slice(from, raw.endsWith('"') && raw.length > from ? -1 : undefined);
  const cooked = isVerbatim ? lines(body).replaceAll('""', '"') : cook(body);
  return chars(cooked, node.start + from, node.start + from + body.length);
}

/** `$"…{x}…"`, `$@"…"`, `$$"""…{{x}}…"""`. */
export function interpolatedParts(node: SyntaxNode, text: string, lower: (node: SyntaxNode) => Expr): Parts {
  const start = node.children.find(c => c.type === 'interpolation_start');
  const opening = start ? text.slice(start.start, start.end) : '$';
  const isRaw = node.children.some(c => c.type === 'interpolation_quote');
  const isVerbatim = opening.includes('@');
  const parts = node.children.flatMap((part): Parts => {
    if (part.type === 'interpolation') {
      const inner = named(part).find(c => c.type !== 'interpolation_brace');
      return inner ? [lower(inner)] : [];
    }
    if (part.type !== 'string_content' && part.type !== 'escape_sequence') return [];
    const body = lines(text.slice(part.start, part.end));
    if (isRaw) return chars(body, part.start, part.end);
    const single = body.replaceAll('{{', '{').replaceAll('}}', '}');
    return chars(isVerbatim ? single.replaceAll('""', '"') : cook(single), part.start, part.end);
  });
  return isRaw ? outdent(parts) : parts;
}

/**
 * A raw text over several lines begins behind the line of its opening quotes, ends before that of its closing ones, and
 * loses from each line the white space that stands before the closing ones.
 */
function outdent(parts: Parts): Parts {
  const last = parts.at(-1);
  const first = parts[0];
  if (first?.kind !== 'chars' || last?.kind !== 'chars' || !/^[ \t]*\n/.test(first.text)) return parts;
  const margin = /\n([ \t]*)$/.exec(last.text)?.[1];
  if (margin === undefined) return parts;
  return parts.flatMap((part): Parts => {
    if (part.kind !== 'chars') return [part];
    // The first line end stays until the margin of the line behind it is gone.
    let body = part.text.replaceAll(`\n${margin}`, '\n');
    if (part === last) body = body.replace(/\n[ \t]*$/, '');
    if (part === first) body = body.replace(/^[ \t]*\n/, '');
    return body === '' ? [] : [{ ...part, text: body }];
  });
}
