import type { Builder } from '../builder.ts';
import type { Expr } from '../facts.ts';
import type { SyntaxNode } from '../syntax.ts';
import type { Names } from './names.ts';
import type { Types } from './types.ts';

/** What the readers of one file share. */
export interface Context {
  build: Builder;
  names: Names;
  types: Types;
  /** A lambda or anonymous method: gives its scope. */
  defineLambda: (node: SyntaxNode) => number;
}

/** Lowers a node; `type` is what it is converted to, which says what a bare `new(…)` or `[…]` makes. */
export type Lower = (node: SyntaxNode, type?: SyntaxNode) => Expr;
