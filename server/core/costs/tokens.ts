import { type Exactness, type InputTokens, worse } from '../model.ts';

/** What a call sends where several models may answer it, each with its own tokenizer. Null for none. */
export function eitherInput(inputs: readonly InputTokens[]): InputTokens | null {
  const [first, ...others] = inputs;
  if (!first || others.length === 0) return first ?? null;
  const min = Math.min(...inputs.map(input => input.min));
  const max = inputs.some(input => input.max === null) ? null : Math.max(...inputs.map(input => input.max ?? 0));
  return {
    min,
    likely: others.every(({ likely }) => likely === first.likely) ? first.likely : null,
    max,
    exactness: inputs.reduce<Exactness>((worst, { exactness }) => worse(worst, exactness), 'exact'),
    why: distinct(inputs.flatMap(({ why }) => why)),
    tokenizer: distinct(inputs.flatMap(({ tokenizer }) => tokenizer ?? [])).join(' or ') || null,
    error: distinct(inputs.flatMap(({ error }) => error ?? [])).join('; ') || null,
    billed: eitherRange(inputs),
    // The parts are the same for all models, their tokens nearly so: a breakdown by the first one.
    parts: first.parts,
  };
}

function eitherRange(inputs: readonly InputTokens[]): InputTokens['billed'] {
  const ranges = inputs.flatMap(({ billed }) => billed ?? []);
  if (ranges.length < inputs.length) return null;
  return { min: Math.min(...ranges.map(({ min }) => min)), max: Math.max(...ranges.map(({ max }) => max)) };
}

export const distinct = (lines: readonly string[]): string[] => [...new Set(lines)];
