import { OPENAI_MODELS, type Operation, type Sdk } from './sdk.ts';

const CHAT: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  model: ['(1).model'],
  prompt: [{ from: ['(1).messages'], as: 'messages' }],
  maxOutput: ['(1).max_completion_tokens', '(1).max_tokens'],
  tools: ['(1).tools', '(1).functions'],
  schema: ['(1).response_format'],
};
const COMPLETION: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'completion',
  model: ['(1).model'],
  prompt: [{ from: ['(1).prompt'], as: 'user' }],
  maxOutput: ['(1).max_tokens'],
};

/** The one most used in Go, by others than OpenAI: https://github.com/sashabaranov/go-openai */
export const goOpenai: Sdk = {
  id: 'go-openai',
  name: 'Go OpenAI',
  packages: { go: ['github.com/sashabaranov/go-openai'] },
  // A configuration decides who is spoken to: OpenAI, Azure, or any server that talks like them.
  clients: { NewClient: 'openai', NewOrgClient: 'openai', NewClientWithConfig: null, Client: null },
  provider: 'openai',
  modelIds: OPENAI_MODELS,
  models: {
    GPT4oLatest: 'chatgpt-4o-latest',
    GPT4Turbo0125: 'gpt-4-0125-preview',
    GPT4Turbo1106: 'gpt-4-1106-preview',
    GPT3TextDavinci003: 'text-davinci-003',
    GPT3TextDavinci002: 'text-davinci-002',
    GPT3Davinci: 'davinci',
    GPT3Davinci002: 'davinci-002',
    GPT3Babbage002: 'babbage-002',
    AdaEmbeddingV2: 'text-embedding-ada-002',
    SmallEmbedding3: 'text-embedding-3-small',
    LargeEmbedding3: 'text-embedding-3-large',
  },
  conversions: ['EmbeddingModel'],
  transparent: [],
  operations: [
    { ...CHAT, callee: ['{client}().CreateChatCompletion'], operation: 'CreateChatCompletion' },
    { ...CHAT, callee: ['{client}().CreateChatCompletionStream'], operation: 'CreateChatCompletionStream' },
    { ...COMPLETION, callee: ['{client}().CreateCompletion'], operation: 'CreateCompletion' },
    { ...COMPLETION, callee: ['{client}().CreateCompletionStream'], operation: 'CreateCompletionStream' },
    {
      callee: ['{client}().CreateEmbeddings'],
      operation: 'CreateEmbeddings',
      kind: 'embedding',
      model: ['(1).model'],
      prompt: [{ from: ['(1).input'], as: 'inputs' }],
      maxOutput: [],
    },
  ],
};
