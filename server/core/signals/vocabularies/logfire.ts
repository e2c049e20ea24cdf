import { GEN_AI, OPERATION_DURATION, TOKEN_USAGE } from './gen-ai.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * Logfire's integrations and Pydantic AI: OpenTelemetry's conventions with details of usage and a price of its own.
 * https://github.com/pydantic/pydantic-ai/blob/main/pydantic_ai_slim/pydantic_ai/models/instrumented.py
 */
export const logfire: Vocabulary = {
  id: 'logfire',
  title: 'Logfire, Pydantic AI',
  counter: 'client',
  scopes: ['pydantic-ai', 'logfire'],
  spans: {
    ...GEN_AI,
    is: [{ key: 'operation.cost' }, { key: 'logfire.span_type' }],
    tokens: {
      ...GEN_AI.tokens,
      cacheRead: [
        ...GEN_AI.tokens.cacheRead,
        'gen_ai.usage.cache_read_tokens',
        'gen_ai.usage.details.cache_read_tokens',
        'gen_ai.usage.details.cache_read_input_tokens',
        'gen_ai.usage.details.cached_tokens',
      ],
      cacheWrite: [
        ...GEN_AI.tokens.cacheWrite,
        'gen_ai.usage.cache_write_tokens',
        'gen_ai.usage.details.cache_write_tokens',
        'gen_ai.usage.details.cache_creation_input_tokens',
      ],
      reasoning: [...GEN_AI.tokens.reasoning, 'gen_ai.usage.details.reasoning_tokens'],
    },
    name: [...GEN_AI.name, 'agent_name'],
    usd: ['operation.cost'],
  },
  metrics: [TOKEN_USAGE, OPERATION_DURATION, { name: 'operation.cost', quantity: 'usd' }],
};
