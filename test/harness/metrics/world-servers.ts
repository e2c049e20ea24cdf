import type { SignalId } from '../../../server/core/signals/model.ts';
import { type Span, instruments } from './history.ts';
import { type Truth, type World, FIRST_TOKEN, LENGTHS, P50, P95, SECONDS, table } from './truth.ts';

const MODELS = ['meta-llama/Llama-3.1-8B-Instruct', 'Qwen/Qwen3-32B', 'mistralai/Mistral-Small'];
const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
const byModel = (value: (index: number) => number): Record<string, number> =>
  Object.fromEntries(MODELS.map((model, index) => [model, value(index)]));

/** vLLM, two generations of its names side by side. */
export function vllm(span: Span): World {
  const { counter, gauge, histogram } = instruments(span);
  const instances = ['new-1', 'new-2', 'old-1'];
  const input = (model: number, instance: number): number => 1000 * (model + 1) + 100 * instance;
  const cached = (model: number): number => 0.2 + 0.2 * model;
  const curves = MODELS.flatMap((model_name, m) =>
    instances.flatMap((instance, i) => {
      const labels = { model_name, instance, job: 'vllm' };
      const isOld = instance === 'old-1';
      const cache = isOld
        ? [
            counter('vllm:gpu_prefix_cache_queries_total', labels, input(m, i)),
            counter('vllm:gpu_prefix_cache_hits_total', labels, input(m, i) * cached(m)),
          ]
        : [
            // Counted again with each attempt to schedule a request, as before July 2026.
            counter('vllm:prefix_cache_queries_total', { ...labels, engine: '0' }, input(m, i) * 3),
            counter('vllm:prefix_cache_hits_total', { ...labels, engine: '0' }, input(m, i) * cached(m) * 2),
            counter('vllm:prompt_tokens_cached_total', { ...labels, engine: '0' }, input(m, i) * cached(m)),
          ];
      const own = isOld ? labels : { ...labels, engine: '0' };
      return [
        ...cache,
        gauge('vllm:num_requests_running', own, i === 0 ? 0 : 4),
        counter('vllm:prompt_tokens_total', own, input(m, i)),
        counter('vllm:generation_tokens_total', own, input(m, i) / 5, { resetBeforeMs: 3 * 3_600_000 }),
        counter('vllm:request_success_total', { ...own, finished_reason: 'stop' }, 0.9),
        counter('vllm:request_success_total', { ...own, finished_reason: 'abort' }, 0.1),
        ...histogram('vllm:request_prompt_tokens', own, 1, LENGTHS),
        ...histogram('vllm:time_to_first_token_seconds', own, 1, SECONDS),
        // A histogram in spite of its name, that nothing must take for a counter.
        ...histogram('vllm:iteration_tokens_total', own, 20, LENGTHS),
      ];
    }),
  );
  const inputs = byModel(m => sum(instances.map((_, i) => input(m, i))));
  const all = sum(Object.values(inputs));
  const of = (signal: SignalId, total: number, by?: Truth['by']): Truth => ({
    vocabulary: 'vllm',
    signal,
    total,
    ...(by ? { by } : {}),
  });
  const truths = [
    of(
      'requests',
      9,
      byModel(() => 3),
    ),
    of('input-tokens', all, inputs),
    of('output-tokens', all / 5),
    of('cache-prompt', sum(MODELS.map((model, m) => (inputs[model] ?? 0) * cached(m))) / all, byModel(cached)),
    of(
      'failures',
      0.1,
      byModel(() => 0.1),
    ),
    of('prompt-length-p50', P50),
    of(
      'prompt-length-p95',
      P95,
      byModel(() => P95),
    ),
    of('first-token-p95', FIRST_TOKEN),
  ];
  return { curves, truths };
}

