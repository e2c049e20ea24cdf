import { budgetOf } from '../configuration/apply.ts';
import type { AnalyzedCall } from '../model.ts';
import type { Context, Found, Rule } from './rule.ts';

export const promptOverBudget: Rule = {
  id: 'prompt-over-budget',
  title: 'A prompt longer than the project allows',
  severity: 'warning',
  why: [
    'Prompts grow by a sentence at a time, and nobody sees the sum. `budgets` in the project’s configuration says how many tokens of input calls may have; what surely has more is told.',
    'It is counted what the source decides. What is filled in at run time comes on top and is no part of it.',
  ],
  said: [],
  ignore: 'Never: give the call a budget of its own, by its `path`, `symbol` or `site`.',
  example: {
    language: 'yaml',
    before: 'budgets:\n  - path: src/agents/**\n    tokens: 4000\n  - tokens: 1500',
    after: null,
  },
  check: { of: 'call', find },
};

function find(call: AnalyzedCall, { configuration: { budgets } }: Context): Found[] {
  const budget = budgetOf(call, budgets);
  const { min } = call.cost.input;
  if (budget === null || min <= budget) return [];
  const [count, over, allowed] = [min, min - budget, budget].map(one => one.toLocaleString('en-US'));
  return [{ message: `${count} tokens of input or more: ${over} over the budget of ${allowed}.` }];
}
