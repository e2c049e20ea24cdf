import type { AnalyzedCall, ModelCost, OutputLimit, PromptCache } from '../core/model.ts';
import { writeAmount } from './arithmetic.ts';
import { formatTokens, groupDigits } from './numbers.ts';

/** What bounds a cost from outside of the call: the model's own limit, and what a provider keeps of the prompt. */

/** Where these bounds are from. */
export const boundSources = ({ limit, form, cache }: Pick<ModelCost, 'limit' | 'form' | 'cache'>): string[] => [
  ...(form ? [FORM] : []),
  ...(limit ? [`the model's own limit: ${cite(limit)}`] : []),
  ...(cache?.minimum ? [`the shortest prompt that is cached: ${cite(cache.minimum)}`] : []),
];

/** What a schema decides of an answer. */
const FORM = "the answer's form: JSON on one line that its schema allows; a refusal may be shorter";

const cite = ({ source, asOf }: Pick<OutputLimit, 'source' | 'asOf'>): string => `${source} (${asOf})`;

/** What is kept, and from how many tokens on. */
export function cacheWords({ how, prefix, minimum, isKept, keptFor }: PromptCache): string {
  const length = formatTokens({ ...prefix, likely: null, why: [] });
  const least = minimum === null ? 'how many that takes is not known' : `takes at least ${groupDigits(minimum.tokens)}`;
  if (how === 'automatic') return `prompt cache: each call begins with the same ${length}, cached unasked (${least})`;
  if (isKept === false) return `prompt cache: the mark does nothing, only ${length} stand before it (${least})`;
  const marked = `prompt cache: ${length} are marked, cached for ${keptFor === '1h' ? '1 hour' : '5 minutes'}`;
  return `${marked}${isKept ? '' : ' if that is enough'} (${least})`;
}

/** The two prices of a call whose prompt is kept: what is found in the cache is nobody's to say. */
export function cachePrices({ prices }: PromptCache): [label: string, amount: string][] {
  if (prices === null) return [];
  return [
    ...(prices.first ? [['first call', writeAmount(prices.first.cost.total)] satisfies [string, string]] : []),
    ['while cached', writeAmount(prices.later.cost.total)],
  ];
}

/** Marks that somebody set for nothing. */
export const vainMarks = ({ cost }: AnalyzedCall): string[] =>
  cost.models.flatMap(({ model, cache }) =>
    cache?.isKept === false && cache.minimum
      ? [`the cache mark does nothing: ${model.id} caches no prompt under ${groupDigits(cache.minimum.tokens)} tokens`]
      : [],
  );
