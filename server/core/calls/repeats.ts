import type { Block } from '../languages/facts.ts';
import type { Known, Repetition } from '../model.ts';
import { isOfAttempts } from './attempts.ts';
import { around, blockAt } from './blocks.ts';
import { placeOf } from './place.ts';
import { listOf } from './allowed.ts';
import { type Engine, type Frame, type Value, countOf, spell } from './value.ts';

/** Loops around an offset, within the function it stands in, outermost first. */
export function repeatsAround(engine: Engine, frame: Frame, offset: number): Repetition[] {
  const { module } = frame;
  const home = module.scope(frame.scope);
  const isLoop = (block: Block | undefined): block is Block =>
    block?.kind === 'loop' &&
    !isHead(block, offset) &&
    home !== undefined &&
    (enclosingFunction(frame, block.span[0]) || block.span[0] >= home.span[0]);
  return around(module, blockAt(module, offset))
    .toReversed()
    .flatMap((number): Repetition[] => {
      const block = module.current().blocks[number];
      if (!isLoop(block)) return [];
      const isAgain = isOfAttempts(module, number);
      // Where the answer is returned the loop is at its end.
      if (!isAgain && isReturned(frame, offset, block)) return [];
      const name = block.over ? spell(block.over) : 'while';
      const count = block.over ? countOf(counted(engine, engine.evaluate(block.over, frame)), name) : unbounded;
      return [{ kind: isAgain ? 'attempts' : 'each', over: name, count, place: placeOf(module, block.span) }];
    });
}

/** Whether the function around the loop returns in the same stretch of code as the call, or further down in it. */
function isReturned({ module, scope }: Frame, offset: number, loop: Block): boolean {
  const owner = module.scope(scope);
  if (!owner || loop.span[0] <= owner.span[0]) return false;
  const home = blockAt(module, offset);
  return owner.returns.some(
    ({ value: { span } }) =>
      span[0] > loop.span[0] && span[1] > offset && span[1] <= loop.span[1] && blockAt(module, span[0]) === home,
  );
}

/** What a loop goes over is computed once: `for (const chunk of await stream(…))`. */
const isHead = ({ over }: Block, offset: number): boolean =>
  over !== null && over.span[0] <= offset && offset < over.span[1];

/** An enumeration is gone through member by member. */
function counted(engine: Engine, over: Value): Value {
  const members = over.kind === 'class' ? engine.members(over) : undefined;
  return members ? listOf(members) : over;
}

const unbounded: Known<number> = { known: false, why: 'a loop without a stated bound' };

/** A callback runs in the loop that its call is: `items.map(async item => …)`. */
function enclosingFunction(frame: Frame, start: number): boolean {
  const scope = frame.module.shape(frame.scope);
  const outer = scope && scope.kind === 'function' && scope.name === '' ? frame.module.scope(scope.parent) : undefined;
  return outer !== undefined && start >= outer.span[0];
}
