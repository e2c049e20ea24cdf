import { type Builder, spanOf } from '../builder.ts';
import type { Block } from '../facts.ts';
import type { SyntaxNode } from '../syntax.ts';
import type { Results } from './types.ts';

export type Nesting = ReturnType<typeof createNesting>;

/** The functions and blocks around a statement, with the names that each declares. */
export function createNesting(build: Builder) {
  /** `:=` declares a name once in a block and then assigns to it. */
  const declared: Set<string>[] = [new Set()];
  const results: Results[] = [];
  /** Blocks within the innermost function. */
  let depth = 0;

  function inFunction(own: Results, body: () => void): void {
    const around = depth;
    depth = 0;
    results.push(own);
    declared.push(new Set());
    body();
    declared.pop();
    results.pop();
    depth = around;
  }

  /** A block of its own: what it declares is seen in it only. */
  function inside(kind: 'branch' | 'loop', node: SyntaxNode, body: () => void, more: Partial<Block> = {}): void {
    depth++;
    declared.push(new Set());
    build.inBlock({ kind, span: spanOf(node), ...more }, body);
    declared.pop();
    depth--;
  }

  /** Notes a name of the block around; false where it is there already. */
  function introduce(name: string): boolean {
    const here = declared.at(-1);
    const isNew = here?.has(name) !== true;
    here?.add(name);
    return isNew;
  }

  return {
    inFunction,
    inside,
    introduce,
    /** The one arm of a group: a block that always runs. */
    alone: (): Partial<Block> => ({ group: build.newGroup(), isWhole: true }),
    leave: (): void => (depth > 0 ? build.leave() : undefined),
    results: (): Results | undefined => results.at(-1),
  };
}
