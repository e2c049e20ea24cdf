import type { Sdk } from './sdk.ts';

/** https://huggingface.co/docs/smolagents */
export const smolagents: Sdk = {
  id: 'smolagents',
  name: 'smolagents',
  packages: { python: ['smolagents'] },
  clients: { CodeAgent: null, ToolCallingAgent: null, MultiStepAgent: null },
  makers: {
    OpenAIModel: 'openai',
    OpenAIServerModel: 'openai',
    AzureOpenAIModel: 'azure',
    AzureOpenAIServerModel: 'azure',
    AmazonBedrockModel: 'aws',
    AmazonBedrockServerModel: 'aws',
    LiteLLMModel: null,
    InferenceClientModel: 'huggingface',
    HfApiModel: 'huggingface',
  },
  provider: null,
  providerPrefix: '/',
  transparent: ['agents'],
  operations: [
    {
      callee: ['{client}().run'],
      operation: 'run',
      kind: 'agent',
      model: ['made:model', 'made:(1)'],
      prompt: [
        { from: ['made:instructions'], as: 'system' },
        { from: ['task', '(0)'], as: 'input' },
      ],
      maxOutput: ['made:model.max_tokens'],
      tools: ['made:tools', 'made:(0)'],
      adds: 'its own system prompt',
      turns: { limit: ['max_steps', 'made:max_steps'] },
    },
  ],
};
