import type { Conditions } from '../configuration.ts';
import type { Keys } from './key.ts';

/** Which calls a row is for, in all that the source tells of them. */
export const CONDITION_KEYS: Keys<Conditions> = {
  env: { type: 'text', description: 'For calls whose model comes from this environment variable: `OPENAI_MODEL`.' },
  variable: {
    type: 'text',
    description: 'For calls whose model is this, as Prompt Cost names it: `settings.model`.',
  },
  site: { type: 'text', description: 'For the call of this id, which `prompt-cost scan --json` tells.' },
  symbol: { type: 'text', description: 'For calls in this function, method or class: `Agent.answer`.' },
  path: { type: 'text', description: 'For calls in these files: `src/agents/**`.' },
};

/** The same, by the call's place alone. */
export const PLACE_KEYS: Keys<Pick<Conditions, 'site' | 'symbol' | 'path'>> = {
  site: CONDITION_KEYS.site,
  symbol: CONDITION_KEYS.symbol,
  path: CONDITION_KEYS.path,
};
