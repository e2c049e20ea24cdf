import { UNTIL_IT_SUCCEEDS } from '../calls/attempts.ts';
import type { AnalyzedCall } from '../model.ts';
import type { Found, Rule } from './rule.ts';

export const endlessRetry: Rule = {
  id: 'endless-retry',
  title: 'Retried until it succeeds',
  severity: 'info',
  why: [
    'Without a limit a call that can’t succeed (a prompt too long, an answer that never fits the schema) is made again for ever. What the server answered before the failure is paid for each time.',
  ],
  said: [
    {
      says: '“As you saw above, the default behavior is to retry forever without waiting when an exception is raised.”',
      source: 'https://tenacity.readthedocs.io/en/latest/',
      asOf: '2026-11-21',
    },
  ],
  ignore: 'Where what is around the call stops it: a job with a deadline.',
  example: {
    language: 'python',
    before: '@retry\ndef ask(question):\n    return client.responses.create(model="gpt-4o", input=question)',
    after:
      '@retry(stop=stop_after_attempt(3))\ndef ask(question):\n    return client.responses.create(model="gpt-4o", input=question)',
  },
  check: { of: 'call', find },
};

function find({ repeats, through }: AnalyzedCall): Found[] {
  if (through.length > 0) return [];
  return repeats.flatMap(({ kind, count, over, place }) =>
    kind === 'attempts' && !count.known && count.why === UNTIL_IT_SUCCEEDS
      ? [
          {
            message: `\`${over}\` makes this call again until it succeeds, however often that takes.`,
            related: [{ place, message: `\`${over}\`` }],
          },
        ]
      : [],
  );
}
