import type { Prompt } from '../model.ts';
import type { Locator, Operation } from '../sdks/sdk.ts';
import { type CallArguments, locate, numberOf } from './locate.ts';
import { plainText } from './value.ts';

type Thinking = Pick<Prompt, 'thinking' | 'thinkingBudget' | 'effort'>;

/** What the call says of how much the model is to think before it answers. */
export function thinkingOf(
  call: CallArguments,
  { thinking, thinkingBudget, effort }: Pick<Operation, 'thinking' | 'thinkingBudget' | 'effort'>,
): Thinking {
  const [mode, budget, level] = [thinking, thinkingBudget, effort].map(locators => wordOf(call, locators));
  // `enabled` beside a number says no more than the number.
  const words = [budget !== undefined && mode === ENABLED ? undefined : mode, budget, level];
  const said = [...new Set(words.filter(word => word !== undefined))];
  return {
    ...(mode === ENABLED ? { thinking: true } : {}),
    ...(budget !== undefined && /\d/.test(budget) ? { thinkingBudget: Number(budget) } : {}),
    ...(said.length > 0 ? { effort: said.join(', ') } : {}),
  };
}

const ENABLED = 'enabled';
/** Said, but not in sight. */
const OPEN = '?';

/** A number or a plain word: `2000`, `high`; undefined where nothing is said. */
function wordOf(call: CallArguments, locators: readonly Locator[] | undefined): string | undefined {
  if (!locators) return undefined;
  const { value, hidden } = locate(call, locators);
  if (!value) return hidden.length > 0 ? OPEN : undefined;
  const word = numberOf(value)?.toString() ?? plainText(value)?.toLowerCase();
  return word !== undefined && /^(?:\d+|[a-z]{1,16})$/.test(word) ? word : OPEN;
}
