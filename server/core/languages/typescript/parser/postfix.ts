import type { SyntaxNode } from '../../syntax.ts';
import { asyncArrow } from './arrows.ts';
import { members } from './chain.ts';
import { next } from './lexer.ts';
import { as, node } from './nodes.ts';
import { primary } from './primary.ts';
import { NO_WORD, type Parser, RESERVED } from './state.ts';
import { peek } from './tokens.ts';

/** An operand with what is called on it: `a.b[c](d)`, `a++`. */
export function postfix(p: Parser): SyntaxNode {
  return operators(p, p.token === 'async' ? asyncOperand(p) : primary(p));
}

function asyncOperand(p: Parser): SyntaxNode {
  const { token, newline, word } = peek(p);
  if (newline) return primary(p);
  if (token === '(' || token === '<' || (word !== NO_WORD && word !== RESERVED)) return asyncArrow(p) ?? primary(p);
  return primary(p);
}

export function operators(p: Parser, of: SyntaxNode): SyntaxNode {
  if (of.type === 'arrow_function') return of;
  const found = members(p, of, true);
  if ((p.token !== '++' && p.token !== '--') || p.newline) return found;
  next(p);
  return node('update_expression', found.start, p.last, [as('argument', found)]);
}
