import { priceOf } from '../../../pricing/index.ts';
import type { AnalyzedCall } from '../model.ts';
import type { Context, Found, Rule } from './rule.ts';

export const longContextPrice: Rule = {
  id: 'long-context-price',
  title: 'A prompt at the price of long ones',
  severity: 'info',
  why: [
    'Some models take more for every token of a prompt, not only for those above, once it is longer than a threshold: twice as much for input, half as much again for output with most. A prompt just above it costs twice one just below.',
  ],
  said: [
    {
      says: 'Prompts above 200,000 tokens have a price of their own with Gemini’s larger models.',
      source: 'https://ai.google.dev/gemini-api/docs/pricing',
      asOf: '2026-11-21',
    },
  ],
  ignore: 'Where all of it is needed.',
  example: {
    language: 'python',
    before: 'client.models.generate_content(model="gemini-2.5-pro", contents=WHOLE_MANUAL)  # 210,000 tokens',
    after: null,
  },
  check: { of: 'call', find },
};

function find({ cost, through }: AnalyzedCall, { meter: { on }, configuration: { prices } }: Context): Found[] {
  if (through.length > 0) return [];
  return cost.models.flatMap(({ model, tokens, price }) => {
    if (!price.known || price.value.tier === null) return [];
    const short = priceOf(model.id, model.provider, on, 1, prices);
    if (!short.known || short.value.inputPerMtok >= price.value.inputPerMtok) return [];
    const count = tokens.min.toLocaleString('en-US');
    return [{ message: `At ${count} tokens the prompt takes ${model.id}'s higher price: ${price.value.tier}.` }];
  });
}
