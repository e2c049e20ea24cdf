import type { Operation, Sdk } from './sdk.ts';

const RUN: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'agent',
  model: ['made:model', 'made:(0)'],
  prompt: [
    { from: ['made:system_prompt', 'made:systemPrompt'], as: 'system' },
    { from: ['made:messages'], as: 'messages' },
    { from: ['prompt', '(0)'], as: 'input' },
  ],
  maxOutput: ['made:model.max_tokens', 'made:model.maxTokens', 'made:model.params.max_tokens'],
  tools: ['made:tools'],
  turns: { limit: [], because: ['made:tools', 'made:load_tools_from_directory'] },
};

/** https://strandsagents.com */
export const strands: Sdk = {
  id: 'strands',
  name: 'Strands Agents',
  packages: { python: ['strands'], typescript: ['@strands-agents/sdk'] },
  clients: { Agent: null },
  makers: {
    BedrockModel: 'aws',
    OpenAIModel: 'openai',
    OpenAIResponsesModel: 'openai',
    AnthropicModel: 'anthropic',
    GeminiModel: 'google',
    GoogleModel: 'google',
    MistralModel: 'mistral',
    OllamaModel: 'ollama',
    LiteLLMModel: null,
  },
  // A name alone is one of Bedrock's.
  provider: 'aws',
  providerPrefix: '/',
  transparent: ['agent'],
  operations: [
    {
      ...RUN,
      callee: [
        '{client}()',
        '{client}().invoke_async',
        '{client}().stream_async',
        '{client}().invoke',
        '{client}().stream',
      ],
      operation: 'invoke',
    },
    {
      ...RUN,
      callee: ['{client}().structured_output', '{client}().structured_output_async'],
      operation: 'structured_output',
      prompt: [...RUN.prompt.slice(0, 2), { from: ['prompt', '(1)'], as: 'input' }],
      schema: ['output_model', '(0)'],
    },
  ],
};
