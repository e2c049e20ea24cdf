import { GEN_AI, OPERATION_DURATION, TOKEN_USAGE } from './gen-ai.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * https://github.com/BerriAI/litellm/blob/00145a6c/litellm/integrations/opentelemetry.py (read 2026-11-21). The proxy's labels tell users
 * and addresses apart, so that most of its series live for a few requests: what each began with is added by its `_created` series, as
 * `increase()` never sees it.
 */
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
  prometheus: {
    detect: ['litellm_spend_metric_total', 'litellm_proxy_total_requests_metric_total'],
    mayHavePrefix: true,
    isSparse: true,
    by: { model: 'model' },
    calls: {
      askers: ['api_key_alias', 'team_alias', 'team'],
      requestModel: ['requested_model'],
      responseModel: ['model'],
      operation: { keys: [], values: {} },
      name: [],
      told: {
        input: [{ name: 'litellm_proxy_total_requests_metric_total', where: [['status_code', '=~', '2..']] }],
        output: [{ name: 'litellm_proxy_total_requests_metric_total', where: [['status_code', '=~', '2..']] }],
      },
    },
    signals: {
      requests: {
        kind: 'rate',
        of: [{ name: 'litellm_proxy_total_requests_metric_total' }],
        by: { model: 'requested_model' },
      },
      spend: {
        kind: 'rate',
        of: [{ name: 'litellm_spend_metric_total', scale: 3600 }],
        unpriced: { name: 'litellm_zero_cost_requests_total' },
      },
      'input-tokens': { kind: 'rate', of: [{ name: 'litellm_input_tokens_metric_total' }] },
      'output-tokens': { kind: 'rate', of: [{ name: 'litellm_output_tokens_metric_total' }] },
      // `litellm_cached_tokens_metric_total` is of its own cache of answers, not of the provider's of prompts.
      'cache-prompt': {
        kind: 'ratio',
        pairs: [
          {
            part: [{ name: 'litellm_input_cached_tokens_metric_total' }],
            whole: [{ name: 'litellm_input_tokens_metric_total' }],
          },
        ],
      },
      'cache-response': {
        kind: 'ratio',
        pairs: [
          {
            part: [{ name: 'litellm_cache_hits_metric_total' }],
            whole: [{ name: 'litellm_cache_hits_metric_total' }, { name: 'litellm_cache_misses_metric_total' }],
          },
        ],
      },
      routing: {
        kind: 'share',
        of: [{ name: 'litellm_deployment_total_requests_total' }],
        by: { model: 'litellm_model_name' }, // what is requested is a name of the proxy's own, and no model
        note: 'of attempts: retries and fallbacks count each',
      },
      retries: {
        kind: 'ratio',
        pairs: [
          {
            part: [{ name: 'litellm_deployment_total_requests_total' }],
            whole: [{ name: 'litellm_deployment_success_responses_total' }],
          },
        ],
        by: { model: 'litellm_model_name' },
      },
      failures: {
        kind: 'ratio',
        pairs: [
          {
            part: [{ name: 'litellm_proxy_failed_requests_metric_total' }],
            whole: [{ name: 'litellm_proxy_total_requests_metric_total' }],
          },
        ],
        by: { model: 'requested_model' },
      },
      'first-token-p95': {
        kind: 'quantile',
        quantile: 0.95,
        of: [{ name: 'litellm_llm_api_time_to_first_token_metric_bucket' }],
        note: 'of streamed answers only',
      },
    },
  },
};
