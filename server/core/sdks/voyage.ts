import { EMBEDDING, RERANK, type Sdk } from './sdk.ts';

/** https://docs.voyageai.com/docs/embeddings */
export const voyage: Sdk = {
  id: 'voyage',
  name: 'Voyage AI',
  packages: { python: ['voyageai'], typescript: ['voyageai'] },
  clients: { Client: 'voyageai', AsyncClient: 'voyageai', VoyageAIClient: 'voyageai' },
  provider: 'voyageai',
  transparent: [],
  operations: [
    {
      ...EMBEDDING,
      callee: [
        '{client}().embed',
        '{client}().multimodal_embed',
        '{client}().contextualized_embed',
        '{client}().multimodalEmbed',
      ],
      operation: 'embed',
      model: ['model', '(1)'],
      prompt: [{ from: ['texts', 'inputs', 'input', '(0)'], as: 'inputs' }],
    },
    {
      ...RERANK,
      callee: ['{client}().rerank'],
      operation: 'rerank',
      model: ['model', '(2)'],
      prompt: [
        { from: ['query', '(0)'], as: 'user' },
        { from: ['documents', '(1)'], as: 'inputs' },
      ],
    },
  ],
};
