import { SERVER_CALLS } from './server-calls.ts';
import type { Vocabulary } from './vocabulary.ts';

/** vLLM inside of Ray Serve. Newer releases of Ray write an underscore for the colon, which makes no difference here. */
export const ray: Vocabulary = {
  id: 'ray',
  title: 'Ray Serve LLM',
  counter: 'server',
  prometheus: {
    detect: [
      'ray_vllm:generation_tokens_total',
      'ray_vllm:prompt_tokens_total',
      'ray_vllm:generation_tokens',
      'ray_vllm:prompt_tokens',
    ],
    by: { model: 'model_name' },
    calls: {
      ...SERVER_CALLS,
      told: {
        input: [{ name: 'ray_vllm:request_prompt_tokens_count' }],
        output: [{ name: 'ray_vllm:request_generation_tokens_count' }],
      },
    },
    signals: {
      requests: {
        kind: 'rate',
        of: [{ name: 'ray_vllm:request_success_total' }, { name: 'ray_vllm:request_success' }],
        note: 'finished requests: aborted and failed ones are among them, in spite of the metric’s name',
      },
      'input-tokens': {
        kind: 'rate',
        of: [{ name: 'ray_vllm:prompt_tokens_total' }, { name: 'ray_vllm:prompt_tokens' }],
      },
      'output-tokens': {
        kind: 'rate',
        of: [{ name: 'ray_vllm:generation_tokens_total' }, { name: 'ray_vllm:generation_tokens' }],
      },
      'prompt-length-p50': {
        kind: 'quantile',
        quantile: 0.5,
        of: [{ name: 'ray_vllm:request_prompt_tokens_bucket' }],
      },
      'prompt-length-p95': {
        kind: 'quantile',
        quantile: 0.95,
        of: [{ name: 'ray_vllm:request_prompt_tokens_bucket' }],
      },
      'cache-prompt': {
        kind: 'ratio',
        pairs: [
          {
            part: [{ name: 'ray_vllm:prefix_cache_hits_total' }],
            whole: [{ name: 'ray_vllm:prefix_cache_queries_total' }],
          },
          {
            part: [{ name: 'ray_vllm:gpu_prefix_cache_hits_total' }],
            whole: [{ name: 'ray_vllm:gpu_prefix_cache_queries_total' }],
          },
        ],
      },
      'first-token-p95': {
        kind: 'quantile',
        quantile: 0.95,
        of: [{ name: 'ray_vllm:time_to_first_token_seconds_bucket' }],
      },
    },
  },
};
