import type { SyntaxNode } from '../../syntax.ts';
import { next } from './lexer.ts';
import { node } from './nodes.ts';
import type { Parser } from './state.ts';

/** `@name`, `@name(…)`, `@(expression)`. */
export function decorators(p: Parser): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  while (p.token === '@') {
    const { start } = p;
    next(p);
    const inner = p.grammar.callee(p);
    found.push(node('decorator', start, p.last, [inner]));
  }
  return found;
}
