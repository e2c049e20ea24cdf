import type { Vocabulary } from './vocabulary.ts';

/** The router of vLLM's production stack. It has the engine's prefix and counts the engine's requests again: a gateway of its own. */
export const vllmRouter: Vocabulary = {
  id: 'vllm-router',
  title: 'vLLM router',
  counter: 'gateway',
  prometheus: {
    detect: ['vllm:input_tokens_total', 'vllm:semantic_cache_hits'],
    by: { model: 'model' },
    signals: {
      'input-tokens': { kind: 'rate', of: [{ name: 'vllm:input_tokens_total' }] },
      'output-tokens': { kind: 'rate', of: [{ name: 'vllm:output_tokens_total' }] },
      'cache-response': {
        kind: 'ratio',
        of: 'gauges',
        pairs: [
          {
            part: [{ name: 'vllm:semantic_cache_hits' }],
            whole: [{ name: 'vllm:semantic_cache_hits' }, { name: 'vllm:semantic_cache_misses' }],
          },
        ],
        note: 'since the router started: it tells totals as gauges',
      },
    },
  },
};
