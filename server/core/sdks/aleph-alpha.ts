import { COMPLETION, EMBEDDING, type Sdk } from './sdk.ts';

/** https://aleph-alpha-client.readthedocs.io */
export const alephAlpha: Sdk = {
  id: 'aleph-alpha',
  name: 'Aleph Alpha',
  packages: { python: ['aleph_alpha_client'] },
  clients: { Client: 'aleph-alpha', AsyncClient: 'aleph-alpha' },
  provider: 'aleph-alpha',
  transparent: [],
  operations: [
    {
      ...COMPLETION,
      callee: ['{client}().complete', '{client}().complete_with_streaming'],
      operation: 'complete',
      model: ['model', '(1)'],
      prompt: [{ from: ['request.prompt', '(0).prompt'], as: 'user' }],
      maxOutput: ['request.maximum_tokens', '(0).maximum_tokens'],
    },
    {
      ...EMBEDDING,
      callee: ['{client}().semantic_embed', '{client}().embed'],
      operation: 'embed',
      model: ['model', '(1)'],
      prompt: [{ from: ['request.prompt', '(0).prompt'], as: 'user' }],
    },
  ],
};
