import { CHAT_COMPLETION, type Sdk } from './sdk.ts';

/** Constants of `openai_api_rs::v1::common`: `GPT4_O_MINI`. */
const MODELS = [
  ...'gpt-4-o gpt-4-o-mini gpt-4-o-2024-05-13 gpt-4-o-2024-08-06 gpt-4-o-2024-11-20 gpt-4 gpt-4-turbo'.split(' '),
  ...'gpt-4.1 gpt-4.1-mini gpt-4.1-nano gpt-3.5-turbo gpt-3.5-turbo-16k gpt-3.5-turbo-instruct'.split(' '),
  ...'gpt-5 gpt-5-mini gpt-5-nano gpt-5.1 gpt-5.2 gpt-5.4 gpt-5.4-mini o1 o1-pro o3 o3-mini o4-mini'.split(' '),
  ...'text-embedding-3-small text-embedding-3-large text-embedding-ada-002'.split(' '),
];

const constantOf = (id: string): string => id.replace('gpt-', 'gpt').replaceAll(/[-.]/g, '_').toUpperCase();

/** https://docs.rs/openai-api-rs */
export const openaiApiRs: Sdk = {
  id: 'openai-api-rs',
  name: 'openai-api-rs',
  packages: { rust: ['openai_api_rs'] },
  clients: { Client: 'openai', OpenAIClient: 'openai' },
  provider: 'openai',
  constructors: ['new()', 'new_with_endpoint()', 'build()'],
  models: Object.fromEntries(MODELS.map(id => [constantOf(id), id.replace('gpt-4-o', 'gpt-4o')])),
  transparent: [],
  operations: [
    ...(['chat_completion', 'chat_completion_stream'] as const).map(operation => ({
      ...CHAT_COMPLETION,
      callee: [`{client}().${operation}`],
      operation,
      model: ['(0).model', '(0).new(0)'],
      prompt: [{ from: ['(0).messages', '(0).new(1)'], as: 'messages' as const }],
      maxOutput: ['(0).max_completion_tokens', '(0).max_tokens'],
      tools: ['(0).tools', '(0).functions'],
      schema: ['(0).response_format'],
    })),
    {
      callee: ['{client}().completion'],
      operation: 'completion',
      kind: 'completion',
      model: ['(0).model', '(0).new(0)'],
      prompt: [{ from: ['(0).prompt', '(0).new(1)', '(0).messages'], as: 'input' }],
      maxOutput: ['(0).max_tokens'],
    },
    {
      callee: ['{client}().embedding'],
      operation: 'embedding',
      kind: 'embedding',
      model: ['(0).model', '(0).new(0)'],
      prompt: [{ from: ['(0).input', '(0).new(1)'], as: 'inputs' }],
      maxOutput: [],
    },
  ],
};
