import type { Alert, Mismatch, RateSignal, RateState } from '../../../server/core/signals/live.ts';
import { RATE_STEPS, stepOf } from '../../../server/core/signals/rates.ts';
import { AT, reading } from './reading.ts';

/** What a live state has to be told of. */

export const ALERTS: readonly Alert[] = [
  {
    id: 'burn Shop',
    severity: 'page',
    since: AT - 9 * 60_000,
    title: 'Budget Shop burns 15.2 times as fast as it may',
    driver: 'model gpt-4.1: 84 % of the growth',
    how: 'Above 14.4× in the last hour and the last 5 minutes.',
  },
];

export const MISMATCHES: readonly Mismatch[] = [
  {
    id: 'bound answer',
    text: 'allows 4,096 tokens of output, and the longest of 1,240 answers took ~383 (p99 ~350): the worst case that is priced here never came; 770 would still leave room',
    detail:
      'Each was sent with this bound, in 3 days. Of so many, fewer than 0.2 % are longer than the longest (95 % sure).',
    file: 'service/assistant.py',
    site: 'answer openai.chat#1',
  },
];

const rate = (id: RateSignal, long: number, base: number | string): RateState => ({
  source: 'otlp',
  counter: 'client',
  vocabulary: 'otel-genai',
  id,
  steps: RATE_STEPS.map(at =>
    stepOf(id, at, {
      long: reading(long, 'tokens/s'),
      short: reading(long * 1.02, 'tokens/s'),
      baseline: { label: 'this time of 2 earlier weeks', reading: reading(base, 'tokens/s') },
      requests: 3400,
    }),
  ),
  driver: null,
});

export const RATES: readonly RateState[] = [
  rate('input-tokens', 4180, 1990),
  rate('spend', 1.22, 'nobody listened at this time in the last two weeks'),
];
