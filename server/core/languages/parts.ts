import { type Builder, spanOf } from './builder.ts';
import type { Expr } from './facts.ts';
import { field, named, type SyntaxNode } from './syntax.ts';

/** How a node's parts are read where it says nothing itself, for languages whose trees have no more to it. */
export function createParts(build: Builder, lower: (node: SyntaxNode) => Expr) {
  const other = (node: SyntaxNode): Expr => ({ kind: 'other', span: spanOf(node) });
  return {
    other,

    /** What is none of an expression that is followed: its parts may be calls. */
    visit(node: SyntaxNode): Expr {
      for (const part of named(node)) lower(part);
      return other(node);
    },

    /** The part in a field. */
    at(node: SyntaxNode, name: string): Expr {
      const found = field(node, name);
      return found ? lower(found) : other(node);
    },

    /** Its text; empty where there is none. */
    sliceOf(node: SyntaxNode, name: string): string {
      const found = field(node, name);
      return found ? build.slice(found) : '';
    },

    /** What stands in brackets. */
    inner(node: SyntaxNode): Expr {
      const [only] = named(node);
      return only ? lower(only) : other(node);
    },
  };
}
