import type { SyntaxNode } from '../syntax.ts';

/** Parts that say something: no comments, no attributes. */
export const parts = (node: SyntaxNode): SyntaxNode[] =>
  node.children.filter(c => c.named && !c.type.endsWith('_comment') && !c.type.endsWith('attribute_item'));
