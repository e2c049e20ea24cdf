import { ANTHROPIC_MODELS, type Operation, type Sdk } from './sdk.ts';

const MESSAGE: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  model: ['(0).model'],
  prompt: [{ from: ['(0)'], as: 'builder' }],
  maxOutput: ['(0).max_tokens'],
  tools: ['(0).tools', '(0).addTool'],
};

/** https://github.com/anthropics/anthropic-sdk-java */
export const anthropicJava: Sdk = {
  id: 'anthropic',
  name: 'Anthropic',
  packages: { java: ['com.anthropic'] },
  clients: {
    AnthropicClient: 'anthropic',
    AnthropicClientAsync: 'anthropic',
    AnthropicOkHttpClient: 'anthropic',
    AnthropicOkHttpClientAsync: 'anthropic',
  },
  provider: 'anthropic',
  constructors: ['build()', 'fromEnv()'],
  modelIds: ANTHROPIC_MODELS,
  conversions: ['Model.of'],
  transparent: ['async()', 'sync()', 'beta()', 'withOptions()', 'withRawResponse()'],
  operations: [
    { ...MESSAGE, callee: ['{client}().messages().create'], operation: 'messages.create' },
    { ...MESSAGE, callee: ['{client}().messages().createStreaming'], operation: 'messages.stream' },
    {
      callee: ['{client}().completions().create', '{client}().completions().createStreaming'],
      operation: 'completions.create',
      kind: 'completion',
      model: ['(0).model'],
      prompt: [{ from: ['(0).prompt'], as: 'user' }],
      maxOutput: ['(0).max_tokens_to_sample'],
    },
  ],
};
