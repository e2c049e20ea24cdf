import { minus, toNumber } from '../../../pricing/money.ts';
import type { Policy } from '../configuration/configuration.ts';
import { isComparableCall } from '../history/comparable.ts';
import type { Amount, AnalyzedCall, Known } from '../model.ts';

/** What the limits of a policy are compared with. */

/** From `low` for certain, to `high` at the most; null: nobody knows. Dollars and percents are only compared here, not calculated with. */
export interface Reading {
  low: number;
  high: number | null;
}

export type Unit = 'usd' | 'tok' | 'percent';

/** `state`: what a call comes to; `growth`: what a change adds to that. */
export type Measure = { unit: Unit; what: string } & (
  | { of: 'state'; read: (call: AnalyzedCall) => Known<Reading> }
  | { of: 'growth'; read: (before: AnalyzedCall, after: AnalyzedCall) => Known<Reading> }
);

/** Limits that are numbers and are for one call. */
export type Limit = Extract<keyof Policy, `max${string}`>;

export const MEASURES: Readonly<Record<Exclude<Limit, 'maxPerMonthInAll'>, Measure>> = {
  maxPerCall: { of: 'state', unit: 'usd', what: 'per call', read: call => perCall(call, 'total') },
  maxInputPerCall: { of: 'state', unit: 'usd', what: 'input per call', read: call => perCall(call, 'input') },
  maxInputTokens: { of: 'state', unit: 'tok', what: 'of input', read: call => tokensOf(call) },
  maxPerRun: { of: 'state', unit: 'usd', what: 'for all rounds of its loops', read: perRun },
  maxPerMonth: { of: 'state', unit: 'usd', what: 'a month', read: call => perMonth(call) },
  maxGrowthPercent: {
    of: 'growth',
    unit: 'percent',
    what: 'dearer input per call',
    read: (before, after) => grown(before, after, call => perCall(call, 'input'), percentOf),
  },
  maxGrowthPerCall: { of: 'growth', unit: 'usd', what: 'more input per call', read: dearer },
  maxGrowthTokens: {
    of: 'growth',
    unit: 'tok',
    what: 'more input per call',
    read: (before, after) => grown(before, after, tokensOf, (a, b) => b - a),
  },
};

const known = (low: number, high: number | null): Known<Reading> => ({ known: true, value: { low, high } });
const unknown = (why: string): Known<Reading> => ({ known: false, why });

const readingOf = ({ low, high, exactness }: Amount, why: string): Known<Reading> =>
  exactness === 'unknown' ? unknown(why) : known(toNumber(low), high === null ? null : toNumber(high));

/** With the figures that the user states, where there are any. */
const costOf = ({ cost }: AnalyzedCall) => cost.expected ?? cost.perCall;

function perCall(call: AnalyzedCall, side: 'input' | 'total'): Known<Reading> {
  const cost = costOf(call);
  return cost ? readingOf(cost[side], whyNot(call)) : unknown(whyNot(call));
}

function whyNot({ model, cost }: AnalyzedCall): string {
  const missing = cost.models.flatMap(({ price }) => (price.known ? [] : [price.why]));
  return model.unknown ?? missing[0] ?? cost.why[0] ?? 'its price is not known';
}

const tokensOf = ({ cost: { input } }: AnalyzedCall): Known<Reading> =>
  input.exactness === 'unknown' ? unknown(input.why[0] ?? 'its tokens are not known') : known(input.min, input.max);

function perRun(call: AnalyzedCall): Known<Reading> {
  const rounds = call.repeats.filter(({ kind }) => kind !== 'attempts');
  if (rounds.length === 0) return perCall(call, 'total');
  const open = rounds.flatMap(({ count }) => (count.known ? [] : [count.why]));
  return call.cost.perRun
    ? readingOf(call.cost.perRun, whyNot(call))
    : unknown(open[0] === undefined ? whyNot(call) : `how often it is made is not known: ${open[0]}`);
}

/** Nobody but the user knows how often a call is made. */
export const perMonth = (call: AnalyzedCall): Known<Reading> =>
  call.cost.perMonth
    ? readingOf(call.cost.perMonth.amount, whyNot(call))
    : unknown(call.cost.usage?.callsPerMonth == null ? 'no `callsPerMonth` is stated for it' : whyNot(call));

function dearer(before: AnalyzedCall, after: AnalyzedCall): Known<Reading> {
  const [from, to] = [costOf(before)?.input, costOf(after)?.input];
  if (!from || from.exactness === 'unknown') return unknown(whyNot(before));
  if (!to || to.exactness === 'unknown') return unknown(whyNot(after));
  return opened(before, after, [from.high, to.high], toNumber(minus(to.low, from.low)));
}

function grown(
  before: AnalyzedCall,
  after: AnalyzedCall,
  read: (call: AnalyzedCall) => Known<Reading>,
  difference: (a: number, b: number) => number,
): Known<Reading> {
  const [was, is] = [read(before), read(after)];
  if (!was.known) return was;
  if (!is.known) return is;
  return opened(before, after, [was.value.high, is.value.high], difference(was.value.low, is.value.low));
}

/**
 * What is open on both sides is open for the same reason: what is certain is compared, as far as it tells how the two differ. What came to
 * be open has no bound.
 */
function opened(
  before: AnalyzedCall,
  after: AnalyzedCall,
  [was, is]: readonly [unknown, unknown],
  growth: number,
): Known<Reading> {
  const isOpen = was === null || is === null;
  if (isOpen && !isComparableCall(before, after))
    return unknown('other parts of the prompt are known at run time only');
  return known(growth, was !== null && is === null ? null : growth);
}

const percentOf = (before: number, after: number): number =>
  before === 0 ? (after === 0 ? 0 : Number.POSITIVE_INFINITY) : ((after - before) / before) * 100;
