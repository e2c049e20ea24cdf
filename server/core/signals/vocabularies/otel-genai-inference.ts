import { GEN_AI_CALLS } from './gen-ai.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * Metrics of the conventions since they moved to semantic-conventions-genai: counters of tokens, and histograms of their lengths beside
 * them. https://github.com/open-telemetry/semantic-conventions-genai/blob/32c328e8/docs/gen-ai/non-normative/migration.md
 */
export const otelGenAiInference: Vocabulary = {
  id: 'otel-genai-inference',
  title: 'OpenTelemetry GenAI (inference)',
  counter: 'client',
  metrics: [
    { name: 'gen_ai.client.inference.usage.input_tokens', quantity: 'input' },
    { name: 'gen_ai.client.inference.usage.output_tokens', quantity: 'output' },
    { name: 'gen_ai.client.inference.usage.cache_read.input_tokens', quantity: 'cacheRead' },
    { name: 'gen_ai.client.inference.usage.cache_write.input_tokens', quantity: 'cacheWrite' },
    { name: 'gen_ai.client.inference.usage.reasoning.output_tokens', quantity: 'reasoning' },
    { name: 'gen_ai.client.inference.operation.input_tokens', quantity: 'input' },
    { name: 'gen_ai.client.inference.operation.output_tokens', quantity: 'output' },
    { name: 'gen_ai.client.inference.duration', quantity: 'duration-s' },
    { name: 'gen_ai.client.inference.time_to_first_chunk', quantity: 'first-token-s' },
  ],
  prometheus: {
    detect: [
      'gen_ai.client.inference.usage.input_tokens_total',
      'gen_ai.client.inference.usage.input_tokens',
      'gen_ai.client.inference.duration_seconds_count',
      'gen_ai.client.inference.duration_count',
    ],
    mayHavePrefix: true,
    by: { model: 'gen_ai.request.model' },
    calls: {
      ...GEN_AI_CALLS,
      told: {
        input: [{ name: 'gen_ai.client.inference.operation.input_tokens_count' }],
        output: [{ name: 'gen_ai.client.inference.operation.output_tokens_count' }],
      },
    },
    signals: {
      requests: {
        kind: 'rate',
        of: [
          { name: 'gen_ai.client.inference.duration_seconds_count' },
          { name: 'gen_ai.client.inference.duration_count' },
        ],
      },
      'input-tokens': {
        kind: 'rate',
        of: [
          { name: 'gen_ai.client.inference.usage.input_tokens_total' },
          { name: 'gen_ai.client.inference.usage.input_tokens' },
        ],
      },
      'output-tokens': {
        kind: 'rate',
        of: [
          { name: 'gen_ai.client.inference.usage.output_tokens_total' },
          { name: 'gen_ai.client.inference.usage.output_tokens' },
        ],
      },
      'prompt-length-p50': {
        kind: 'quantile',
        quantile: 0.5,
        of: [{ name: 'gen_ai.client.inference.operation.input_tokens_bucket' }],
      },
      'prompt-length-p95': {
        kind: 'quantile',
        quantile: 0.95,
        of: [{ name: 'gen_ai.client.inference.operation.input_tokens_bucket' }],
      },
      'cache-prompt': {
        kind: 'ratio',
        pairs: ['_total', ''].map(suffix => ({
          part: [{ name: `gen_ai.client.inference.usage.cache_read.input_tokens${suffix}` }],
          whole: [{ name: `gen_ai.client.inference.usage.input_tokens${suffix}` }],
        })),
      },
      routing: {
        kind: 'share',
        of: [
          { name: 'gen_ai.client.inference.duration_seconds_count' },
          { name: 'gen_ai.client.inference.duration_count' },
        ],
        by: { model: 'gen_ai.response.model', requested: 'gen_ai.request.model' },
      },
      failures: {
        kind: 'ratio',
        pairs: ['gen_ai.client.inference.duration_seconds_count', 'gen_ai.client.inference.duration_count'].map(
          name => ({ part: [{ name, where: [['error.type', '!=', '']] }], whole: [{ name }] }),
        ),
      },
      'first-token-p95': {
        kind: 'quantile',
        quantile: 0.95,
        of: [
          { name: 'gen_ai.client.inference.time_to_first_chunk_seconds_bucket' },
          { name: 'gen_ai.client.inference.time_to_first_chunk_bucket' },
        ],
        note: 'of streamed answers only',
      },
    },
  },
};
