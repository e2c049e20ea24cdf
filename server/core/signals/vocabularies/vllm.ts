import { SERVER_CALLS } from './server-calls.ts';
import type { Vocabulary } from './vocabulary.ts';

/** vLLM's own server, from 0.6 on: names that 0.9 gave up stand behind those that it brought. https://docs.vllm.ai/en/latest/usage/metrics/ */
export const vllm: Vocabulary = {
  id: 'vllm',
  title: 'vLLM',
  counter: 'server',
  prometheus: {
    detect: ['vllm:generation_tokens_total', 'vllm:prompt_tokens_total'],
    mayHavePrefix: true,
    by: { model: 'model_name' },
    calls: {
      ...SERVER_CALLS,
      told: {
        input: [{ name: 'vllm:request_prompt_tokens_count' }],
        output: [{ name: 'vllm:request_generation_tokens_count' }],
      },
    },
    signals: {
      requests: {
        kind: 'rate',
        of: [{ name: 'vllm:request_success_total' }],
        note: 'finished requests: aborted and failed ones are among them, in spite of the metric’s name',
      },
      // What the cache had is among the prompt's tokens.
      'input-tokens': { kind: 'rate', of: [{ name: 'vllm:prompt_tokens_total' }] },
      'output-tokens': { kind: 'rate', of: [{ name: 'vllm:generation_tokens_total' }] },
      'prompt-length-p50': { kind: 'quantile', quantile: 0.5, of: [{ name: 'vllm:request_prompt_tokens_bucket' }] },
      'prompt-length-p95': { kind: 'quantile', quantile: 0.95, of: [{ name: 'vllm:request_prompt_tokens_bucket' }] },
      // Tokens, not requests. Queries and hits were counted again for each time a request was put off, until July 2026.
      'cache-prompt': {
        kind: 'ratio',
        pairs: [
          {
            part: [{ name: 'vllm:prompt_tokens_cached_total' }],
            whole: [{ name: 'vllm:prompt_tokens_total' }],
            together: true,
          },
          { part: [{ name: 'vllm:prefix_cache_hits_total' }], whole: [{ name: 'vllm:prefix_cache_queries_total' }] },
          {
            part: [{ name: 'vllm:gpu_prefix_cache_hits_total' }],
            whole: [{ name: 'vllm:gpu_prefix_cache_queries_total' }],
          },
        ],
      },
      failures: {
        kind: 'ratio',
        pairs: [
          {
            part: [{ name: 'vllm:request_success_total', where: [['finished_reason', '=~', 'abort|error']] }],
            whole: [{ name: 'vllm:request_success_total' }],
          },
        ],
      },
      'first-token-p95': {
        kind: 'quantile',
        quantile: 0.95,
        of: [{ name: 'vllm:time_to_first_token_seconds_bucket' }],
      },
    },
    running: { name: 'vllm:num_requests_running' },
  },
};
