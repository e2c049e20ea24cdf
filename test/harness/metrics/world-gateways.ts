import { type Curve, type Span, instruments } from './history.ts';
import { type Truth, type World, FIRST_TOKEN, LENGTHS, P50, P95, SECONDS, table } from './truth.ts';

export function clients(span: Span): World {
  const { counter, histogram } = instruments(span);
  const curves = ['gpt-4o', 'claude-sonnet-4-5'].flatMap(model => {
    const a = {
      gen_ai_request_model: model,
      gen_ai_response_model: model === 'gpt-4o' ? 'gpt-4o-2024-08-06' : 'gpt-4o-mini',
      gen_ai_operation_name: 'chat',
    };
    const tokens = (type: string, perCall: number): Curve[] =>
      histogram('gen_ai_client_token_usage', { ...a, gen_ai_token_type: type }, 2, LENGTHS, perCall);
    const duration = 'gen_ai_client_operation_duration_seconds';
    const next = 'gen_ai_client_inference';
    return [
      ...tokens('input', 400),
      ...tokens('output', 50),
      ...tokens('total', 450), // some gateways add it: it must not count
      ...histogram(duration, a, 1.8, SECONDS),
      ...histogram(duration, { ...a, error_type: 'timeout' }, 0.2, SECONDS),
      ...histogram(duration, { ...a, gen_ai_operation_name: 'execute_tool' }, 0, SECONDS),
      counter('gen_ai_usage_cost_USD_sum', a, 0.001),
      ...histogram('gen_ai_client_operation_time_to_first_chunk_seconds', a, 2, SECONDS),
      counter(`${next}_usage_input_tokens_total`, a, 800),
      counter(`${next}_usage_output_tokens_total`, a, 100),
      counter(`${next}_usage_cache_read_input_tokens_total`, a, 200),
      ...histogram(`${next}_operation_input_tokens`, a, 2, LENGTHS),
      ...histogram(`${next}_duration_seconds`, a, 1.8, SECONDS),
      ...histogram(`${next}_duration_seconds`, { ...a, error_type: 'timeout' }, 0.2, SECONDS),
      ...histogram(`${next}_time_to_first_chunk_seconds`, a, 2, SECONDS),
    ];
  });
  const common = {
    requests: 4,
    'input-tokens': 1600,
    'output-tokens': 200,
    routing: 0.5,
    failures: 0.1,
    'prompt-length-p50': P50,
    'prompt-length-p95': P95,
    'first-token-p95': FIRST_TOKEN,
  };
  const truths = table({
    'otel-genai': { ...common, spend: 7.2 },
    'otel-genai-inference': { ...common, 'cache-prompt': 0.25 },
  });
  return { curves, truths };
}

