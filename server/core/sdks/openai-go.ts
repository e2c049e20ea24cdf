import { OPENAI_MODELS, type Operation, type Sdk } from './sdk.ts';

const CHAT: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  model: ['(1).model'],
  prompt: [{ from: ['(1).messages'], as: 'messages' }],
  maxOutput: ['(1).max_completion_tokens', '(1).max_tokens'],
  tools: ['(1).tools', '(1).functions'],
  schema: ['(1).response_format'],
};
const RESPONSE: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  model: ['(1).model'],
  prompt: [
    { from: ['(1).instructions'], as: 'system' },
    { from: ['(1).input'], as: 'input' },
  ],
  maxOutput: ['(1).max_output_tokens'],
  tools: ['(1).tools'],
  schema: ['(1).text.format'],
};

/** OpenAI's own: https://github.com/openai/openai-go */
export const openaiGo: Sdk = {
  id: 'openai',
  name: 'OpenAI',
  packages: { go: ['github.com/openai/openai-go'] },
  clients: { NewClient: 'openai', Client: 'openai' },
  provider: 'openai',
  modelIds: OPENAI_MODELS,
  conversions: [
    'F',
    'String',
    'Int',
    'Float',
    'Bool',
    'Opt',
    'NewOpt',
    'Ptr',
    'ChatModel',
    'ResponsesModel',
    'EmbeddingModel',
  ],
  transparent: [],
  operations: [
    { ...CHAT, callee: ['{client}().Chat.Completions.New'], operation: 'chat.completions.create' },
    { ...CHAT, callee: ['{client}().Chat.Completions.NewStreaming'], operation: 'chat.completions.stream' },
    { ...RESPONSE, callee: ['{client}().Responses.New'], operation: 'responses.create' },
    { ...RESPONSE, callee: ['{client}().Responses.NewStreaming'], operation: 'responses.stream' },
    {
      callee: ['{client}().Completions.New', '{client}().Completions.NewStreaming'],
      operation: 'completions.create',
      kind: 'completion',
      model: ['(1).model'],
      prompt: [{ from: ['(1).prompt'], as: 'user' }],
      maxOutput: ['(1).max_tokens'],
    },
    {
      callee: ['{client}().Embeddings.New'],
      operation: 'embeddings.create',
      kind: 'embedding',
      model: ['(1).model'],
      prompt: [{ from: ['(1).input'], as: 'inputs' }],
      maxOutput: [],
    },
  ],
};
