import type { AnalyzedCall, CallSite, Tokens } from '../model.ts';
import { openingsOf } from '../prompts.ts';

/** A prompt as far as it is known what is sent. */
interface Known {
  /** Names of what is not. */
  openings: readonly string[];
  tokens: Pick<Tokens, 'min'>;
}

/**
 * Whether what is known of two prompts tells how they differ. Where text was, and is a value of run time now, less is known, not less
 * sent; where such a value is known now, nothing grew.
 */
export function isComparable(before: Known, after: Known): boolean {
  const more = after.tokens.min - before.tokens.min;
  const [olds, news] = [new Set(before.openings), new Set(after.openings)];
  const come = [...news].filter(name => !olds.has(name)).length;
  const gone = [...olds].filter(name => !news.has(name)).length;
  if (more === 0) return true;
  // What has another name only is as many as before.
  return more > 0 ? gone <= come : come === 0;
}

/** What is known of a call's prompt, of which that many tokens are certain. */
export const knownOf = ({ prompt }: CallSite, tokens: Known['tokens']): Known => ({
  openings: openingsOf(prompt),
  tokens,
});

/** The same of two calls, by what they send for certain. */
export const isComparableCall = (before: AnalyzedCall, after: AnalyzedCall): boolean =>
  isComparable(knownOf(before, before.cost.input), knownOf(after, after.cost.input));
