import type { AnalyzedCall, CallSite, InputTokens, Part } from '../model.ts';

/** A call as far as it is known what it sends. */
export interface Known {
  prompt: CallSite['prompt'];
  input: Pick<InputTokens, 'min'>;
}

/**
 * Whether what is known of two prompts tells how they differ. Where text was, and is a value of run time now, less is known, not less
 * sent; where such a value is known now, nothing grew.
 */
export function isComparable(before: Known, after: Known): boolean {
  const more = after.input.min - before.input.min;
  const [olds, news] = [openingsOf(before.prompt), openingsOf(after.prompt)];
  const come = [...news].filter(name => !olds.has(name)).length;
  const gone = [...olds].filter(name => !news.has(name)).length;
  if (more === 0) return true;
  // What has another name only is as many as before.
  return more > 0 ? gone <= come : come === 0;
}

/** The same of two calls, by what they send for certain. */
export const isComparableCall = (before: AnalyzedCall, after: AnalyzedCall): boolean =>
  isComparable({ ...before, input: before.cost.input }, { ...after, input: after.cost.input });

/** Names of what is not known before the call is made. */
function openingsOf({ messages, attachments, open }: CallSite['prompt']): Set<string> {
  const inPart = (part: Part): string[] => {
    switch (part.kind) {
      case 'hole':
        return [part.name];
      case 'choice':
        return part.options.flat().flatMap(inPart);
      case 'repeat':
        return [...(part.count.known ? [] : [`for each of ${part.over}`]), ...part.parts.flatMap(inPart)];
      default:
        return [];
    }
  };
  return new Set([
    ...messages.flatMap(({ parts }) => parts.flatMap(inPart)),
    ...open,
    ...attachments.flatMap(one => [...(one.json.known ? [] : [one.kind]), ...(one.open ?? [])]),
  ]);
}
