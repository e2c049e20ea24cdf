import type { Builder } from '../builder.ts';
import type { Expr } from '../facts.ts';
import type { SyntaxNode } from '../syntax.ts';
import type { Names } from './names.ts';
import type { Types } from './types.ts';

/** What the parts of the lowering share. */
export interface Context {
  build: Builder;
  names: Names;
  types: Types;
  /** A lambda: gives its scope. */
  defineLambda: (node: SyntaxNode) => number;
  /** A statement of a `switch` that stands for a value; `yields` takes what it gives. */
  statement: (node: SyntaxNode, yields: (value: Expr) => void) => void;
  /** The body of a class without a name: what to call it by. */
  defineAnonymous: (body: SyntaxNode, base: Expr | null) => Expr;
}

export type Lower = (node: SyntaxNode) => Expr;
