import type { Alert, Mismatch } from '../../../server/core/signals/live.ts';
import { AT } from './reading.ts';

/** What a live state has to be told of. */

export const ALERTS: readonly Alert[] = [
  {
    id: 'burn Shop',
    severity: 'page',
    since: AT - 9 * 60_000,
    title: 'Budget Shop burns 15.2 times as fast as it may',
    driver: 'Prompt length p95 +38 %, gpt-4.1, SUPPORT_SYSTEM grew by 640 tok in 9f3c1a2',
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
