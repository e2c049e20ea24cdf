import { GEN_AI, OPERATION_DURATION, TOKEN_USAGE } from './gen-ai.ts';
import type { Vocabulary } from './vocabulary.ts';

/** OpenTelemetry's conventions, with what a request cost: https://github.com/openlit/openlit (semantic conventions of both SDKs). */
export const openLit: Vocabulary = {
  id: 'openlit',
  title: 'OpenLIT',
  counter: 'client',
  scopes: ['@openlit/', 'openlit.'],
  spans: {
    ...GEN_AI,
    is: [{ key: 'telemetry.sdk.name', values: ['openlit'] }, { key: 'gen_ai.usage.cost' }],
    operation: {
      ...GEN_AI.operation,
      values: {
        ...GEN_AI.operation.values,
        embedding: 'embedding',
        image: 'image',
        audio: 'audio',
        vectordb: 'parent',
        framework: 'parent',
      },
    },
    usd: ['gen_ai.usage.cost'],
  },
  metrics: [
    TOKEN_USAGE,
    OPERATION_DURATION,
    { name: 'gen_ai.usage.cost', quantity: 'usd' },
    { name: 'gen_ai.server.time_to_first_token', quantity: 'first-token-s' },
  ],
};
