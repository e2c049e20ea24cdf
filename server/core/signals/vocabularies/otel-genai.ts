import { GEN_AI, GEN_AI_CALLS, OPERATION_DURATION, TOKEN_USAGE } from './gen-ai.ts';
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
  prometheus: {
    detect: [
      'gen_ai.client.token.usage_count',
      'gen_ai.client.operation.duration_seconds_count',
      'gen_ai.client.operation.duration_count',
    ],
    mayHavePrefix: true,
    by: { model: 'gen_ai.request.model' },
    calls: {
      ...GEN_AI_CALLS,
      requests: [
        { name: 'gen_ai.client.operation.duration_seconds_count' },
        { name: 'gen_ai.client.operation.duration_count' },
      ],
      told: {
        input: [{ name: 'gen_ai.client.token.usage_count', where: [['gen_ai.token.type', '=', 'input']] }],
        output: [
          { name: 'gen_ai.client.token.usage_count', where: [['gen_ai.token.type', '=~', 'output|completion']] },
        ],
      },
    },
    signals: {
      requests: [
        {
          kind: 'rate',
          of: ['gen_ai.client.operation.duration_seconds_count', 'gen_ai.client.operation.duration_count'].map(
            name => ({
              name,
              where: [['gen_ai.operation.name', '=~', 'chat|generate_content|text_completion']],
            }),
          ),
        },
        { kind: 'rate', of: [{ name: 'gen_ai.server.request.duration_seconds_count' }] },
      ],
      // Never without the type: some gateways count `total` besides.
      'input-tokens': {
        kind: 'rate',
        of: [{ name: 'gen_ai.client.token.usage_sum', where: [['gen_ai.token.type', '=', 'input']] }],
      },
      'output-tokens': {
        kind: 'rate',
        of: [{ name: 'gen_ai.client.token.usage_sum', where: [['gen_ai.token.type', '=~', 'output|completion']] }],
      },
      spend: {
        kind: 'rate',
        of: [
          { name: 'gen_ai.usage.cost_USD_sum', scale: 3600 },
          { name: 'gen_ai.usage.cost_sum', scale: 3600 },
        ],
        note: 'as the instrument prices it: a call that it has no price for counts as nothing',
      },
      'prompt-length-p50': {
        kind: 'quantile',
        quantile: 0.5,
        of: [{ name: 'gen_ai.client.token.usage_bucket', where: [['gen_ai.token.type', '=', 'input']] }],
      },
      'prompt-length-p95': {
        kind: 'quantile',
        quantile: 0.95,
        of: [{ name: 'gen_ai.client.token.usage_bucket', where: [['gen_ai.token.type', '=', 'input']] }],
      },
      routing: [
        {
          kind: 'share',
          of: [
            { name: 'gen_ai.client.operation.duration_seconds_count' },
            { name: 'gen_ai.client.operation.duration_count' },
          ],
          by: { model: 'gen_ai.response.model', requested: 'gen_ai.request.model' },
        },
        {
          kind: 'share',
          of: [{ name: 'gen_ai.server.request.duration_seconds_count' }],
          by: { model: 'gen_ai.response.model', requested: 'gen_ai.request.model' },
        },
      ],
      failures: {
        kind: 'ratio',
        pairs: ['gen_ai.client.operation.duration_seconds_count', 'gen_ai.client.operation.duration_count'].map(
          name => ({ part: [{ name, where: [['error.type', '!=', '']] }], whole: [{ name }] }),
        ),
        note: 'of all operations: embeddings are among them',
      },
      'first-token-p95': [
        'gen_ai.client.operation.time_to_first_chunk_seconds_bucket',
        'gen_ai.client.operation.time_to_first_chunk_bucket',
        'gen_ai.server.time_to_first_token_seconds_bucket',
        'gen_ai.server.time_to_first_token_bucket',
      ].map(name => ({ kind: 'quantile', quantile: 0.95, of: [{ name }], note: 'of streamed answers only' })),
    },
  },
};