export function gateways(span: Span): World {
  const { counter, gauge, histogram } = instruments(span);
  const curves = ['gpt-4o', 'gpt-4o-mini'].flatMap((model, m) => {
    const kong = { ai_model: model, ai_provider: 'openai' };
    const router = { model, server: `http://10.0.0.${m}:8000` };
    return [
      counter('kong_ai_llm_requests_total', { ...kong, cache_status: 'Hit' }, 1),
      counter('kong_ai_llm_requests_total', { ...kong, cache_status: 'Miss' }, 3),
      counter('kong_ai_llm_requests_total', kong, 4),
      counter('kong_ai_llm_cost_total', kong, 0.002),
      counter('kong_ai_llm_tokens_total', { ...kong, token_type: 'prompt_tokens' }, 90),
      counter('kong_ai_llm_tokens_total', { ...kong, token_type: 'completion_tokens' }, 10),
      counter('kong_ai_llm_tokens_total', { ...kong, token_type: 'total_tokens' }, 100),
      counter('vllm:input_tokens_total', router, 11),
      counter('vllm:output_tokens_total', router, 2),
      gauge('vllm:semantic_cache_hits', router, 30),
      gauge('vllm:semantic_cache_misses', router, 70),
      counter('llm_model_requests_total', { model }, 2 + m),
      counter('llm_model_cost_total', { model, currency: 'USD' }, 0.001),
      counter('llm_model_cost_total', { model, currency: 'CNY' }, 0.5),
      counter('llm_model_prompt_tokens_total', { model }, 40),
      counter('llm_model_completion_tokens_total', { model }, 8),
      counter('llm_model_selection_total', { model, tier: m === 0 ? 'large' : 'small' }, 1 + 2 * m),
      ...histogram('llm_prompt_tokens_per_request', { model }, 2, LENGTHS),
      ...histogram('llm_model_ttft_seconds', { model }, 2, SECONDS),
    ];
  });
  curves.push(
    counter('llm_cache_operations_total', { operation: 'find_similar', status: 'hit', backend: 'memory' }, 1),
    counter('llm_cache_operations_total', { operation: 'find_similar', status: 'miss', backend: 'memory' }, 4),
    counter('llm_cache_operations_total', { operation: 'add', status: 'success', backend: 'memory' }, 4),
  );
  const truths: Truth[] = table({
    kong: { requests: 16, spend: 14.4, 'input-tokens': 180, 'output-tokens': 20, 'cache-response': 0.25 },
    'vllm-router': { 'input-tokens': 22, 'output-tokens': 4, 'cache-response': 0.3 },
    'semantic-router': {
      requests: 5,
      spend: 7.2,
      'input-tokens': 80,
      'output-tokens': 16,
      'cache-response': 0.2,
      'prompt-length-p50': P50,
      'prompt-length-p95': P95,
      'first-token-p95': FIRST_TOKEN,
    },
  });
  truths.push({
    vocabulary: 'semantic-router',
    signal: 'routing',
    total: null,
    by: { 'gpt-4o': 0.25, 'gpt-4o-mini': 0.75 },
  });
  truths.push({ vocabulary: 'kong', signal: 'routing', total: null, by: { 'gpt-4o': 0.5, 'gpt-4o-mini': 0.5 } });
  return { curves, truths };
}

/** Dollars that label sets bring that live for a few requests, in the last five minutes and in the hour before. */
export const SPARSE = { lastFiveMinutes: 30, lastHour: 30 + 10 + 7 + 40, densePerHour: 21.6 };

export function litellm(span: Span): World {
  const { counter, histogram } = instruments(span);
  const { end, stepMs } = span;
  const teams = ['search', 'support', 'None'];
  const dense = ['gpt-4o', 'claude-sonnet-4-5'].flatMap(model =>
    teams.flatMap(team => {
      const labels = { model, requested_model: model, team, api_key_alias: 'None' };
      const deployment = { litellm_model_name: `openai/${model}`, requested_model: model, team };
      return [
        counter('litellm_spend_metric_total', labels, 0.001),
        counter('litellm_input_tokens_metric_total', labels, 300),
        counter('litellm_output_tokens_metric_total', labels, 30),
        counter('litellm_input_cached_tokens_metric_total', labels, 60),
        counter('litellm_cached_tokens_metric_total', labels, 999), // its own cache: not the provider's
        counter('litellm_cache_hits_metric_total', labels, 1),
        counter('litellm_cache_misses_metric_total', labels, 4),
        counter('litellm_proxy_total_requests_metric_total', { requested_model: model, team, status_code: '200' }, 1.9),
        counter('litellm_proxy_total_requests_metric_total', { requested_model: model, team, status_code: '500' }, 0.1),
        counter(
          'litellm_proxy_failed_requests_metric_total',
          { requested_model: model, team, exception_status: '500' },
          0.1,
        ),
        counter('litellm_deployment_total_requests_total', deployment, 2.5),
        counter('litellm_deployment_success_responses_total', deployment, 2),
        counter('litellm_zero_cost_requests_total', { reason: 'no_price', team }, 0.01),
        ...histogram('litellm_llm_api_time_to_first_token_metric', labels, 1, SECONDS),
      ];
    }),
  );
  const sparse = (agent: string, from: number, created: number, at: (time: number) => number): Curve[] => {
    const labels = { model: 'gpt-4o', team: 'batch', user_agent: agent };
    const createdAt = { name: 'litellm_spend_metric_created', labels, from, at: () => created / 1000 };
    return [{ name: 'litellm_spend_metric_total', labels, from, at }, createdAt];
  };
  const born = (agent: string, ago: number): Curve[] => sparse(agent, end - ago, end - ago - 1000, () => 1);
  const longAgo = end - 30 * 86_400_000;
  const inLast = (time: number, ago: number): boolean => time > end - ago;
  const births = [
    ...Array.from({ length: 40 }, (_, i) => born(`hour-${i}`, (8 + i) * 60_000)),
    ...Array.from({ length: 30 }, (_, i) => born(`now-${i}`, stepMs * (1 + (i % 2)))),
    sparse('old', end - 86_400_000 * 2, longAgo, time => (inLast(time, 1_800_000) ? 510 : 500)),
    // Seen for the first time when it had counted for weeks: only what it counts from then on is known to be new.
    sparse('adopted', end - 2_400_000, longAgo, time => (inLast(time, 1_200_000) ? 5007 : 5000)),
  ].flat();
  const truths: Truth[] = table({
    litellm: {
      requests: 12,
      spend: SPARSE.densePerHour + SPARSE.lastFiveMinutes * 12,
      'input-tokens': 1800,
      'output-tokens': 180,
      'cache-prompt': 0.2,
      'cache-response': 0.2,
      retries: 1.25,
      failures: 0.05,
      'first-token-p95': FIRST_TOKEN,
    },
  });
  const half = { 'openai/gpt-4o': 0.5, 'openai/claude-sonnet-4-5': 0.5 };
  truths.push({ vocabulary: 'litellm', signal: 'routing', total: null, by: half });
  return { curves: [...dense, ...births], truths };
}

