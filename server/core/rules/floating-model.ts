import type { AnalyzedCall } from '../model.ts';
import type { Found, Rule } from './rule.ts';

export const floatingModel: Rule = {
  id: 'floating-model',
  title: 'A model name that moves on by itself',
  severity: 'off',
  why: [
    'A name that ends in `-latest` stands for whatever the provider has last released: its price, its tokens and its answers change without a change of the code.',
    'It is off by default, since many want just that.',
  ],
  said: [],
  ignore: 'Where the newest is what is wanted.',
  example: {
    language: 'python',
    before: 'client.messages.create(model="claude-3-5-haiku-latest", messages=messages, max_tokens=500)',
    after: 'client.messages.create(model="claude-3-5-haiku-20241022", messages=messages, max_tokens=500)',
  },
  check: { of: 'call', find },
};

function find({ model, through, place }: AnalyzedCall): Found[] {
  return model.candidates
    .filter(({ id }) => through.length === 0 && id.endsWith('-latest'))
    .map(one => ({
      message: `\`${one.id}\` stands for another model from time to time.`,
      ...(one.place.file === place.file ? { place: one.place } : {}),
    }));
}
