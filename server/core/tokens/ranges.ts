import { type Exactness, type Tokens, worse } from '../model.ts';

/** Sums and alternatives of token counts; fractions of fitted rules stay until `round`. */
export const exactly = (count: number): Tokens => ({
  min: count,
  likely: count,
  max: count,
  exactness: 'exact',
  why: [],
});

/** Any number of tokens, for a reason. */
export const open = (why: string): Tokens => ({
  min: 0,
  likely: null,
  max: null,
  exactness: 'lower-bound',
  why: [why],
});

/** Nothing more, but no longer exact. */
export const blur = (why: string): Tokens => ({ ...exactly(0), exactness: 'approximate', why: [why] });

export const sum = (items: readonly Tokens[]): Tokens => ({
  min: total(items.map(item => item.min)) ?? 0,
  likely: total(items.map(item => item.likely)),
  max: total(items.map(item => item.max)),
  ...worst(items),
});

/** One of several, decided at run time; of none, nothing. */
export function either(items: readonly Tokens[]): Tokens {
  if (items.length === 0) return exactly(0);
  const min = Math.min(...items.map(item => item.min));
  const max = items.some(item => item.max === null) ? null : Math.max(...items.map(item => item.max ?? 0));
  return { min, likely: min === max ? min : null, max, ...worst(items) };
}

export const times = (tokens: Tokens, factor: number): Tokens => ({
  ...tokens,
  min: tokens.min * factor,
  likely: tokens.likely === null ? null : tokens.likely * factor,
  max: tokens.max === null ? null : tokens.max * factor,
});

/** In whole tokens, and never less than none: what a fitted rule takes off may be more than there is. */
export function round(tokens: Tokens): Tokens {
  const whole = (count: number): number => Math.max(0, Math.round(count));
  return {
    ...tokens,
    min: whole(tokens.min),
    likely: tokens.likely === null ? null : whole(tokens.likely),
    max: tokens.max === null ? null : whole(tokens.max),
  };
}

function worst(items: readonly Tokens[]): { exactness: Exactness; why: string[] } {
  let exactness: Exactness = 'exact';
  const why = new Set<string>();
  for (const item of items) {
    exactness = worse(exactness, item.exactness);
    for (const one of item.why) why.add(one);
  }
  return { exactness, why: [...why] };
}

/** Null as soon as one of them is. */
const total = (counts: readonly (number | null)[]): number | null =>
  counts.reduce((all, count) => (all === null || count === null ? null : all + count), 0);
