import type { ModelMapping } from '../configuration.ts';
import { CONDITION_KEYS } from './conditions.ts';
import type { Rows } from './key.ts';

export const models: Rows<ModelMapping> = {
  type: 'rows',
  description: 'Which model answers where the source does not decide it. The first row that fits counts.',
  row: {
    keys: {
      model: { type: 'text', description: 'The model that answers, as its provider calls it: `gpt-4o`.' },
      provider: { type: 'text', description: 'Who serves it, where not its maker: `azure`, `aws`.' },
      ...CONDITION_KEYS,
    },
    required: ['model'],
    oneOf: ['env', 'variable', 'site', 'symbol', 'path'],
    lacking: 'does not say which calls it is for',
  },
};
