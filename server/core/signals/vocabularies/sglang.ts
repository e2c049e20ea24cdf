import { SERVER_CALLS } from './server-calls.ts';
import type { Vocabulary } from './vocabulary.ts';

/** SGLang with `--enable-metrics`: what its tokenizer side counts, which knows no ranks, so that nothing is counted once a GPU. */
export const sglang: Vocabulary = {
  id: 'sglang',
  title: 'SGLang',
  counter: 'server',
  prometheus: {
    detect: ['sglang:generation_tokens_total', 'sglang:prompt_tokens_total'],
    mayHavePrefix: true,
    by: { model: 'model_name' },
    calls: {
      ...SERVER_CALLS,
      told: {
        input: [{ name: 'sglang:prompt_tokens_histogram_count' }],
        output: [{ name: 'sglang:generation_tokens_histogram_count' }],
      },
    },
    signals: {
      requests: { kind: 'rate', of: [{ name: 'sglang:num_requests_total' }] },
      'input-tokens': { kind: 'rate', of: [{ name: 'sglang:prompt_tokens_total' }] },
      'output-tokens': { kind: 'rate', of: [{ name: 'sglang:generation_tokens_total' }] },
      'prompt-length-p50': {
        kind: 'quantile',
        quantile: 0.5,
        of: [{ name: 'sglang:prompt_tokens_histogram_bucket' }],
      },
      'prompt-length-p95': {
        kind: 'quantile',
        quantile: 0.95,
        of: [{ name: 'sglang:prompt_tokens_histogram_bucket' }],
      },
      // Newer releases tell it by `cache_source`, each token once: the sum is right for all.
      'cache-prompt': {
        kind: 'ratio',
        pairs: [{ part: [{ name: 'sglang:cached_tokens_total' }], whole: [{ name: 'sglang:prompt_tokens_total' }] }],
      },
      failures: {
        kind: 'ratio',
        pairs: [
          { part: [{ name: 'sglang:num_aborted_requests_total' }], whole: [{ name: 'sglang:num_requests_total' }] },
        ],
      },
      'first-token-p95': {
        kind: 'quantile',
        quantile: 0.95,
        of: [{ name: 'sglang:time_to_first_token_seconds_bucket' }],
      },
    },
    running: { name: 'sglang:num_running_reqs' },
  },
};
