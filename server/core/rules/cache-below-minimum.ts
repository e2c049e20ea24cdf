import type { AnalyzedCall } from '../model.ts';
import type { Found, Rule } from './rule.ts';

export const cacheBelowMinimum: Rule = {
  id: 'cache-below-minimum',
  title: 'A mark for the cache that does nothing',
  severity: 'warning',
  why: [
    'Below a minimum of tokens, which depends on the model, a provider keeps nothing of a prompt, whatever marks it. It gives no error: the request is billed as if the mark were not there, and the usage says that zero tokens were written.',
  ],
  said: [
    {
      says: 'Prompts under the model’s minimum are not kept; the request is processed without caching, and no error is given.',
      source: 'https://dev.to/creeta/claudes-prompt-cache-fails-silently-below-1024-tokens-1ch1',
      asOf: '2026-11-21',
    },
  ],
  ignore: 'Where the prompt is about to grow: the mark costs nothing while it does nothing.',
  example: {
    language: 'python',
    before: [
      'client.messages.create(',
      '    model="claude-haiku-4-5",',
      '    system=[{"type": "text", "text": "Answer in one word.", "cache_control": {"type": "ephemeral"}}],',
      '    messages=messages,',
      '    max_tokens=10,',
      ')',
    ].join('\n'),
    after: null,
  },
  check: { of: 'call', find },
};

function find({ cost, through, model }: AnalyzedCall): Found[] {
  const caches = cost.models.flatMap(({ cache }) => (cache?.how === 'marked' ? cache : []));
  const [first] = caches;
  const isShort = caches.length === cost.models.length && caches.every(({ isKept }) => isKept === false);
  if (!first?.minimum || !isShort || through.length > 0 || model.unknown !== null) return [];
  const { minimum, prefix } = first;
  const [count, least] = [prefix.max ?? prefix.min, minimum.tokens].map(one => one.toLocaleString('en-US'));
  const name = model.candidates.map(({ id }) => id).join(' and ');
  const about = prefix.exactness === 'exact' ? '' : 'about ';
  return [
    {
      message: `The mark for the cache does nothing: it stands behind ${about}${count} tokens, and ${name} keeps no prompt under ${least}.`,
    },
  ];
}
