import type { SyntaxNode } from '../../syntax.ts';
import { typeArguments } from './annotations.ts';
import { braced, element as spread } from './brackets.ts';
import { isNameChar, next, skip } from './lexer.ts';
import { leaf, node } from './nodes.ts';
import { descend, fail, miss, NO_WORD, type Parser } from './state.ts';
import { is, step, tolerate } from './tokens.ts';

/** `<name …>…</name>`, `<name … />`, `<>…</>`: only the expressions inside say something. */
export function element(p: Parser): SyntaxNode {
  const found = elementAt(p);
  next(p);
  return found;
}

/** From `<` on; the parser then stands on the last `>`, since what follows may be text. */
function elementAt(p: Parser): SyntaxNode {
  const { start } = p;
  descend(p);
  const parts: SyntaxNode[] = [];
  next(p);
  const name = tagName(p);
  if (name !== '' && p.token === '<' && p.types) parts.push(...typeArguments(p));
  while (p.token !== '>' && p.token !== '/') {
    if (p.token === 'end' || p.token === '<') fail();
    tolerate(p, () => attribute(p, parts), isNever);
  }
  const isEmpty = p.token === '/';
  if (isEmpty) next(p);
  if (p.token !== '>') fail();
  if (!isEmpty) children(p, name, parts);
  p.depth--;
  return node(isEmpty ? 'jsx_self_closing_element' : 'jsx_element', start, p.end, parts);
}

/** `a`, `a-b`, `a.b`, `a:b`; empty for a fragment. */
function tagName(p: Parser): string {
  if (p.word === NO_WORD) return '';
  const { start } = p;
  dashed(p);
  while (p.token === '.' || p.token === ':') {
    next(p);
    if (p.word === NO_WORD) fail();
    dashed(p);
  }
  return p.text.slice(start, p.last);
}

/** A word, with the dashes that it has here. */
function dashed(p: Parser): void {
  let at = p.end;
  while (isDashed(p.text.charCodeAt(at))) at++;
  p.end = at;
  next(p);
}

const isDashed = (c: number): boolean => c === 45 || isNameChar(c);

function attribute(p: Parser, parts: SyntaxNode[]): void {
  if (p.token === '{') {
    parts.push(braces(p));
    next(p);
    return;
  }
  if (p.word === NO_WORD) fail();
  dashed(p);
  if (p.token === ':') {
    next(p);
    dashed(p);
  }
  if (p.token !== '=') return;
  const at = skip(p, p.end);
  const c = p.text.charCodeAt(at);
  if (c === 34 || c === 39) {
    const end = p.text.indexOf(c === 34 ? '"' : "'", at + 1);
    if (end < 0) fail();
    p.end = end + 1;
    parts.push(leaf('string', at, end + 1));
    return next(p);
  }
  next(p);
  if (is(p, '{')) parts.push(braces(p));
  else if (is(p, '<')) parts.push(elementAt(p));
  else return miss(p);
  next(p);
}

/** `{expression}`, `{...rest}`, `{}`; the parser then stands on the `}`. */
function braces(p: Parser): SyntaxNode {
  const { start } = p;
  next(p);
  const parts = p.token === '}' ? [] : braced(p, p.token === '...' ? spread : p.grammar.expression);
  if (p.token !== '}') fail();
  return node('jsx_expression', start, p.end, parts);
}

const isNever = (): boolean => false;

/** What stands between the tags, up to the closing one. */
function children(p: Parser, name: string, parts: SyntaxNode[]): void {
  const { text } = p;
  let at = p.end;
  for (;;) {
    const c = at < text.length ? text.charCodeAt(at) : fail();
    if (c !== 60 && c !== 123) {
      if (c === 62 || c === 125) miss(p);
      at++;
      continue;
    }
    p.end = at;
    next(p);
    if (c === 123) parts.push(braces(p));
    else if (isClosing(p)) return closing(p, name);
    else parts.push(elementAt(p));
    at = p.end;
  }
}

function isClosing(p: Parser): boolean {
  const { newline } = p;
  const found = p.text.charCodeAt(skip(p, p.end)) === 47;
  p.newline = newline;
  return found;
}

function closing(p: Parser, name: string): void {
  next(p);
  next(p);
  if (tagName(p) === name && p.token === '>') return;
  miss(p);
  while (p.token !== '>' && p.token !== 'end') step(p);
}