export function gpus(span: Span): World {
  const { gauge } = instruments(span);
  const curves = Array.from({ length: 8 }, (_, gpu) => {
    const node = gpu < 4 ? 'node-a' : 'node-b';
    const modelName = gpu < 4 ? 'NVIDIA H100 80GB HBM3' : 'NVIDIA L40S';
    const dcgm = { UUID: `GPU-${gpu}`, gpu: String(gpu % 4), modelName, Hostname: node };
    const uuid = String(gpu); // as that exporter writes it: the same card, without the prefix
    const amd = { card_model: '102-G30211-0C', gpu_id: String(gpu), hostname: 'node-amd', serial_number: `sn-${gpu}` };
    return [
      gauge(
        'DCGM_FI_DEV_GPU_UTIL',
        { ...dcgm, namespace: gpu % 2 === 0 ? 'chat' : 'batch', pod: `pod-${gpu}` },
        gpu < 4 ? 80 : 20,
      ),
      gauge('DCGM_FI_DEV_POWER_USAGE', dcgm, 500),
      gauge('nvidia_smi_gpu_info', { uuid, name: modelName, index: String(gpu) }, 1),
      gauge('nvidia_smi_utilization_gpu_ratio', { uuid }, gpu < 4 ? 0.6 : 0.2),
      gauge('nvidia_smi_power_draw_watts', { uuid }, 300),
      gauge('gpu_gfx_activity', amd, 50),
      gauge('gpu_package_power', amd, 700),
      gauge('node_gpu_hourly_cost', { node, instance: 'opencost', provider_id: node }, gpu < 4 ? 3 : 1),
    ];
  }).flat();
  const unique = new Map(curves.map(curve => [`${curve.name}${JSON.stringify(curve.labels)}`, curve]));
  for (const node of ['node-a', 'node-b']) unique.set(node, gauge('node_gpu_count', { node }, 4));
  const truths: Truth[] = [
    ...table({
      'nvidia-smi': { 'gpu-utilization': 0.4, 'gpu-count': 8, 'gpu-power': 2400 },
      amd: { 'gpu-utilization': 0.5, 'gpu-count': 8, 'gpu-power': 5600 },
      opencost: { 'gpu-hourly': 16, 'gpu-count': 8 },
      dcgm: { 'gpu-power': 4000, 'gpu-count': 8 },
    }),
    {
      vocabulary: 'dcgm',
      signal: 'gpu-utilization',
      total: 0.5,
      by: { 'NVIDIA H100 80GB HBM3': 0.8, 'NVIDIA L40S': 0.2 },
    },
  ];
  return { curves: [...unique.values()], truths };
}
