import type { SyntaxNode } from '../../syntax.ts';
import { next } from './lexer.ts';
import { node } from './nodes.ts';
import { miss, type Parser } from './state.ts';
import { step, tolerate } from './tokens.ts';

/** What a bracket closes: nothing around it says what may stand inside. */
export function enclosed<T>(p: Parser, read: (p: Parser) => T): T {
  const { noIn, noConditional, ternary } = p;
  p.noIn = false;
  p.noConditional = false;
  p.ternary = false;
  const found = read(p);
  p.noIn = noIn;
  p.noConditional = noConditional;
  p.ternary = ternary;
  return found;
}

/** What stands before a `}`, which is not taken: one thing, if there is no mistake. */
export function braced(p: Parser, read: (p: Parser) => SyntaxNode): SyntaxNode[] {
  const parts = [enclosed(p, read)];
  while (p.token !== '}' && p.token !== 'end') {
    miss(p);
    const { start } = p;
    const found = tolerate(p, read, () => false);
    if (found) parts.push(found);
    if (p.start === start) step(p);
  }
  return parts;
}

/** An item of a list: an expression or `...rest`. */
export function element(p: Parser): SyntaxNode {
  if (p.token !== '...') return p.grammar.assignment(p);
  const { start } = p;
  next(p);
  const inner = p.grammar.assignment(p);
  return node('spread_element', start, p.last, [inner]);
}
