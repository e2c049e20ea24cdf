import type { Operation, Sdk } from './sdk.ts';

const CHAT: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  model: ['(1).model'],
  prompt: [
    { from: ['(1).preamble'], as: 'system' },
    { from: ['(1).chat_history'], as: 'messages' },
    { from: ['(1).message'], as: 'user' },
    { from: ['(1).messages'], as: 'messages' },
  ],
  maxOutput: ['(1).max_tokens'],
  tools: ['(1).tools'],
  schema: ['(1).response_format'],
};

/** https://github.com/cohere-ai/cohere-go */
export const cohereGo: Sdk = {
  id: 'cohere',
  name: 'Cohere',
  packages: { go: ['github.com/cohere-ai/cohere-go'] },
  clients: { NewClient: 'cohere', Client: 'cohere' },
  provider: 'cohere',
  conversions: ['String', 'Int', 'Float64', 'Bool'],
  transparent: ['V2'],
  operations: [
    { ...CHAT, callee: ['{client}().Chat'], operation: 'chat' },
    { ...CHAT, callee: ['{client}().ChatStream'], operation: 'chat_stream' },
    {
      callee: ['{client}().Generate', '{client}().GenerateStream'],
      operation: 'generate',
      kind: 'completion',
      model: ['(1).model'],
      prompt: [{ from: ['(1).prompt'], as: 'user' }],
      maxOutput: ['(1).max_tokens'],
    },
    {
      callee: ['{client}().Embed'],
      operation: 'embed',
      kind: 'embedding',
      model: ['(1).model'],
      prompt: [{ from: ['(1).texts'], as: 'inputs' }],
      maxOutput: [],
    },
  ],
};
