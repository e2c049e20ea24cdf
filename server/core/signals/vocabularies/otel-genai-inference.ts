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
};
