import type { Exemption } from '../configuration.ts';
import { PLACE_KEYS } from './conditions.ts';
import type { Rows } from './key.ts';

export const exemptions: Rows<Exemption> = {
  type: 'rows',
  description: 'Calls that a policy is not for, with the day that this ends and the reason.',
  row: {
    keys: {
      policy: { type: 'text', description: 'The name of the policy; every one, if left out.' },
      until: { type: 'text', description: 'The last day that it holds: `2026-12-31`.' },
      reason: { type: 'text', description: 'Why: it is told beside what it lets pass.' },
      ...PLACE_KEYS,
    },
    required: ['until', 'reason'],
    oneOf: ['site', 'symbol', 'path', 'policy'],
    lacking: 'does not say what it is for',
  },
};
