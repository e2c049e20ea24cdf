import { greater, lesser } from '../../../pricing/money.ts';
import type { TokenRates } from '../../../pricing/price.ts';
import type { Amount, CallKind, Cost, CostLine, InputTokens, Tokens, Usage } from '../model.ts';
import { amountOf, NOTHING, sum, UNKNOWN } from './amounts.ts';

/** The arithmetic of a call, line by line: what it costs is the sum of these and of nothing else. */

/** What a model takes at the least and at the most: for the shortest prompt that it may be, and for the longest. */
export interface RateRange {
  low: TokenRates;
  high: TokenRates;
}

export interface Counted {
  kind: CallKind;
  input: InputTokens;
  output: Tokens;
  /** The output holds what the model thinks first. */
  thinks: boolean;
}

export function costLines(counted: Counted, rates: RateRange): CostLine[] {
  return [line('input', 'input', counted.input, between(rates, 'inputPerMtok')), ...outputLines(counted, rates)];
}

const outputLines = (counted: Counted, rates: RateRange): CostLine[] =>
  counted.kind === 'embedding' ? [] : [outputLine(counted, rates)];

/** The same where the provider's cache has the first part of the input, or is given it. */
export function prefixLines(
  counted: Counted,
  rates: RateRange,
  { label, rate, prefix }: { label: string; rate: keyof TokenRates; prefix: Tokens },
): CostLine[] {
  const rest = less(counted.input, prefix);
  const lines = [
    line(label, 'input', prefix, between(rates, rate)),
    line('other input', 'input', rest, between(rates, 'inputPerMtok')),
  ];
  return [...lines.filter(({ tokens }) => tokens.max !== 0), ...outputLines(counted, rates)];
}

const less = (all: Tokens, part: Tokens): Tokens => ({
  ...all,
  min: Math.max(0, all.min - part.min),
  likely: null,
  max: all.max === null || part.max === null ? null : Math.max(0, all.max - part.max),
});

/** The same where a part of the input is read from the provider's cache, and the rest perhaps written to it. */
export function cachedLines(
  counted: Counted,
  rates: RateRange,
  hit: number,
  cacheWrite: Usage['cacheWrite'],
): CostLine[] {
  const { input } = counted;
  const [rest, label]: [keyof TokenRates, string] =
    cacheWrite === null
      ? ['inputPerMtok', 'input']
      : [cacheWrite === '1h' ? 'cacheWrite1hPerMtok' : 'cacheWritePerMtok', `input written to cache for ${cacheWrite}`];
  const lines = [
    line('input read from cache', 'input', input, between(rates, 'cacheReadPerMtok'), hit),
    line(label, 'input', input, between(rates, rest), 1 - hit),
  ];
  return [...lines.filter(({ part }) => part > 0), ...outputLines(counted, rates)];
}

/** The sum of the lines. */
export function costOfLines(lines: readonly CostLine[]): Cost {
  const side = (name: CostLine['side']): Amount =>
    lines.filter(one => one.side === name).reduce((all, { amount }) => sum(all, amount), NOTHING);
  const [input, output] = [side('input'), side('output')];
  return { input, output, total: sum(input, output) };
}

function line(label: string, side: CostLine['side'], tokens: Tokens, rates: CostLine['rates'], part = 1): CostLine {
  const { min, max } = tokens;
  const amount = rates === null ? UNKNOWN : amountOf(tokens, rates, part);
  return { label, side, tokens: { min, max }, part, rates, amount };
}

/** The call's own bound is certain: where an answer ends below it is the model's to decide, and counts as no doubt. */
function outputLine({ output, thinks }: Counted, range: RateRange): CostLine {
  const rates = outputRates(range);
  const bare = line(thinks ? 'output and reasoning' : 'output', 'output', output, rates);
  if (rates === null) return bare;
  if (rates.atMinPerMtok + rates.atMaxPerMtok === 0n) return { ...bare, amount: NOTHING };
  const exactness = output.exactness === 'approximate' ? output.exactness : 'exact';
  const amount = output.max === null ? UNKNOWN : amountOf({ ...output, exactness }, rates);
  return { ...bare, amount };
}

/** What an answer in the form that is asked for takes; null where output has no price. */
export function formLine(tokens: CostLine['tokens'], range: RateRange): CostLine | null {
  const rates = outputRates(range);
  const counted = {
    ...tokens,
    likely: null,
    exactness: tokens.max === null ? ('lower-bound' as const) : ('exact' as const),
    why: [],
  };
  return rates && line("the answer's form", 'output', counted, rates);
}

/** What is thought may be charged otherwise than what is said, and nobody knows how much of either there will be. */
function outputRates(range: RateRange): CostLine['rates'] {
  const said = between(range, 'outputPerMtok');
  const thought = between(range, 'reasoningPerMtok');
  if (said === null || thought === null) return said;
  return {
    atMinPerMtok: lesser(said.atMinPerMtok, thought.atMinPerMtok),
    atMaxPerMtok: greater(said.atMaxPerMtok, thought.atMaxPerMtok),
  };
}

function between({ low, high }: RateRange, name: keyof TokenRates): CostLine['rates'] {
  const [atMinPerMtok, atMaxPerMtok] = [low[name], high[name]];
  return atMinPerMtok === null || atMaxPerMtok === null ? null : { atMinPerMtok, atMaxPerMtok };
}
