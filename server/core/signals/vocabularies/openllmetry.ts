import { GEN_AI, OPERATION_DURATION, TOKEN_USAGE } from './gen-ai.ts';
import type { Vocabulary } from './vocabulary.ts';

/** https://github.com/traceloop/openllmetry/blob/0129a0a5/packages/opentelemetry-semantic-conventions-ai (read 2026-11-21). */
export const openLlmetry: Vocabulary = {
  id: 'openllmetry',
  title: 'OpenLLMetry (Traceloop)',
  counter: 'client',
  scopes: ['@traceloop/'],
  spans: {
    ...GEN_AI,
    is: [
      { key: 'traceloop.span.kind' },
      { key: 'llm.request.type' },
      { key: 'llm.usage.total_tokens' },
      { key: 'traceloop.entity.name' },
    ],
    provider: [...GEN_AI.provider, 'llm.vendor'],
    requestModel: [...GEN_AI.requestModel, 'llm.request.model'],
    responseModel: [...GEN_AI.responseModel, 'llm.response.model'],
    operation: {
      keys: ['gen_ai.operation.name', 'llm.request.type', 'traceloop.span.kind'],
      values: {
        ...GEN_AI.operation.values,
        completion: 'completion',
        embedding: 'embedding',
        rerank: 'rerank',
        workflow: 'parent',
        task: 'parent',
        agent: 'parent',
        tool: 'parent',
      },
    },
    tokens: {
      input: [...GEN_AI.tokens.input, 'llm.usage.prompt_tokens'],
      output: [...GEN_AI.tokens.output, 'llm.usage.completion_tokens'],
      cacheRead: [...GEN_AI.tokens.cacheRead, 'llm.usage.cache_read_input_tokens'],
      cacheWrite: [...GEN_AI.tokens.cacheWrite, 'llm.usage.cache_creation_input_tokens'],
      reasoning: [...GEN_AI.tokens.reasoning, 'llm.usage.reasoning_tokens'],
      total: [...GEN_AI.tokens.total, 'llm.usage.total_tokens'],
    },
    maxOutput: [...GEN_AI.maxOutput, 'llm.request.max_tokens'],
    name: ['gen_ai.prompt.name', 'traceloop.prompt.key', 'traceloop.entity.name', 'traceloop.workflow.name'],
    firstTokenEvents: ['llm.content.completion.chunk'],
  },
  metrics: [
    TOKEN_USAGE,
    OPERATION_DURATION,
    // It measures at the client, under the server's name.
    { name: 'gen_ai.server.time_to_first_token', quantity: 'first-token-s' },
  ],
};
