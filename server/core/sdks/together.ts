import { CHAT_COMPLETION, type Sdk } from './sdk.ts';

/** https://docs.together.ai/reference */
export const together: Sdk = {
  id: 'together',
  name: 'Together',
  packages: { python: ['together'], typescript: ['together-ai'] },
  defaultExport: 'Together',
  clients: { Together: 'together', AsyncTogether: 'together' },
  provider: 'together',
  transparent: ['with_options()', 'with_raw_response'],
  operations: [
    { ...CHAT_COMPLETION, callee: ['{client}().chat.completions.create'], operation: 'chat.completions.create' },
    {
      callee: ['{client}().embeddings.create'],
      operation: 'embeddings.create',
      kind: 'embedding',
      model: ['model'],
      prompt: [{ from: ['input'], as: 'inputs' }],
      maxOutput: [],
    },
  ],
};
