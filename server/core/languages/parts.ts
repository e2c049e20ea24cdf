import { type Builder, spanOf } from './builder.ts';
import type { Expr } from './facts.ts';
import { chainOf, field, named, type SyntaxNode } from './syntax.ts';

/** How a node's parts are read where it says nothing itself, for languages whose trees have no more to it. */
export function createParts(build: Builder, lower: (node: SyntaxNode) => Expr) {
  const other = (node: SyntaxNode): Expr => ({ kind: 'other', span: spanOf(node) });

  function at(node: SyntaxNode, name: string): Expr {
    const found = field(node, name);
    return found ? lower(found) : other(node);
  }

  function sliceOf(node: SyntaxNode, name: string): string {
    const found = field(node, name);
    return found ? build.slice(found) : '';
  }

  const isPlus = (node: SyntaxNode): boolean => node.type === 'binary_expression' && sliceOf(node, 'operator') === '+';

  return {
    other,

    /** What is none of an expression that is followed: its parts may be calls. */
    visit(node: SyntaxNode): Expr {
      for (const part of named(node)) lower(part);
      return other(node);
    },

    /** The part in a field. */
    at,

    /** Its text; empty where there is none. */
    sliceOf,

    /** Of two operands, or a chain of sums; where no operator chooses one of them. */
    binary(node: SyntaxNode): Expr {
      const operands = chainOf(node, isPlus);
      if (operands) return { kind: 'sum', items: operands.map(lower), span: spanOf(node) };
      const operator = sliceOf(node, 'operator');
      return { kind: 'operation', operator, left: at(node, 'left'), right: at(node, 'right'), span: spanOf(node) };
    },

    /** What stands in brackets. */
    inner(node: SyntaxNode): Expr {
      const [only] = named(node);
      return only ? lower(only) : other(node);
    },
  };
}
