import type { Sdk } from './sdk.ts';

/** https://github.com/tmc/langchaingo: every provider's package has a `New`, and all give an `llms.Model`. */
export const langchainGo: Sdk = {
  id: 'langchain',
  name: 'LangChain Go',
  packages: { go: ['github.com/tmc/langchaingo'] },
  clients: { New: null, NewChat: null, Model: null, LLM: null, Chat: null },
  provider: null,
  transparent: [],
  operations: [
    {
      callee: ['{client}().GenerateContent'],
      operation: 'GenerateContent',
      kind: 'chat',
      model: ['model', 'made:model', 'made:default_model'],
      prompt: [{ from: ['(1)'], as: 'messages' }],
      maxOutput: ['max_tokens'],
      tools: ['tools'],
    },
    {
      callee: ['{client}().Call'],
      operation: 'Call',
      kind: 'chat',
      model: ['model', 'made:model', 'made:default_model'],
      prompt: [{ from: ['(1)'], as: 'input' }],
      maxOutput: ['max_tokens'],
    },
    {
      callee: ['GenerateFromSinglePrompt'],
      operation: 'GenerateFromSinglePrompt',
      kind: 'chat',
      model: ['model', '(1).model', '(1).default_model'],
      prompt: [{ from: ['(2)'], as: 'user' }],
      maxOutput: ['max_tokens'],
    },
    {
      callee: ['{client}().CreateEmbedding'],
      operation: 'CreateEmbedding',
      kind: 'embedding',
      model: ['made:embedding_model'],
      prompt: [{ from: ['(1)'], as: 'inputs' }],
      maxOutput: [],
    },
  ],
};
