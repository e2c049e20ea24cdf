import type { AnalyzedCall } from '../model.ts';
import { foundOf, retirementsOf } from './retirements.ts';
import type { Context, Found, Rule } from './rule.ts';

export const retiringModel: Rule = {
  id: 'retiring-model',
  title: 'A model with a day of retirement',
  severity: 'info',
  why: [
    'From that day on the provider does not answer for the model. What comes after it may count the same text as other tokens and take another price: the fix tells the difference for this call.',
  ],
  said: [
    {
      says: 'Retirement days are told at least 60 days before.',
      source: 'https://docs.anthropic.com/en/docs/about-claude/model-deprecations',
      asOf: '2025-12-01',
    },
  ],
  ignore: 'Until the day comes near, if a change of model needs tests of its own.',
  example: {
    language: 'python',
    before: 'client.messages.create(model="claude-sonnet-4-5", messages=messages, max_tokens=500)',
    after: null,
  },
  check: { of: 'call', find },
};

function find(call: AnalyzedCall, context: Context): Found[] {
  return retirementsOf(call, ({ on, isEarliest }) => on > context.meter.on && !isEarliest).map(one =>
    foundOf(call, one, `will be retired on ${one.retirement.on}`, context),
  );
}
