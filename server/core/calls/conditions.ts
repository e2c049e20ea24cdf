import type { Condition } from '../sdks/sdk.ts';
import { type CallArguments, locate } from './locate.ts';
import type { Match } from './match.ts';
import { type Value, plainText } from './value.ts';

/** The operation as the call's arguments make it; undefined where they say that it is none. */
export function specialize(call: CallArguments, match: Match): Match | undefined {
  const { operation } = match;
  if (operation.when && !holds(call, operation.when)) return undefined;
  const variant = operation.variants?.find(({ when }) => holds(call, when));
  return variant ? { ...match, operation: { ...operation, ...variant } } : match;
}

function holds(call: CallArguments, { argument, is, orUnknown = false }: Condition): boolean {
  const { value } = locate(call, argument);
  if (!is) return value !== undefined;
  const texts = value ? textsOf(value) : [];
  return texts.length > 0 ? texts.some(text => is.test(text)) : orUnknown;
}

function textsOf(value: Value): string[] {
  if (value.kind === 'choice') return value.options.flatMap(textsOf);
  if (value.kind === 'constant') return value.value === null ? [] : [String(value.value)];
  return [plainText(value) ?? []].flat();
}
