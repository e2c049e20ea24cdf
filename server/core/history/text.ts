import { PROMPT_NAME, isOtherKind } from '../calls/constants.ts';
import type { Place } from '../model.ts';

/** A text that stands in one file, as a revision has it. */
export interface StaticText {
  /** The way to it in its file: enclosing symbols and names, such as `Agent.run.system`. */
  symbol: string;
  place: Place;
  /** What is certain to be sent of it: cooked, without what is filled in at run time. */
  text: string;
  /** The names around it, or its place, say that it is a prompt. */
  isPrompt: boolean;
}

/** Keys that say the same as a name with `prompt` in it, where a text stands under them. */
const PROMPT_KEY = /^(?:system|instructions?|preamble)$/;

/** Whether one of these names, from outside in, says that what lies under them is a prompt. */
export function isPromptNamed(names: readonly string[]): boolean {
  const last = names.at(-1) ?? '';
  return !isOtherKind(last) && (PROMPT_KEY.test(last) || names.some(name => PROMPT_NAME.test(name)));
}

/** Words that are too few to follow are no prompt, whatever they are called. */
const MIN_CHARS = 20;
export const isFollowed = (text: string): boolean => text.trim().length >= MIN_CHARS && /\s/.test(text.trim());
