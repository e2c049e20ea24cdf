import type { Operation, Sdk } from './sdk.ts';

const RUN: Omit<Operation, 'callee'> = {
  operation: 'run',
  kind: 'agent',
  model: ['made:model', 'made:llm'],
  prompt: [
    { from: ['made:system_message', 'made:system_prompt'], as: 'system' },
    { from: ['made:description'], as: 'system' },
    { from: ['made:instructions'], as: 'system' },
    { from: ['made:expected_output'], as: 'system' },
    { from: ['made:additional_context'], as: 'system' },
    { from: ['input', 'message', '(0)'], as: 'input' },
  ],
  maxOutput: ['made:model.max_tokens', 'made:model.max_completion_tokens', 'made:model.max_output_tokens'],
  tools: ['made:tools'],
  schema: ['output_schema', 'made:output_schema', 'made:response_model'],
  adds: 'sentences of its own around the instructions',
  turns: {
    limit: [],
    because: ['made:tools', 'made:knowledge', 'made:knowledge_base', 'made:members', 'made:team', 'made:reasoning'],
    // https://docs.agno.com/tools/tool-call-limit
    endless: ['made:tool_call_limit'],
  },
};

/** https://docs.agno.com */
export const agno: Sdk = {
  id: 'agno',
  name: 'Agno',
  packages: { python: ['agno', 'phi'] },
  clients: { Agent: null, Team: null, Assistant: null },
  makers: {
    OpenAIChat: 'openai',
    OpenAIResponses: 'openai',
    OpenAILike: null,
    Claude: 'anthropic',
    'aws.Claude': 'aws',
    'vertexai.Claude': 'google',
    AwsBedrock: 'aws',
    AzureOpenAI: 'azure',
    AzureAIFoundry: 'azure',
    AzureOpenAIChat: 'azure',
    Gemini: 'google',
    Groq: 'groq',
    MistralChat: 'mistral',
    Cohere: 'cohere',
    CohereChat: 'cohere',
    DeepSeek: 'deepseek',
    DeepSeekChat: 'deepseek',
    xAI: 'x-ai',
    Perplexity: 'perplexity',
    Together: 'together',
    Fireworks: 'fireworks',
    Cerebras: 'cerebras',
    OpenRouter: 'openrouter',
    Ollama: 'ollama',
    LiteLLM: null,
  },
  provider: null,
  providerPrefix: ':',
  transparent: ['agent', 'team', 'assistant'],
  operations: [
    {
      ...RUN,
      callee: [
        '{client}().run',
        '{client}().arun',
        '{client}().print_response',
        '{client}().aprint_response',
        '{client}().cli_app',
      ],
    },
  ],
};
