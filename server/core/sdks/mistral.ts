import { CHAT_COMPLETION, type Sdk } from './sdk.ts';

/** https://docs.mistral.ai/api */
export const mistral: Sdk = {
  id: 'mistral',
  name: 'Mistral',
  packages: { python: ['mistralai'], typescript: ['@mistralai/mistralai'] },
  clients: { Mistral: 'mistral', MistralClient: 'mistral' },
  provider: 'mistral',
  transparent: [],
  operations: [
    {
      ...CHAT_COMPLETION,
      callee: [
        '{client}().chat.complete',
        '{client}().chat.complete_async',
        '{client}().chat.parse',
        '{client}().chat.parse_async',
      ],
      operation: 'chat.complete',
      signature: ['model', 'messages'],
    },
    {
      ...CHAT_COMPLETION,
      callee: ['{client}().chat.stream', '{client}().chat.stream_async'],
      operation: 'chat.stream',
      signature: ['model', 'messages'],
    },
    {
      ...CHAT_COMPLETION,
      callee: ['{client}().chat', '{client}().chat_stream', '{client}().chatStream'],
      operation: 'chat',
    },
    {
      callee: ['{client}().embeddings.create', '{client}().embeddings.create_async', '{client}().embeddings'],
      operation: 'embeddings.create',
      kind: 'embedding',
      model: ['model'],
      prompt: [{ from: ['inputs', 'input'], as: 'inputs' }],
      maxOutput: [],
    },
  ],
};
