import type { Binding, Block, Facts } from '../languages/facts.ts';
import type { Module } from './module.ts';

interface Index {
  /** Numbers of the blocks in each block, by position. */
  children: number[][];
  /** Answers given before: the same names are asked for again and again. */
  at: Map<number, number>;
}

const indexes = new WeakMap<Facts, Index>();

function indexOf(facts: Facts): Index {
  const known = indexes.get(facts);
  if (known) return known;
  const children: number[][] = facts.blocks.map(() => []);
  facts.blocks.forEach((block, number) => children[block.parent]?.push(number));
  const index = { children, at: new Map<number, number>() };
  indexes.set(facts, index);
  return index;
}

/** The innermost block that holds an offset. */
export function blockAt(module: Module, offset: number): number {
  const facts = module.blocks(offset);
  const { children, at: answers } = indexOf(facts);
  const known = answers.get(offset);
  if (known !== undefined) return known;
  let block = 0;
  for (;;) {
    const inner = children[block]?.find(number => holds(facts.blocks[number], offset));
    if (inner === undefined) break;
    block = inner;
  }
  answers.set(offset, block);
  return block;
}

const holds = (block: Block | undefined, offset: number): boolean =>
  block !== undefined && block.span[0] <= offset && offset < block.span[1];

/** The block and all around it, innermost first. */
export function around(module: Module, block: number): number[] {
  const facts = module.current();
  const out: number[] = [];
  for (let at = block; at >= 0; at = facts.blocks[at]?.parent ?? -1) out.push(at);
  return out;
}

/**
 * How a binding bears on a use. `always`: it has run when the use does. `maybe`: under a condition. `never`: it stands in
 * another arm of the same branch or in one that the use is not reached from, or its name is not seen outside of its block.
 */
export function reach(module: Module, binding: Binding, use: number): 'always' | 'maybe' | 'never' {
  const facts = module.current();
  const from = blockAt(module, binding.span[0]);
  const outside = around(module, use);
  if (outside.includes(from)) return 'always';
  if (binding.lexical) return 'never';
  const arms = around(module, from).filter(number => !outside.includes(number));
  const excluded = arms.some(number => {
    const arm = facts.blocks[number];
    if (arm?.leaves && arm.kind === 'branch') return true;
    return (
      arm?.kind === 'branch' &&
      outside.some(o => facts.blocks[o]?.kind === 'branch' && facts.blocks[o]?.group === arm.group)
    );
  });
  return excluded ? 'never' : 'maybe';
}

/** Whether one of these bindings has run in any case when the use does: each arm that can be taken before it holds one. */
export function oneHasRun(module: Module, bindings: readonly Binding[], use: number): boolean {
  const facts = module.current();
  const { children } = indexOf(facts);
  const at = new Set(bindings.map(binding => blockAt(module, binding.span[0])));
  const isSure = (block: number): boolean => at.has(block) || facts.blocks[block]?.leaves === true || hasWhole(block);
  const hasWhole = (block: number): boolean => {
    const arms = (children[block] ?? []).filter(number => facts.blocks[number]?.isWhole);
    return arms.some(first =>
      arms.filter(arm => facts.blocks[arm]?.group === facts.blocks[first]?.group).every(isSure),
    );
  };
  const outside = around(module, use);
  return outside.some(block => {
    const inner = (children[block] ?? []).filter(number => !outside.includes(number) && facts.blocks[number]?.isWhole);
    return inner.some(first => {
      const arms = inner.filter(arm => facts.blocks[arm]?.group === facts.blocks[first]?.group);
      return arms.some(arm => holdsOne(module, arm, at)) && arms.every(isSure);
    });
  });
}

const holdsOne = (module: Module, arm: number, at: ReadonlySet<number>): boolean =>
  [...at].some(block => around(module, block).includes(arm));

/** The loops that a binding stands in and the use does not: it runs once for each of their rounds. */
export function loopsBetween(module: Module, binding: Binding, use: number): Block[] {
  const facts = module.current();
  const outside = around(module, use);
  return around(module, blockAt(module, binding.span[0]))
    .filter(number => !outside.includes(number))
    .flatMap(number => facts.blocks[number] ?? [])
    .filter(block => block.kind === 'loop');
}