/** What differs from one server to the next is names alone. */
export function otherServers(span: Span): World {
  const { counter, histogram } = instruments(span);
  const curves = MODELS.flatMap((model, m) => {
    const ray = { model_name: model, NodeAddress: '10.0.0.7', WorkerId: `w${m}` };
    const own = { model_name: model, instance: 'a' };
    const triton = { model, version: '1' };
    return [
      counter('ray_vllm:prompt_tokens_total', ray, 100),
      counter('ray_vllm:generation_tokens_total', ray, 20),
      ...histogram('ray_vllm:time_to_first_token_seconds', ray, 1, SECONDS),
      counter('sglang:prompt_tokens_total', own, 500),
      counter('sglang:generation_tokens_total', own, 50),
      counter('sglang:num_requests_total', own, 2),
      counter('sglang:num_aborted_requests_total', own, 0.1),
      counter('sglang:cached_tokens_total', { ...own, cache_source: 'device' }, 100),
      counter('sglang:cached_tokens_total', { ...own, cache_source: 'host' }, 50),
      ...histogram('sglang:prompt_tokens_histogram', own, 2, LENGTHS),
      ...histogram('sglang:time_to_first_token_seconds', own, 2, SECONDS),
      counter('trtllm_request_success_total', { ...own, finished_reason: 'stop' }, 3),
      counter('trtllm_prompt_tokens_total', own, 300),
      counter('trtllm_generation_tokens_total', own, 60),
      counter('trtllm_kv_cache_reused_blocks_total', own, 30),
      counter('trtllm_kv_cache_missed_blocks_total', own, 10),
      ...histogram('trtllm_time_to_first_token_seconds', own, 3, SECONDS),
      counter('nv_inference_request_success', triton, 4),
      counter('nv_inference_request_failure', { ...triton, reason: 'OTHER' }, 1),
      counter('nv_cache_num_hits_per_model', triton, 1),
      counter('nv_cache_num_misses_per_model', triton, 3),
      ...histogram('nv_llm_input_token_len', triton, 4, LENGTHS, 250),
      ...histogram('nv_llm_output_token_len', triton, 4, LENGTHS, 25),
      ...histogram(
        'nv_inference_first_response_histogram_ms',
        triton,
        4,
        SECONDS.map(([le, share]) => [String(Number(le) * 1000), share] as const),
      ),
    ];
  });
  curves.push(
    counter('tgi_request_count', { instance: 'a' }, 5),
    counter('tgi_request_success', { instance: 'a' }, 4),
    ...histogram('tgi_request_input_length', { instance: 'a' }, 4, LENGTHS, 100),
    ...histogram('tgi_request_generated_tokens', { instance: 'a' }, 4, LENGTHS, 50),
    ...histogram('tgi_request_queue_duration', { instance: 'a' }, 4, SECONDS),
    ...histogram('tgi_batch_inference_duration', { instance: 'a', method: 'prefill' }, 4, SECONDS),
    ...histogram('tgi_batch_inference_duration', { instance: 'a', method: 'decode' }, 4, [['0.1', 1]]),
    counter('llamacpp:prompt_tokens_total', { instance: 'a' }, 70),
    counter('llamacpp:tokens_predicted_total', { instance: 'a' }, 7),
  );
  const truths = table({
    ray: { 'input-tokens': 300, 'output-tokens': 60, 'first-token-p95': FIRST_TOKEN },
    sglang: {
      requests: 6,
      'input-tokens': 1500,
      'output-tokens': 150,
      'cache-prompt': 0.3,
      failures: 0.05,
      'prompt-length-p50': P50,
      'prompt-length-p95': P95,
      'first-token-p95': FIRST_TOKEN,
    },
    trtllm: {
      requests: 9,
      'input-tokens': 900,
      'output-tokens': 180,
      'cache-prompt': 0.75,
      'first-token-p95': FIRST_TOKEN,
    },
    triton: {
      requests: 12,
      'input-tokens': 3000,
      'output-tokens': 300,
      'cache-response': 0.25,
      failures: 0.2,
      'prompt-length-p50': P50,
      'prompt-length-p95': P95,
      'first-token-p95': FIRST_TOKEN,
    },
    tgi: {
      requests: 5,
      'input-tokens': 400,
      'output-tokens': 200,
      failures: 0.2,
      'prompt-length-p50': P50,
      'prompt-length-p95': P95,
      'first-token-p95': 2 * FIRST_TOKEN,
    },
    llamacpp: { 'input-tokens': 70, 'output-tokens': 7 },
  });
  return { curves, truths };
}
