import type { Vocabulary } from './vocabulary.ts';

/** Kong's AI proxy, from 3.x on. What a request costs is by the prices that its configuration holds. */
export const kong: Vocabulary = {
  id: 'kong',
  title: 'Kong AI Gateway',
  counter: 'gateway',
  prometheus: {
    detect: ['kong_ai_llm_requests_total'],
    mayHavePrefix: true,
    by: { model: 'ai_model' },
    signals: {
      requests: { kind: 'rate', of: [{ name: 'kong_ai_llm_requests_total' }] },
      spend: {
        kind: 'rate',
        of: [{ name: 'kong_ai_llm_cost_total', scale: 3600 }],
        note: 'by the prices in Kong’s configuration, taken for US dollars',
      },
      'input-tokens': {
        kind: 'rate',
        of: [{ name: 'kong_ai_llm_tokens_total', where: [['token_type', '=', 'prompt_tokens']] }],
      },
      'output-tokens': {
        kind: 'rate',
        of: [{ name: 'kong_ai_llm_tokens_total', where: [['token_type', '=', 'completion_tokens']] }],
      },
      'cache-response': {
        kind: 'ratio',
        pairs: [
          {
            part: [{ name: 'kong_ai_llm_requests_total', where: [['cache_status', '=~', '(?i)hit']] }],
            whole: [{ name: 'kong_ai_llm_requests_total', where: [['cache_status', '!=', '']] }],
          },
        ],
        note: 'of requests that went by the semantic cache',
      },
      routing: { kind: 'share', of: [{ name: 'kong_ai_llm_requests_total' }] },
    },
  },
};
