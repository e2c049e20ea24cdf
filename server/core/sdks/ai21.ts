import { CHAT_COMPLETION, COMPLETION, type Sdk } from './sdk.ts';

/** https://docs.ai21.com/reference */
export const ai21: Sdk = {
  id: 'ai21',
  name: 'AI21',
  packages: { python: ['ai21'], typescript: ['ai21'] },
  clients: {
    AI21Client: 'ai21',
    AsyncAI21Client: 'ai21',
    AI21: 'ai21',
    AI21BedrockClient: 'aws',
    AI21AzureClient: 'azure',
  },
  provider: 'ai21',
  transparent: [],
  operations: [
    {
      ...CHAT_COMPLETION,
      callee: ['{client}().chat.completions.create', '{client}().chat.create'],
      operation: 'chat.completions.create',
    },
    { ...COMPLETION, callee: ['{client}().completion.create'], operation: 'completion.create' },
  ],
};
