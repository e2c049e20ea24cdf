import { SERVER_CALLS } from './server-calls.ts';
import type { Vocabulary } from './vocabulary.ts';

/** trtllm-serve, at `/prometheus/metrics` and only with `return_perf_metrics: true`. Older builds count no tokens. */
export const trtllm: Vocabulary = {
  id: 'trtllm',
  title: 'TensorRT-LLM',
  counter: 'server',
  prometheus: {
    detect: ['trtllm_request_success_total'],
    mayHavePrefix: true,
    by: { model: 'model_name' },
    calls: {
      ...SERVER_CALLS,
      told: { input: [{ name: 'trtllm_request_success_total' }], output: [{ name: 'trtllm_request_success_total' }] },
    },
    signals: {
      requests: { kind: 'rate', of: [{ name: 'trtllm_request_success_total' }] },
      'input-tokens': { kind: 'rate', of: [{ name: 'trtllm_prompt_tokens_total' }] },
      'output-tokens': { kind: 'rate', of: [{ name: 'trtllm_generation_tokens_total' }] },
      'cache-prompt': {
        kind: 'ratio',
        pairs: [
          {
            part: [{ name: 'trtllm_kv_cache_reused_blocks_total' }],
            whole: [{ name: 'trtllm_kv_cache_reused_blocks_total' }, { name: 'trtllm_kv_cache_missed_blocks_total' }],
          },
        ],
        note: 'of blocks of the KV cache, not of tokens',
      },
      'first-token-p95': {
        kind: 'quantile',
        quantile: 0.95,
        of: [{ name: 'trtllm_time_to_first_token_seconds_bucket' }],
      },
    },
  },
};
