import { GEN_AI } from './gen-ai.ts';
import type { Vocabulary } from './vocabulary.ts';

/** https://github.com/Arize-ai/openinference/blob/01638e2f/js/packages/openinference-semantic-conventions (read 2026-11-21). */
export const openInference: Vocabulary = {
  id: 'openinference',
  title: 'OpenInference',
  counter: 'client',
  scopes: ['@arizeai/openinference', 'openinference.'],
  spans: {
    is: [{ key: 'openinference.span.kind' }],
    provider: ['llm.provider', 'llm.system'],
    requestModel: ['llm.request.model_name', 'gen_ai.request.model'],
    // What `llm.model_name` is depends on the instrument: most write the answer's, once there is one.
    responseModel: [
      'llm.response.model_name',
      'llm.model_name',
      'embedding.model_name',
      'reranker.model_name',
      'gen_ai.response.model',
    ],
    operation: {
      keys: ['openinference.span.kind'],
      values: {
        LLM: 'chat',
        EMBEDDING: 'embedding',
        RERANKER: 'rerank',
        CHAIN: 'parent',
        AGENT: 'parent',
        TOOL: 'parent',
        RETRIEVER: 'parent',
        GUARDRAIL: 'parent',
        EVALUATOR: 'parent',
        PROMPT: 'parent',
        UNKNOWN: 'parent',
      },
    },
    tokens: {
      input: ['llm.token_count.prompt'],
      output: ['llm.token_count.completion'],
      cacheRead: ['llm.token_count.prompt_details.cache_read', 'llm.token_count.prompt_details.cache_input'],
      cacheWrite: ['llm.token_count.prompt_details.cache_write'],
      reasoning: ['llm.token_count.completion_details.reasoning'],
      total: ['llm.token_count.total'],
    },
    // It stands in `llm.invocation_parameters`, beside tools and schemas: that is content.
    maxOutput: [],
    service: GEN_AI.service,
    name: ['prompt.id', 'agent.name', 'graph.node.name'],
    error: GEN_AI.error,
    usd: ['llm.cost.total'],
    firstToken: [],
    firstTokenEvents: ['First Token Stream Event'],
  },
};
