import type { SyntaxNode } from '../../syntax.ts';
import { braced } from './brackets.ts';
import { next } from './lexer.ts';
import { node } from './nodes.ts';
import { fail, type Parser } from './state.ts';

/** A template with its substitutions; its text is the reader's to take. */
export const template = (p: Parser): SyntaxNode =>
  templateOf(p, 'template_string', 'template_substitution', p.grammar.expression);

/** Lines that a text hardly has, and code has often. */
const CODE =
  /\n[ \t]*(?:(?:import|export|const|let|var|function|class|return|async|await|interface|case|throw)\s[^.\n]*[({;=]|(?:if|for|while|switch) \(|\}\)|\}, |<\/?\w+[\s>])/;

export function templateOf(p: Parser, kind: string, inner: string, read: (p: Parser) => SyntaxNode): SyntaxNode {
  const { text, start } = p;
  const parts: SyntaxNode[] = [];
  let at = p.end;
  for (;;) {
    const from = at;
    at = charsEnd(p, at);
    if (p.isWary && CODE.test(text.slice(from, at))) fail();
    if (text.charCodeAt(at) === 96) break;
    const begin = at;
    p.end = at + 2;
    next(p);
    const values = braced(p, read);
    if (p.token !== '}') fail();
    at = p.end;
    parts.push(node(inner, begin, at, values));
  }
  p.end = at + 1;
  next(p);
  return node(kind, start, at + 1, parts);
}

/** The next backtick or `${`. */
function charsEnd(p: Parser, from: number): number {
  const { text } = p;
  for (let at = from; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === 96 || (c === 36 && text.charCodeAt(at + 1) === 123)) return at;
    if (c === 92) at++;
  }
  p.isOpen = true;
  return fail();
}
