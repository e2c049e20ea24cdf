import type { Sdk } from './sdk.ts';

/** https://github.com/IBM/watsonx-go */
export const watsonxGo: Sdk = {
  id: 'watsonx',
  name: 'watsonx.ai',
  packages: { go: ['github.com/IBM/watsonx-go'] },
  clients: { NewClient: 'watsonx', Client: 'watsonx' },
  provider: 'watsonx',
  transparent: [],
  operations: [
    {
      callee: ['{client}().GenerateText', '{client}().GenerateTextStream'],
      operation: 'GenerateText',
      kind: 'completion',
      model: ['(0)'],
      prompt: [{ from: ['(1)'], as: 'user' }],
      maxOutput: ['max_new_tokens'],
    },
  ],
};
