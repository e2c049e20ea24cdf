import type { Vocabulary } from './vocabulary.ts';

/** vLLM's semantic router. */
export const semanticRouter: Vocabulary = {
  id: 'semantic-router',
  title: 'vLLM Semantic Router',
  counter: 'gateway',
  prometheus: {
    detect: ['llm_model_requests_total'],
    by: { model: 'model' },
    signals: {
      requests: { kind: 'rate', of: [{ name: 'llm_model_requests_total' }] },
      // Other currencies are no dollars, and there is no rate of exchange here.
      spend: {
        kind: 'rate',
        of: [{ name: 'llm_model_cost_total', where: [['currency', '=~', '(?i)usd|']], scale: 3600 }],
        note: 'what is told in US dollars',
      },
      'input-tokens': { kind: 'rate', of: [{ name: 'llm_model_prompt_tokens_total' }] },
      'output-tokens': { kind: 'rate', of: [{ name: 'llm_model_completion_tokens_total' }] },
      'prompt-length-p50': { kind: 'quantile', quantile: 0.5, of: [{ name: 'llm_prompt_tokens_per_request_bucket' }] },
      'prompt-length-p95': {
        kind: 'quantile',
        quantile: 0.95,
        of: [{ name: 'llm_prompt_tokens_per_request_bucket' }],
      },
      'cache-response': {
        kind: 'ratio',
        pairs: [
          {
            part: [
              {
                name: 'llm_cache_operations_total',
                where: [
                  ['operation', '=~', 'find_similar.*'],
                  ['status', '=', 'hit'],
                ],
              },
            ],
            whole: [
              {
                name: 'llm_cache_operations_total',
                where: [
                  ['operation', '=~', 'find_similar.*'],
                  ['status', '=~', 'hit|miss'],
                ],
              },
            ],
          },
        ],
        by: {},
      },
      routing: [
        { kind: 'share', of: [{ name: 'llm_model_selection_total' }], by: { model: 'model', tier: 'tier' } },
        { kind: 'share', of: [{ name: 'llm_model_requests_total' }] },
      ],
      'first-token-p95': { kind: 'quantile', quantile: 0.95, of: [{ name: 'llm_model_ttft_seconds_bucket' }] },
    },
  },
};
