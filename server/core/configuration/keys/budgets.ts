import type { BudgetRow } from '../configuration.ts';
import { CONDITION_KEYS } from './conditions.ts';
import type { Rows } from './key.ts';

export const budgets: Rows<BudgetRow> = {
  type: 'rows',
  description:
    'How long prompts may be; the rule `prompt-over-budget` tells of those that are longer. The first row that fits counts.',
  row: {
    keys: {
      tokens: { type: 'number', above: 0, description: 'How many tokens of input a call may have: 4000.' },
      ...CONDITION_KEYS,
    },
    required: ['tokens'],
    oneOf: [],
    lacking: '',
  },
};
