import type { UsageRow } from '../configuration.ts';
import { CONDITION_KEYS } from './conditions.ts';
import type { Rows } from './key.ts';

export const usage: Rows<UsageRow> = {
  type: 'rows',
  description:
    'How calls are made: how often, with how much, and what their cache saves. The first row that fits counts.',
  row: {
    keys: {
      callsPerMonth: { type: 'number', least: 0, description: 'How often the call is made in a month.' },
      holes: {
        type: 'numbers',
        least: 0,
        description:
          'How many tokens what is filled in at run time has, by the name that Prompt Cost gives it: `{ context: 1200 }`.',
      },
      outputTokens: { type: 'number', least: 0, description: 'How many tokens an answer has, on average.' },
      cacheHitRate: {
        type: 'number',
        least: 0,
        most: 1,
        description: "Which part of the input is read from the provider's cache: 0.8 is 80 %.",
      },
      cacheWrite: {
        type: 'text',
        values: ['5m', '1h'],
        description: 'For how long the rest of the input is written to the cache, where that has a price of its own.',
      },
      source: { type: 'text', description: 'Where these figures come from: `invoice of October`.' },
      asOf: { type: 'text', description: 'The day of these figures: `2026-11-21`.' },
      model: { type: 'text', description: 'For calls of this model, or of a pattern of several: `gpt-4o*`.' },
      ...CONDITION_KEYS,
    },
    required: [],
    oneOf: ['callsPerMonth', 'holes', 'outputTokens', 'cacheHitRate'],
    lacking: 'says nothing of the calls',
  },
};
