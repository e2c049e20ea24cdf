import type { Operation, Sdk } from './sdk.ts';

const CHAT: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  model: ['(1).deployment_name', '(1).deployment', '(1).deployment_id'],
  prompt: [{ from: ['(1).messages'], as: 'messages' }],
  maxOutput: ['(1).max_completion_tokens', '(1).max_tokens'],
  tools: ['(1).tools', '(1).functions'],
  schema: ['(1).response_format'],
};

/** https://pkg.go.dev/github.com/Azure/azure-sdk-for-go/sdk/ai/azopenai */
export const azopenai: Sdk = {
  id: 'azopenai',
  name: 'Azure OpenAI',
  packages: {
    go: [
      'github.com/Azure/azure-sdk-for-go/sdk/ai/azopenai',
      'github.com/Azure/azure-sdk-for-go/sdk/cognitiveservices/azopenai',
    ],
  },
  clients: {
    NewClient: 'azure',
    NewClientWithKeyCredential: 'azure',
    NewClientForOpenAI: 'openai',
    Client: 'azure',
  },
  provider: 'azure',
  transparent: [],
  operations: [
    { ...CHAT, callee: ['{client}().GetChatCompletions'], operation: 'GetChatCompletions' },
    { ...CHAT, callee: ['{client}().GetChatCompletionsStream'], operation: 'GetChatCompletionsStream' },
    {
      callee: ['{client}().GetCompletions', '{client}().GetCompletionsStream'],
      operation: 'GetCompletions',
      kind: 'completion',
      model: ['(1).deployment_name', '(1).deployment', '(1).deployment_id'],
      prompt: [{ from: ['(1).prompt'], as: 'inputs' }],
      maxOutput: ['(1).max_tokens'],
    },
    {
      callee: ['{client}().GetEmbeddings'],
      operation: 'GetEmbeddings',
      kind: 'embedding',
      model: ['(1).deployment_name', '(1).deployment', '(1).deployment_id'],
      prompt: [{ from: ['(1).input'], as: 'inputs' }],
      maxOutput: [],
    },
  ],
};
