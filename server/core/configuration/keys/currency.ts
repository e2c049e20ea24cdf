import type { Currency } from '../../../../pricing/own.ts';
import type { OneRow } from './key.ts';

export const currency: OneRow<Currency> = {
  type: 'row',
  description: 'What amounts are shown in, if not in US dollars. Never looked up: the rate is yours.',
  row: {
    keys: {
      code: { type: 'text', description: 'The currency that amounts are shown in: `EUR`.' },
      perUsd: { type: 'number', above: 0, description: 'What one US dollar is in it, by your own word: 0.92.' },
      asOf: { type: 'text', description: 'The day of that rate: `2026-11-21`.' },
    },
    required: ['code', 'perUsd', 'asOf'],
    oneOf: [],
    lacking: '',
  },
};
