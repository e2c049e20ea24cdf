import type { CallSeries, MetricMapping, SpanVocabulary } from './vocabulary.ts';

/**
 * Attributes of OpenTelemetry's GenAI conventions, which most other vocabularies write beside their own: all spellings since 1.27, in
 * https://github.com/open-telemetry/semantic-conventions/blob/v1.41.0/docs/gen-ai and
 * https://github.com/open-telemetry/semantic-conventions-genai/blob/32c328e8/docs/gen-ai (both read 2026-11-21).
 */
export const GEN_AI = {
  provider: ['gen_ai.provider.name', 'gen_ai.system'],
  requestModel: ['gen_ai.request.model'],
  responseModel: ['gen_ai.response.model'],
  operation: {
    keys: ['gen_ai.operation.name'],
    values: {
      chat: 'chat',
      generate_content: 'chat',
      text_completion: 'completion',
      embeddings: 'embedding',
      image_generation: 'image',
      invoke_agent: 'parent',
      create_agent: 'parent',
      invoke_workflow: 'parent',
      plan: 'parent',
      agent_step: 'parent',
      execute_tool: 'parent',
      retrieval: 'parent',
    },
  },
  tokens: {
    input: ['gen_ai.usage.input_tokens', 'gen_ai.usage.prompt_tokens'],
    output: ['gen_ai.usage.output_tokens', 'gen_ai.usage.completion_tokens'],
    cacheRead: ['gen_ai.usage.cache_read.input_tokens', 'gen_ai.usage.cache_read_input_tokens'],
    cacheWrite: [
      'gen_ai.usage.cache_write.input_tokens',
      'gen_ai.usage.cache_creation.input_tokens',
      'gen_ai.usage.cache_creation_input_tokens',
    ],
    reasoning: ['gen_ai.usage.reasoning.output_tokens', 'gen_ai.usage.reasoning_tokens'],
    total: ['gen_ai.usage.total_tokens'],
  },
  maxOutput: ['gen_ai.request.max_tokens'],
  service: ['openai.response.service_tier', 'gen_ai.openai.response.service_tier'],
  name: ['gen_ai.prompt.name', 'gen_ai.agent.name', 'gen_ai.workflow.name'],
  error: ['error.type'],
  usd: [],
  firstToken: [
    { key: 'gen_ai.response.time_to_first_chunk', unit: 's' },
    { key: 'gen_ai.client.operation.time_to_first_chunk', unit: 's' },
    { key: 'gen_ai.client.inference.time_to_first_chunk', unit: 's' },
    { key: 'gen_ai.server.time_to_first_token', unit: 's' },
    // vLLM and SGLang, https://github.com/vllm-project/vllm/blob/main/vllm/tracing.py
    { key: 'gen_ai.latency.time_to_first_token', unit: 's' },
  ],
  firstTokenEvents: [],
} as const satisfies Omit<SpanVocabulary, 'is'>;

/** Of generation A. Gateways add a `total`, which is never counted. */
export const TOKEN_USAGE: MetricMapping = {
  name: 'gen_ai.client.token.usage',
  quantity: {
    key: 'gen_ai.token.type',
    values: {
      input: 'input',
      prompt: 'input',
      output: 'output',
      completion: 'output',
      cached_input: 'cacheRead',
      cache_creation_input: 'cacheWrite',
      reasoning: 'reasoning',
    },
  },
};

/** Of generation A; in B of what is no inference, embeddings among them. */
export const OPERATION_DURATION: MetricMapping = { name: 'gen_ai.client.operation.duration', quantity: 'duration-s' };

/** Labels of metrics. What programs call themselves becomes `job` on the way to Prometheus, `exported_job` behind a collector. */
export const GEN_AI_CALLS = {
  askers: ['service.name', 'exported_job', 'job'],
  requestModel: GEN_AI.requestModel,
  responseModel: GEN_AI.responseModel,
  operation: GEN_AI.operation,
  name: GEN_AI.name,
} as const satisfies Omit<CallSeries, 'told'>;
