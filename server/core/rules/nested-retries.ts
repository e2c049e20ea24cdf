import type { AnalyzedCall, Repetition } from '../model.ts';
import { holds } from '../positions.ts';
import type { Found, Rule } from './rule.ts';

export const nestedRetries: Rule = {
  id: 'nested-retries',
  title: 'Retries within retries',
  severity: 'info',
  why: [
    'Where a call is tried again by the SDK, and what holds the call is tried again too, attempts multiply: five of the one and three of the other are fifteen requests. Requests that run into a timeout, or whose answer is refused by a check, are paid for each time.',
  ],
  said: [
    {
      says: 'OpenAI’s and Anthropic’s SDKs try a request twice again by themselves, unless `max_retries` says otherwise.',
      source: 'https://github.com/openai/openai-python#retries',
      asOf: '2026-11-21',
    },
  ],
  ignore:
    'Where the two are for different failures: the SDK for a busy server, the program for an answer that does not parse.',
  example: {
    language: 'python',
    before: [
      'client = OpenAI(max_retries=4)',
      '',
      '@retry(stop=stop_after_attempt(3))',
      'def ask(question):',
      '    return client.responses.create(model="gpt-4o", input=question)',
    ].join('\n'),
    after: [
      'client = OpenAI(max_retries=0)',
      '',
      '@retry(stop=stop_after_attempt(3))',
      'def ask(question):',
      '    return client.responses.create(model="gpt-4o", input=question)',
    ].join('\n'),
  },
  check: { of: 'call', find },
};

function find({ repeats, place, through }: AnalyzedCall): Found[] {
  const attempts = repeats.filter(({ kind }) => kind === 'attempts');
  // What a function of the project does by itself is told there.
  const isHere = through.length === 0 || attempts.some(one => holds(one.place, place));
  if (attempts.length < 2 || !isHere) return [];
  const counts = attempts.map(({ count }) => (count.known ? count.value : null));
  const product = counts.reduce<number | null>((all, one) => (all === null || one === null ? null : all * one), 1);
  const most = product === null ? '' : ` = ${product}`;
  return [
    {
      message: `Retries within retries: up to ${counts.map(one => one ?? '?').join(' × ')}${most} requests.`,
      related: attempts.map(one => ({ place: one.place, message: toldOf(one) })),
    },
  ];
}

const toldOf = ({ over, count }: Repetition): string =>
  count.known ? `${count.value} attempts by \`${over}\`` : `attempts by \`${over}\`: ${count.why}`;
