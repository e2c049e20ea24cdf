import type { Exactness } from '../model.ts';
import type { Cell } from './cells.ts';
import { type Basis, known, type Reading, type SignalId, type Unit, type UnitCostId, unknown } from './model.ts';
import { PICO } from './price.ts';
import { type Distribution, quantileOf } from './sketch.ts';

/** What a cell says, with what it does not: a number is no better than the share of requests that told it. */
export type Value = Pick<Reading, 'value' | 'exactness' | 'range' | 'why'>;

export interface Measured {
  cell: Cell;
  /** For how long we listened. */
  seconds: number;
  /** Why not all of it has a price. */
  reasons: readonly string[];
}

export interface Measure {
  unit: Unit;
  basis: Basis;
  of: (measured: Measured) => Value;
}

/** Counters of tokens don't say of how many requests they are: then they are of all. */
const toldOf = (told: number, { sums }: Cell): number => (sums.uncounted > 0 ? sums.requests : told);

const exact = (value: number): Value => ({ value: known(value), exactness: 'exact', range: null, why: [] });
const nothing = (why: string, ...more: readonly string[]): Value => ({
  value: unknown(why),
  exactness: 'unknown',
  range: null,
  why: [why, ...more],
});
const count = (many: number): string => many.toLocaleString('en-US');

/** `told` of all requests: exact, the least, or nothing. */
function sumOf(value: number, told: number, cell: Cell, what: string): Value {
  const { requests } = cell.sums;
  if (requests > 0 && told <= 0 && value === 0) return nothing(`no request tells ${what}`);
  if (told >= requests) return exact(value);
  const why = `${count(requests - told)} of ${count(requests)} requests don't tell ${what}`;
  return { value: known(value), exactness: 'lower-bound', range: null, why: [why] };
}

const over = (value: Value, divisor: number): Value => {
  const by = (amount: number): number => amount / divisor;
  const range = value.range && {
    low: by(value.range.low),
    high: value.range.high === null ? null : by(value.range.high),
  };
  return value.value.known ? { ...value, value: known(by(value.value.value)), range } : value;
};

/** By the second; nobody knows of a time at which we did not listen. */
const perSecond = (value: Value, seconds: number): Value =>
  seconds > 0 ? over(value, seconds) : nothing('nothing was received in this time: we did not listen');

/** What all requests cost, by our prices. */
export function spentOf({ cell, reasons }: Pick<Measured, 'cell' | 'reasons'>): Value {
  const { sums } = cell;
  const priced = toldOf(sums.priced, cell);
  if (sums.requests > 0 && sums.priced === 0 && sums.usd === 0 && sums.pricedTokens === 0)
    return nothing(reasons[0] ?? 'no request could be priced', ...reasons.slice(1));
  const missing = sums.requests - priced;
  const why = [
    ...(missing > 0 ? [`${count(missing)} of ${count(sums.requests)} requests have no price`] : []),
    ...reasons,
  ];
  const isRange = sums.usdLow !== sums.usdHigh;
  const exactness: Exactness = missing > 0 || sums.pricedLeast > 0 ? 'lower-bound' : isRange ? 'approximate' : 'exact';
  // What costs this or more at the least begins where the least of it lies.
  const high = exactness === 'lower-bound' ? null : sums.usdHigh * PICO;
  return {
    value: known(sums.usd * PICO),
    exactness,
    range: isRange ? { low: sums.usdLow * PICO, high } : null,
    why,
  };
}

export const billedOf = ({ cell }: Pick<Measured, 'cell'>): Value =>
  sumOf(cell.sums.billed * PICO, toldOf(cell.sums.billedTold, cell), cell, 'what it cost');

const HOUR_S = 3600;

function quantile(distribution: Distribution, part: number, scale: number, cell: Cell, what: string): Value {
  const found = quantileOf(distribution, part);
  if (!found) return nothing(cell.sums.requests > 0 ? `no request tells ${what}` : 'there were no requests');
  const range = found.range && {
    low: found.range.low * scale,
    high: found.range.high === null ? null : found.range.high * scale,
  };
  const why = found.range
    ? ['by the buckets of a histogram: it lies between their edges']
    : found.count < cell.sums.requests
      ? [`of ${count(found.count)} of ${count(cell.sums.requests)} requests, within 1 %`]
      : [];
  return { value: known(found.value * scale), exactness: 'approximate', range, why };
}

const tokens = (value: Value): Value =>
  value.value.known ? { ...value, value: known(Math.round(value.value.value)) } : value;

function share(part: number, whole: number, why: string, notes: readonly string[] = []): Value {
  if (whole <= 0) return nothing(why);
  return { ...exact(part / whole), why: notes };
}

