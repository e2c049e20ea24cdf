import type { AnalyzedCall } from '../model.ts';
import { foundOf, retirementsOf } from './retirements.ts';
import type { Context, Found, Rule } from './rule.ts';

export const retiredModel: Rule = {
  id: 'retired-model',
  title: 'A model that its provider has retired',
  severity: 'warning',
  why: [
    'A provider answers requests for a retired model with an error, or with another model at another price. Days and replacements are those that the provider states; who resells a model has days of its own, and nothing is told of them.',
  ],
  said: [
    {
      says: 'Requests to models past their retirement date fail.',
      source: 'https://docs.anthropic.com/en/docs/about-claude/model-deprecations',
      asOf: '2025-12-01',
    },
  ],
  ignore:
    'Where the name stands for another model: a proxy that maps it. What it maps to can be said in the configuration.',
  example: {
    language: 'python',
    before: 'client.messages.create(model="claude-3-5-sonnet-20241022", messages=messages, max_tokens=500)',
    after: 'client.messages.create(model="claude-sonnet-4-5", messages=messages, max_tokens=500)',
  },
  tiers: ['production', 'example'],
  check: { of: 'call', find },
};

function find(call: AnalyzedCall, context: Context): Found[] {
  return retirementsOf(call, ({ on, isEarliest }) => on <= context.meter.on && !isEarliest).map(one =>
    foundOf(call, one, `was retired on ${one.retirement.on}`, context),
  );
}
