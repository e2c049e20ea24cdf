import { GEN_AI, OPERATION_DURATION, TOKEN_USAGE } from './gen-ai.ts';
import type { Vocabulary } from './vocabulary.ts';

/** OpenTelemetry's own, up to semantic-conventions 1.41; spans of the newer ones too, which differ in single keys. */
export const otelGenAi: Vocabulary = {
  id: 'otel-genai',
  title: 'OpenTelemetry GenAI',
  counter: 'client',
  spans: {
    ...GEN_AI,
    is: [
      { key: 'gen_ai.operation.name' },
      { key: 'gen_ai.provider.name' },
      { key: 'gen_ai.system' },
      { key: 'gen_ai.request.model' },
      { key: 'gen_ai.response.model' },
      { key: 'gen_ai.usage.prompt_tokens' },
      { key: 'gen_ai.usage.input_tokens' },
    ],
  },
  metrics: [
    TOKEN_USAGE,
    OPERATION_DURATION,
    { name: 'gen_ai.client.operation.time_to_first_chunk', quantity: 'first-token-s' },
    { name: 'gen_ai.server.request.duration', quantity: 'duration-s', counter: 'server' },
    { name: 'gen_ai.server.time_to_first_token', quantity: 'first-token-s', counter: 'server' },
  ],
};