/** What of input the provider's cache had, over those requests that tell both. */
function cached({ cell }: Measured): Value {
  const { sums } = cell;
  const told = toldOf(sums.cacheReadTold, cell);
  const notes =
    told < sums.requests
      ? [`of ${count(told)} of ${count(sums.requests)} requests: the others don't tell what was cached`]
      : [];
  return share(
    sums.cacheRead,
    sums.cacheReadOf,
    sums.requests > 0 ? 'no request tells what was cached' : 'there were no requests',
    notes,
  );
}

function retried({ cell }: Measured): Value {
  const { attempts, attemptsTold, attemptsDone, requests } = cell.sums;
  if (attemptsTold <= 0)
    return nothing(
      requests > 0
        ? 'no attempts are told: an SDK repeats what fails within its own span; instrument HTTP, or ask a gateway'
        : 'there were no requests',
    );
  if (attemptsDone <= 0) return nothing(`none of ${count(attemptsTold)} requests succeeded`);
  const notes = attemptsTold < requests ? [`of ${count(attemptsTold)} of ${count(requests)} requests`] : [];
  return { ...exact(attempts / attemptsDone), why: notes };
}

/** Each signal by what it is read from a cell; `routing` is the share of requests that another model answered than was asked. */
export const MEASURES: readonly { id: Exclude<SignalId, `gpu-${string}` | 'cache-response'>; measure: Measure }[] = [
  of('requests', 'requests/s', ({ cell, seconds }) => perSecond(exact(cell.sums.requests), seconds)),
  of('input-tokens', 'tokens/s', ({ cell, seconds }) =>
    perSecond(sumOf(cell.sums.input, toldOf(cell.sums.inputTold, cell), cell, 'tokens of input'), seconds),
  ),
  of('output-tokens', 'tokens/s', ({ cell, seconds }) =>
    perSecond(sumOf(cell.sums.output, toldOf(cell.sums.outputTold, cell), cell, 'tokens of output'), seconds),
  ),
  of('spend', 'USD/h', measured => perSecond(spentOf(measured), measured.seconds / HOUR_S), 'priced'),
  of('spend', 'USD/h', measured => perSecond(billedOf(measured), measured.seconds / HOUR_S), 'billed'),
  of('prompt-length-p50', 'tokens', ({ cell }) => tokens(quantile(cell.lengths, 0.5, 1, cell, 'its length'))),
  of('prompt-length-p95', 'tokens', ({ cell }) => tokens(quantile(cell.lengths, 0.95, 1, cell, 'its length'))),
  of('cache-prompt', 'ratio', cached),
  of('routing', 'ratio', ({ cell }) =>
    share(
      cell.sums.moved,
      cell.sums.movedTold,
      'no request tells both the model that was asked for and the one that answered',
    ),
  ),
  of('retries', 'factor', retried),
  of('failures', 'ratio', ({ cell }) => share(cell.sums.failures, cell.sums.requests, 'there were no requests')),
  of('first-token-p95', 's', ({ cell }) =>
    quantile(cell.firstTokens, 0.95, 1e-3, cell, 'when its first token came: it is told of streamed answers alone'),
  ),
];

function of(
  id: (typeof MEASURES)[number]['id'],
  name: Unit,
  read: Measure['of'],
  basis: Basis = 'measured',
): (typeof MEASURES)[number] {
  return { id, measure: { unit: name, basis, of: read } };
}

/** What one request costs, a thousand of them, a million tokens, and one that succeeded. */
export const UNIT_COSTS: Readonly<Record<UnitCostId, Measure>> = {
  perRequest: unit('USD/request', measured => overPriced(measured, priced => priced)),
  perThousand: unit('USD/1k requests', measured => overPriced(measured, priced => priced / 1000)),
  perMtok: unit('USD/Mtok', measured => overPriced(measured, () => measured.cell.sums.pricedTokens / 1e6)),
  perSuccess: unit('USD/request', measured => {
    const { requests, failures } = measured.cell.sums;
    return divided(spentOf(measured), requests - failures);
  }),
};

function unit(name: Unit, read: Measure['of']): Measure {
  return { unit: name, basis: 'priced', of: read };
}

/** By the requests that could be priced: those without a price are in neither. */
function overPriced({ cell, reasons }: Measured, divisor: (priced: number) => number): Value {
  const { sums } = cell;
  const priced = toldOf(sums.priced, cell);
  const spent = spentOf({ cell: { ...cell, sums: { ...sums, requests: priced } }, reasons });
  const value = divided(spent, divisor(priced));
  return priced < sums.requests && value.value.known
    ? {
        ...value,
        why: [`of ${count(priced)} of ${count(sums.requests)} requests: the others have no price`, ...value.why],
      }
    : value;
}

const divided = (value: Value, by: number): Value =>
  value.value.known && by <= 0 ? nothing('there were no requests that it could be divided by') : over(value, by);
