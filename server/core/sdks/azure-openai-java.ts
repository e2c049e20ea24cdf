import type { Operation, Sdk } from './sdk.ts';

const CHAT: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  model: ['(0)'],
  prompt: [{ from: ['(1).messages', '(1).(0)'], as: 'messages' }],
  maxOutput: ['(1).max_completion_tokens', '(1).max_tokens'],
  tools: ['(1).tools'],
  schema: ['(1).response_format'],
};

/** https://learn.microsoft.com/java/api/overview/azure/ai-openai-readme; the first argument names a deployment. */
export const azureOpenaiJava: Sdk = {
  id: 'azure-openai',
  name: 'Azure OpenAI',
  packages: { java: ['com.azure.ai.openai'] },
  clients: { OpenAIClient: 'azure', OpenAIAsyncClient: 'azure', OpenAIClientBuilder: 'azure' },
  provider: 'azure',
  constructors: ['buildClient()', 'buildAsyncClient()'],
  transparent: [],
  operations: [
    {
      ...CHAT,
      callee: ['{client}().getChatCompletions', '{client}().getChatCompletionsWithResponse'],
      operation: 'getChatCompletions',
    },
    { ...CHAT, callee: ['{client}().getChatCompletionsStream'], operation: 'getChatCompletionsStream' },
    {
      callee: ['{client}().getCompletions', '{client}().getCompletionsStream'],
      operation: 'getCompletions',
      kind: 'completion',
      model: ['(0)'],
      prompt: [{ from: ['(1).prompt', '(1).(0)', '(1)'], as: 'inputs' }],
      maxOutput: ['(1).max_tokens'],
    },
    {
      callee: ['{client}().getEmbeddings'],
      operation: 'getEmbeddings',
      kind: 'embedding',
      model: ['(0)'],
      prompt: [{ from: ['(1).input', '(1).(0)'], as: 'inputs' }],
      maxOutput: [],
    },
  ],
};
