import type { Known, Place, Repetition } from '../model.ts';
import { isDecorated } from './decorators.ts';
import { constructed } from './fields.ts';
import { type CallArguments, locate, numberOf } from './locate.ts';
import type { Match } from './match.ts';
import type { Value } from './value.ts';

/** How often a call asks the model before it comes back: at most as often as it is told, else nobody knows. */
export function turnsOf(call: CallArguments, match: Match, place: Place): Repetition[] {
  const { turns } = match.operation;
  if (!turns || (turns.because && !hasCause(call, match, turns.because))) return [];
  const limit = locate(call, turns.limit);
  if (turns.isOneUnlessSet && !limit.value && limit.hidden.length === 0) return [];
  const most = limit.value && limitOf(call, limit.value);
  if (most === 1) return [];
  const isEndless = turns.endless && !isGiven(call, [...turns.limit, ...turns.endless]);
  const open = { known: false, why: isEndless ? NO_TURN_LIMIT : OPEN } as const;
  const count: Known<number> = most === undefined ? open : { known: true, value: most };
  return [{ kind: 'turns', over: 'turns', count, place }];
}

const OPEN = 'how many turns it takes is decided as it runs';

/** What is said of an agent that goes on for as long as the model asks: neither the call nor its SDK ends it. */
export const NO_TURN_LIMIT = 'no limit of turns is set';

/** Given, or perhaps where we can't see. */
const isGiven = (call: CallArguments, locators: readonly string[]): boolean =>
  locators.some(locator => {
    const { value, hidden } = locate(call, [locator]);
    return value !== undefined || hidden.length > 0;
  });

/** Something that answers the model (a tool, another agent) is given, or may be where we can't see. */
function hasCause(call: CallArguments, match: Match, because: readonly string[]): boolean {
  if (isDecorated(call, match.sdk.decorators?.tools ?? [])) return true;
  return because.some(locator => {
    const { value, hidden } = locate(call, [locator]);
    return hidden.length > 0 || (value !== undefined && !isEmpty(value));
  });
}

const isEmpty = (value: Value): boolean =>
  (value.kind === 'list' && value.items.length + value.open.length === 0) ||
  (value.kind === 'object' && value.entries.size + value.open.length === 0);

/** A number, or a condition made of one: `stepCountIs(5)`; of several conditions the first that holds ends it. */
function limitOf(call: CallArguments, value: Value): number | undefined {
  const number = numberOf(value);
  if (number !== undefined) return number;
  if (value.kind === 'list') {
    const limits = value.items.flatMap(item => limitOf(call, item.value) ?? []);
    return limits.length > 0 ? Math.min(...limits) : undefined;
  }
  const first = constructed(value)?.list[0];
  const inner = first && !first.spread ? call.engine.evaluate(first.value, call.args.frame) : undefined;
  return inner?.kind === 'number' ? inner.value : undefined;
}
