import type { Operation, Sdk } from './sdk.ts';

const EMBED: Pick<Operation, 'kind' | 'model' | 'maxOutput' | 'billed'> = {
  kind: 'embedding',
  model: [],
  maxOutput: [],
  billed: 'by-client',
};
/** What a store embeds with; JavaScript names it last, after the metadata. */
const EMBEDDINGS = [
  'embedding',
  'embeddings',
  'made:embedding',
  'made:embeddings',
  'made:embedding_function',
  'from_documents:(1)',
  'from_texts:(1)',
  'fromDocuments:(1)',
  'fromTexts:(2)',
  'FAISS:(0)',
  'MemoryVectorStore:(0)',
  'InMemoryVectorStore:(0)',
];

/** Vector stores embed what they are given and what is searched for. https://python.langchain.com/docs/integrations/vectorstores */
export const langchainVectorstores: Sdk = {
  id: 'langchain',
  name: 'LangChain',
  packages: {
    python: [
      'langchain_community.vectorstores',
      'langchain.vectorstores',
      'langchain_core.vectorstores',
      'langchain_chroma',
      'langchain_pinecone',
      'langchain_qdrant',
      'langchain_postgres',
      'langchain_mongodb',
      'langchain_milvus',
      'langchain_weaviate',
      'langchain_elasticsearch',
    ],
    typescript: [
      'langchain/vectorstores',
      '@langchain/community/vectorstores',
      '@langchain/classic/vectorstores',
      '@langchain/pinecone',
      '@langchain/qdrant',
      '@langchain/mongodb',
      '@langchain/weaviate',
    ],
  },
  clients: {},
  provider: null,
  transparent: [],
  operations: [
    {
      ...EMBED,
      callee: ['*.from_documents', '*.from_texts', '*.afrom_documents', '*.afrom_texts'],
      operation: 'from_documents',
      client: ['embedding', '(1)'],
      prompt: [{ from: ['documents', 'texts', '(0)'], as: 'inputs' }],
    },
    {
      ...EMBED,
      callee: ['*.fromDocuments'],
      operation: 'fromDocuments',
      client: ['(1)'],
      prompt: [{ from: ['(0)'], as: 'inputs' }],
    },
    {
      ...EMBED,
      callee: ['*.fromTexts'],
      operation: 'fromTexts',
      client: ['(2)'],
      prompt: [{ from: ['(0)'], as: 'inputs' }],
    },
    {
      ...EMBED,
      callee: [
        '*).add_documents',
        '*).aadd_documents',
        '*).add_texts',
        '*).aadd_texts',
        '*).addDocuments',
        '*).similarity_search',
        '*).asimilarity_search',
        '*).similarity_search_with_score',
        '*).similaritySearch',
        '*).similaritySearchWithScore',
        '*).max_marginal_relevance_search',
        '*).as_retriever().invoke',
        '*).as_retriever().ainvoke',
        '*).as_retriever().get_relevant_documents',
        '*).asRetriever().invoke',
      ],
      operation: 'embed',
      client: EMBEDDINGS,
      prompt: [{ from: ['documents', 'texts', 'query', '(0)'], as: 'inputs' }],
    },
  ],
};
