import { GEN_AI, OPERATION_DURATION, TOKEN_USAGE } from './gen-ai.ts';
import type { Vocabulary } from './vocabulary.ts';

/** https://github.com/BerriAI/litellm/blob/00145a6c/litellm/integrations/opentelemetry.py (read 2026-11-21). */
export const liteLlm: Vocabulary = {
  id: 'litellm',
  title: 'LiteLLM',
  counter: 'gateway',
  scopes: ['litellm'],
  spans: {
    ...GEN_AI,
    is: [{ key: 'gen_ai.cost.total_cost' }, { key: 'gen_ai.framework', values: ['litellm'] }],
    gateway: [{ key: 'metadata.user_api_key_hash' }, { key: 'metadata.user_api_key_alias' }],
    operation: {
      // The raw request beneath each call repeats nothing of its usage.
      keys: ['gen_ai.operation.name', 'llm.request.type'],
      values: {
        ...GEN_AI.operation.values,
        completion: 'chat',
        acompletion: 'chat',
        responses: 'chat',
        aresponses: 'chat',
        anthropic_messages: 'chat',
        atext_completion: 'completion',
        embedding: 'embedding',
        aembedding: 'embedding',
        aimage_generation: 'image',
        transcription: 'audio',
        atranscription: 'audio',
        speech: 'audio',
        aspeech: 'audio',
        rerank: 'rerank',
        arerank: 'rerank',
      },
    },
    usd: ['gen_ai.cost.total_cost', 'gen_ai.usage.cost'],
  },
  metrics: [
    TOKEN_USAGE,
    OPERATION_DURATION,
    { name: 'gen_ai.client.token.cost', quantity: 'usd' },
    { name: 'gen_ai.usage.cost', quantity: 'usd' },
    { name: 'gen_ai.client.response.time_to_first_token', quantity: 'first-token-s' },
  ],
};
