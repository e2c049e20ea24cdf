import type { Texts } from './key.ts';

export const candidates: Texts = {
  type: 'texts',
  description: 'Models that a call is compared with where it is explained: `anthropic/claude-haiku-4-5`.',
};
