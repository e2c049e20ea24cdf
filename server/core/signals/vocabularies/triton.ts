import type { Vocabulary } from './vocabulary.ts';

/** Triton, whose TensorRT-LLM backend tells lengths of prompts and answers. Its counters have no `_total`. */
export const triton: Vocabulary = {
  id: 'triton',
  title: 'Triton',
  counter: 'server',
  prometheus: {
    detect: ['nv_inference_request_success'],
    mayHavePrefix: true,
    by: { model: 'model' },
    signals: {
      requests: { kind: 'rate', of: [{ name: 'nv_inference_request_success' }], note: 'successful requests' },
      'input-tokens': { kind: 'rate', of: [{ name: 'nv_llm_input_token_len_sum' }] },
      'output-tokens': { kind: 'rate', of: [{ name: 'nv_llm_output_token_len_sum' }] },
      'prompt-length-p50': { kind: 'quantile', quantile: 0.5, of: [{ name: 'nv_llm_input_token_len_bucket' }] },
      'prompt-length-p95': { kind: 'quantile', quantile: 0.95, of: [{ name: 'nv_llm_input_token_len_bucket' }] },
      'cache-response': {
        kind: 'ratio',
        pairs: [
          {
            part: [{ name: 'nv_cache_num_hits_per_model' }],
            whole: [{ name: 'nv_cache_num_hits_per_model' }, { name: 'nv_cache_num_misses_per_model' }],
          },
        ],
      },
      failures: {
        kind: 'ratio',
        pairs: [
          {
            part: [{ name: 'nv_inference_request_failure' }],
            whole: [{ name: 'nv_inference_request_failure' }, { name: 'nv_inference_request_success' }],
          },
        ],
      },
      'first-token-p95': {
        kind: 'quantile',
        quantile: 0.95,
        of: [{ name: 'nv_inference_first_response_histogram_ms_bucket', scale: 0.001 }],
      },
    },
  },
};
