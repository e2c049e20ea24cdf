import type { AnalyzedCall, Fix } from '../model.ts';
import type { Context, Found, Rule } from './rule.ts';
import { adding, argumentIn, type CallSource, functionAround, quoteOf, sourceOf } from './source.ts';

export const streamWithoutUsage: Rule = {
  id: 'stream-without-usage',
  title: 'A stream that does not say what it cost',
  severity: 'info',
  why: [
    'A streamed chat completion tells no usage unless it is asked for. What records costs from answers (a proxy, a trace, a budget) then sees zero tokens, and limits that rest on it never hold.',
    'It is told where the function around the call reads usage: of answers that are not streamed, or in vain. With `include_usage` one more chunk comes at the end: its `choices` are empty, and code that reads `choices[0]` of each chunk must pass over it.',
  ],
  said: [
    {
      says: '“If set, an additional chunk will be streamed before the data: [DONE] message. The usage field on this chunk shows the token usage statistics for the entire request, and the choices field will always be an empty array.”',
      source: 'https://platform.openai.com/docs/api-reference/chat/create#chat-create-stream_options',
      asOf: '2026-11-21',
    },
  ],
  ignore: 'Where the usage that is read is that of another answer, or a proxy asks for it by itself.',
  example: {
    language: 'python',
    before: 'client.chat.completions.create(model="gpt-4o", messages=messages, stream=True)',
    after: [
      'client.chat.completions.create(',
      '    model="gpt-4o",',
      '    messages=messages,',
      '    stream=True,',
      '    stream_options={"include_usage": True},',
      ')',
    ].join('\n'),
  },
  check: { of: 'call', find },
};

function find(call: AnalyzedCall, { project }: Context): Found[] {
  if (call.operation !== 'chat.completions.create') return [];
  const source = sourceOf(call, project);
  const stream = source && argumentIn(source, 'stream');
  if (!source || source.isOpen || stream?.kind !== 'constant' || stream.value !== true) return [];
  if (OPTIONS.some(name => argumentIn(source, name))) return [];
  if (!USAGE.test(functionAround(source))) return [];
  return [
    {
      message:
        'Usage is read here, and this stream does not tell it: `stream_options` with `include_usage` asks for it.',
      fix: fixOf(call, source),
    },
  ];
}

/** What is done with it where it comes. */
const USAGE = /(?<!gen_ai|llm)\.usage\b(?![.\w]*["'`])|\["']usage["']\]/;

/** `extra_body` may hold anything. */
const OPTIONS = ['stream_options', 'extra_body'];

/** A chunk without choices breaks code that takes the first of them for granted. */
const UNGUARDED = /\bchoices\s*\[\s*0\s*\]/;

function fixOf({ cost }: AnalyzedCall, source: CallSource): Fix | null {
  const title = 'Ask for the usage';
  if (UNGUARDED.test(source.text))
    return {
      kind: 'disabled',
      title,
      saving: null,
      why: 'the last chunk has no choices, and `choices[0]` is read in this file',
    };
  // Other servers may not know the option.
  const isOpenAi = cost.models.length > 0 && cost.models.every(({ model }) => model.provider === 'openai');
  const quote = quoteOf(source);
  const options = source.language === 'python' ? `{${quote}include_usage${quote}: True}` : '{ include_usage: true }';
  const edits = adding(source, 'stream_options', options);
  return edits ? { kind: 'edit', title, saving: null, edits, isSafe: isOpenAi } : null;
}
