import type { SyntaxNode } from '../../syntax.ts';
import { enclosed } from './brackets.ts';
import { declarators } from './declarations.ts';
import { next } from './lexer.ts';
import { as, node } from './nodes.ts';
import { toPattern } from './patterns.ts';
import { NO_WORD, type Parser } from './state.ts';
import { expect, peek, take } from './tokens.ts';

/** `for (a; b; c)`, `for (a in b)`, `for await (a of b)`. */
export function forLoop(p: Parser): SyntaxNode {
  const { start } = p;
  next(p);
  take(p, 'await');
  const parts = enclosed(p, head);
  const isEach = parts.some(part => part.field === 'left');
  const body = as('body', p.grammar.statement(p));
  parts.push(body);
  return node(isEach ? 'for_in_statement' : 'for_statement', start, body.end, parts);
}

function head(p: Parser): SyntaxNode[] {
  expect(p, '(');
  const first = p.token === ';' ? null : initializer(p);
  const parts = p.token === 'of' || p.token === 'in' ? each(p, first) : counted(p, first);
  expect(p, ')');
  return parts;
}

/** The declaration or expression before the first `;`, or what is bound to each. */
function initializer(p: Parser): SyntaxNode {
  p.noIn = true;
  const found = isDeclaration(p) ? declaration(p) : p.grammar.expression(p);
  p.noIn = false;
  return found;
}

function isDeclaration(p: Parser): boolean {
  if (p.token === 'var' || p.token === 'const') return true;
  if (p.token === 'await') return peek(p).token === 'using';
  if (p.token !== 'let' && p.token !== 'using') return false;
  const behind = peek(p);
  if (p.token === 'using') return behind.word !== NO_WORD && behind.token !== 'of';
  return behind.token === '[' || behind.token === '{' || (behind.word !== NO_WORD && behind.token !== 'in');
}

function declaration(p: Parser): SyntaxNode {
  const { start } = p;
  take(p, 'await');
  next(p);
  const parts = declarators(p);
  return node('lexical_declaration', start, p.last, parts);
}

function each(p: Parser, first: SyntaxNode | null): SyntaxNode[] {
  const name = first?.type === 'lexical_declaration' ? first.children[0]?.children[0] : first && toPattern(first);
  next(p);
  const right = as('right', p.grammar.expression(p));
  return name ? [as('left', name), right] : [right];
}

function counted(p: Parser, first: SyntaxNode | null): SyntaxNode[] {
  const parts: SyntaxNode[] = [];
  if (first) parts.push(as('initializer', first));
  expect(p, ';');
  if (p.token !== ';') parts.push(as('condition', p.grammar.expression(p)));
  expect(p, ';');
  if (p.token !== ')') parts.push(as('increment', p.grammar.expression(p)));
  return parts;
}
