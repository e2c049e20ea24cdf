import type { Currency } from '../../pricing/own.ts';
import { NOTHING, sum, UNKNOWN } from '../core/costs/amounts.ts';
import type { AnalyzedCall, Amount, Cost, Place } from '../core/model.ts';
import { withoutFollowed } from '../core/callers.ts';
import { code, hoverTable, prose } from './markdown.ts';
import { formatCost, formatRepeats, ownPriceOf, whyUnpriced } from './numbers.ts';

/** What the calls of a file come to, each made once: `≥$0.0030 in + ≤$0.0102 out · 2 LLM calls`. */
export function formatTotal(found: readonly AnalyzedCall[]): string {
  const calls = withoutFollowed(found);
  const count = `${calls.length} LLM call${calls.length === 1 ? '' : 's'}`;
  const { input, output } = totalOf(calls);
  const isUnknown = input.exactness === 'unknown' && output.exactness === 'unknown';
  if (isUnknown) return `${count} · cost unknown`;
  const own = calls.flatMap(ownPriceOf).slice(0, 1);
  return [formatCost({ input, output, total: sum(input, output) }, currencyOf(calls)), ...own, count].join(' · ');
}

/** The same, call by call. `lineOf` says where one stands. */
export function totalMarkdown(calls: readonly AnalyzedCall[], lineOf: (place: Place) => string): string {
  const rows = withoutFollowed(calls).map(call => [
    lineOf(call.place),
    code(call.operation),
    prose(
      (call.cost.perCall ? formatCost(call.cost.perCall, call.cost.currency) : whyUnpriced(call)) +
        formatRepeats(call.repeats),
    ),
  ]);
  return `Each LLM call of this file made once\n\n${hoverTable(['Line', 'Call', 'Cost per call'], rows)}`;
}

const currencyOf = (calls: readonly AnalyzedCall[]): Currency | null => calls[0]?.cost.currency ?? null;

function totalOf(calls: readonly AnalyzedCall[]): Cost {
  const add = (part: keyof Cost): Amount =>
    calls.map(({ cost: { perCall } }) => perCall?.[part] ?? UNKNOWN).reduce(sum, NOTHING);
  return { input: add('input'), output: add('output'), total: add('total') };
}
