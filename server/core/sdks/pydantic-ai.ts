import type { Operation, Sdk } from './sdk.ts';

const RUN: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'agent',
  model: ['model', 'made:model', 'made:(0)'],
  prompt: [
    { from: ['made:system_prompt'], as: 'system' },
    { from: ['made:instructions'], as: 'system' },
    { from: ['instructions'], as: 'system' },
    { from: ['message_history'], as: 'messages' },
    { from: ['user_prompt', '(0)'], as: 'input' },
  ],
  maxOutput: ['model_settings.max_tokens', 'made:model_settings.max_tokens'],
  tools: ['made:tools', 'made:toolsets'],
  schema: ['output_type', 'result_type', 'made:output_type', 'made:result_type'],
  turns: {
    limit: ['usage_limits.request_limit'],
    because: ['toolsets', 'made:tools', 'made:toolsets', 'made:mcp_servers'],
  },
};
const REQUEST: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  model: ['model', '(0)'],
  prompt: [{ from: ['messages', '(1)'], as: 'messages' }],
  maxOutput: ['model_settings.max_tokens'],
};

/** https://ai.pydantic.dev/api/agent */
export const pydanticAi: Sdk = {
  id: 'pydantic-ai',
  name: 'Pydantic AI',
  packages: { python: ['pydantic_ai'] },
  clients: { Agent: null },
  makers: {
    OpenAIModel: 'openai',
    OpenAIChatModel: 'openai',
    OpenAIResponsesModel: 'openai',
    AnthropicModel: 'anthropic',
    GoogleModel: 'google',
    GeminiModel: 'google',
    GroqModel: 'groq',
    MistralModel: 'mistral',
    CohereModel: 'cohere',
    BedrockConverseModel: 'aws',
    HuggingFaceModel: 'huggingface',
    OpenRouterModel: 'openrouter',
    infer_model: null,
  },
  provider: null,
  providerPrefix: ':',
  transparent: [],
  decorators: { system: ['system_prompt', 'instructions'], tools: ['tool', 'tool_plain', 'output_validator'] },
  operations: [
    { ...RUN, callee: ['{client}().run', '{client}().run_sync'], operation: 'run' },
    {
      ...RUN,
      callee: ['{client}().run_stream', '{client}().run_stream_sync', '{client}().run_stream_events'],
      operation: 'run_stream',
    },
    { ...RUN, callee: ['{client}().iter'], operation: 'iter' },
    {
      ...REQUEST,
      callee: [
        'direct.model_request',
        'direct.model_request_sync',
        'direct.model_request_stream',
        'direct.model_request_stream_sync',
        'model_request',
        'model_request_sync',
        'model_request_stream',
        'model_request_stream_sync',
      ],
      operation: 'model_request',
    },
  ],
};
