import type { Alert, RateSignal, RateState, RateStep } from './live.ts';
import { type Reading, type Signal, unknown } from './model.ts';

/**
 * What is read and spent in a moment, against the same time of earlier weeks: it moves before any budget does. The rules for Prometheus
 * are written of the same numbers (`prometheus/alerts.ts`).
 */
export const RATE_SIGNALS: readonly RateSignal[] = ['input-tokens', 'output-tokens', 'spend'];

const MINUTE = 60_000;

/**
 * Two windows at once, as with budgets: the long one says that it is no blip, the short one that it is still so. Weeks differ, and rarely
 * by twice over two hours; four times within half an hour is a loop, or a prompt that grew.
 */
export const RATE_STEPS = [
  { long: '30m', short: '5m', longMs: 30 * MINUTE, shortMs: 5 * MINUTE, limit: 4, severity: 'page' },
  { long: '2h', short: '30m', longMs: 120 * MINUTE, shortMs: 30 * MINUTE, limit: 2, severity: 'ticket' },
] as const;

/** Of less nobody is told, however many times it is: tokens a second, and dollars an hour, which are $72 a month. */
export const LEAST_RATE: Readonly<Record<RateSignal, number>> = { 'input-tokens': 10, 'output-tokens': 2, spend: 0.1 };
/** A baseline of less than this part of it is next to nothing: what is many times that says little. */
export const LEAST_BASELINE = 0.1;
/** In the long window: one long prompt is no rate. */
export const LEAST_REQUESTS = 20;

/** What was seen of a rate in one pair of windows. */
export interface RateSeen {
  long: Reading;
  short: Reading;
  /** Over the long window in earlier weeks; null, with the reason, where there are none. */
  baseline: Signal['before'][number];
  /** In the long window; null: they are not counted. */
  requests: number | null;
}

export function stepOf(id: RateSignal, at: (typeof RATE_STEPS)[number], seen: RateSeen): RateStep {
  const { long, short, baseline } = seen;
  const { limit, severity } = at;
  const step = { windows: { long: at.long, short: at.short }, long, short, baseline, limit, severity };
  const silent = (why: string): RateStep => ({ ...step, factor: unknown(why), isBeyond: false });
  const { value: base, exactness } = baseline.reading;
  if (!base.known) return silent(`no baseline: ${base.why}`);
  if (exactness === 'lower-bound') return silent('no baseline: of earlier weeks only a part is told');
  if (base.value < LEAST_RATE[id] * LEAST_BASELINE) return silent('next to nothing ran at this time of earlier weeks');
  if (!long.value.known) return silent(long.value.why);
  if (!short.value.known) return silent(short.value.why);
  if (seen.requests !== null && seen.requests < LEAST_REQUESTS)
    return silent(`only ${Math.round(seen.requests)} requests in ${at.long}`);
  const factor = Math.min(long.value.value, short.value.value) / base.value;
  const isBeyond = factor > limit && long.value.value > LEAST_RATE[id];
  return { ...step, factor: { known: true, value: factor }, isBeyond };
}

const TITLES: Readonly<Record<RateSignal, string>> = {
  'input-tokens': 'Input tokens come',
  'output-tokens': 'Output tokens come',
  spend: 'Money goes',
};

/** One alert of all rates, the farthest beyond: tokens in, tokens out and dollars mostly rise for one reason, and several may count it. */
export function rateAlerts(rates: readonly RateState[], before: readonly Alert[], now: number): Alert[] {
  const beyond = rates
    .flatMap(rate =>
      rate.steps.flatMap(step => (step.isBeyond && step.factor.known ? [{ rate, step, by: step.factor.value }] : [])),
    )
    .toSorted((a, b) => Number(b.step.severity === 'page') - Number(a.step.severity === 'page') || b.by - a.by);
  const [worst] = beyond;
  if (!worst) return [];
  const { rate, step, by } = worst;
  const since = before.find(({ id }) => id === RATE_ALERT)?.since ?? now;
  const title = `${TITLES[rate.id]} ${by.toFixed(1)}× as fast as at ${step.baseline.label}`;
  return [{ id: RATE_ALERT, severity: step.severity, since, title, driver: rate.driver, how: step.long.how }];
}

const RATE_ALERT = 'rate';
