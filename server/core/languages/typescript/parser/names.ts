import type { SyntaxNode } from '../../syntax.ts';
import { enclosed } from './brackets.ts';
import { next } from './lexer.ts';
import { node, takeLeaf } from './nodes.ts';
import { fail, NO_WORD, type Parser } from './state.ts';
import { expect, peek } from './tokens.ts';

const NO_MODIFIED: ReadonlySet<string> = new Set([',', ':', '(', '}', '<', '=', ';', '?', '!', 'end']);

/** Whether a word stands before the name of a member, and is not that name. */
export function isModifier(p: Parser): boolean {
  return !NO_MODIFIED.has(peek(p).token);
}

/** What a member is named by. */
export function propertyName(p: Parser): SyntaxNode {
  switch (p.token) {
    case '""':
      return takeLeaf(p, 'string');
    case '0':
      return takeLeaf(p, 'number');
    case '#name':
      return takeLeaf(p, 'private_property_identifier');
    case '[': {
      const { start } = p;
      next(p);
      const inner = enclosed(p, p.grammar.assignment);
      expect(p, ']');
      return node('computed_property_name', start, p.last, [inner]);
    }
    default:
      return p.word === NO_WORD ? fail() : takeLeaf(p, 'property_identifier');
  }
}
