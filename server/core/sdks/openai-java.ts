import { OPENAI_MODELS, type Operation, type Sdk } from './sdk.ts';

const CHAT: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  model: ['(0).model'],
  prompt: [{ from: ['(0)'], as: 'builder' }],
  maxOutput: ['(0).max_completion_tokens', '(0).max_tokens'],
  tools: ['(0).tools', '(0).addTool'],
  schema: ['(0).response_format'],
};
const RESPONSE: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  model: ['(0).model'],
  prompt: [
    { from: ['(0).instructions'], as: 'system' },
    { from: ['(0).input', '(0).inputOfResponse'], as: 'input' },
  ],
  maxOutput: ['(0).max_output_tokens'],
  tools: ['(0).tools', '(0).addTool'],
  schema: ['(0).text'],
};

/** OpenAI's own: https://github.com/openai/openai-java */
export const openaiJava: Sdk = {
  id: 'openai',
  name: 'OpenAI',
  packages: { java: ['com.openai'] },
  clients: {
    OpenAIClient: 'openai',
    OpenAIClientAsync: 'openai',
    OpenAIOkHttpClient: 'openai',
    OpenAIOkHttpClientAsync: 'openai',
    BedrockOpenAIOkHttpClient: 'aws',
    BedrockOpenAIOkHttpClientAsync: 'aws',
  },
  provider: 'openai',
  constructors: ['build()', 'fromEnv()'],
  modelIds: OPENAI_MODELS,
  conversions: ['ChatModel.of', 'EmbeddingModel.of', 'ResponsesModel.ofChat', 'ResponsesModel.ofString'],
  transparent: ['async()', 'sync()', 'beta()', 'withOptions()', 'withRawResponse()'],
  operations: [
    { ...CHAT, callee: ['{client}().chat().completions().create'], operation: 'chat.completions.create' },
    { ...CHAT, callee: ['{client}().chat().completions().createStreaming'], operation: 'chat.completions.stream' },
    { ...RESPONSE, callee: ['{client}().responses().create'], operation: 'responses.create' },
    { ...RESPONSE, callee: ['{client}().responses().createStreaming'], operation: 'responses.stream' },
    {
      callee: ['{client}().completions().create', '{client}().completions().createStreaming'],
      operation: 'completions.create',
      kind: 'completion',
      model: ['(0).model'],
      prompt: [{ from: ['(0).prompt'], as: 'user' }],
      maxOutput: ['(0).max_tokens'],
    },
    {
      callee: ['{client}().embeddings().create'],
      operation: 'embeddings.create',
      kind: 'embedding',
      model: ['(0).model'],
      prompt: [{ from: ['(0).input', '(0).inputOfArrayOfStrings'], as: 'inputs' }],
      maxOutput: [],
    },
  ],
};
