import { CHAT_COMPLETION, type Sdk } from './sdk.ts';

const RESPONSE = [
  { from: ['instructions'], as: 'system' },
  { from: ['input'], as: 'input' },
] as const;

/** https://platform.openai.com/docs/api-reference */
export const openai: Sdk = {
  id: 'openai',
  name: 'OpenAI',
  packages: { python: ['openai', 'langfuse.openai'], typescript: ['openai'] },
  defaultExport: 'OpenAI',
  clients: {
    OpenAI: 'openai',
    AsyncOpenAI: 'openai',
    Client: 'openai',
    AsyncClient: 'openai',
    AzureOpenAI: 'azure',
    AsyncAzureOpenAI: 'azure',
  },
  provider: 'openai',
  transparent: ['beta', 'with_options()', 'withOptions()', 'with_raw_response', 'with_streaming_response', 'copy()'],
  operations: [
    {
      ...CHAT_COMPLETION,
      callee: [
        '{client}().chat.completions.create',
        'chat.completions.create',
        'ChatCompletion.create',
        'ChatCompletion.acreate',
      ],
      operation: 'chat.completions.create',
      model: ['model', 'engine'],
      signature: ['model', 'messages'],
    },
    {
      ...CHAT_COMPLETION,
      callee: ['{client}().chat.completions.parse', 'chat.completions.parse'],
      operation: 'chat.completions.parse',
      signature: ['model', 'messages'],
    },
    {
      ...CHAT_COMPLETION,
      callee: ['{client}().chat.completions.stream', '{client}().chat.completions.runTools'],
      operation: 'chat.completions.stream',
      signature: ['model', 'messages'],
    },
    {
      callee: ['{client}().responses.create', 'responses.create'],
      operation: 'responses.create',
      kind: 'chat',
      model: ['model'],
      prompt: RESPONSE,
      maxOutput: ['max_output_tokens'],
      tools: ['tools'],
      schema: ['text.format'],
      signature: ['model', 'input'],
    },
    {
      callee: ['{client}().responses.parse', '{client}().responses.stream', 'responses.parse'],
      operation: 'responses.parse',
      kind: 'chat',
      model: ['model'],
      prompt: RESPONSE,
      maxOutput: ['max_output_tokens'],
      tools: ['tools'],
      schema: ['text_format', 'text.format'],
      signature: ['model', 'input'],
    },
    {
      callee: ['{client}().completions.create', 'completions.create', 'Completion.create', 'Completion.acreate'],
      operation: 'completions.create',
      kind: 'completion',
      model: ['model', 'engine'],
      prompt: [{ from: ['prompt'], as: 'user' }],
      maxOutput: ['max_tokens'],
      signature: ['model', 'prompt'],
    },
    {
      callee: ['{client}().embeddings.create', 'embeddings.create', 'Embedding.create', 'Embedding.acreate'],
      operation: 'embeddings.create',
      kind: 'embedding',
      model: ['model', 'engine'],
      prompt: [{ from: ['input'], as: 'inputs' }],
      maxOutput: [],
      signature: ['model', 'input'],
    },
  ],
};
