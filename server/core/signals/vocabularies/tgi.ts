import type { Vocabulary } from './vocabulary.ts';

/** Text Generation Inference. It tells no model, its counters have no `_total`, and tokens are the sums of histograms. */
export const tgi: Vocabulary = {
  id: 'tgi',
  title: 'TGI',
  counter: 'server',
  prometheus: {
    detect: ['tgi_request_count', 'tgi_request_generated_tokens_count'],
    mayHavePrefix: true,
    by: {},
    signals: {
      requests: { kind: 'rate', of: [{ name: 'tgi_request_count' }] },
      'input-tokens': { kind: 'rate', of: [{ name: 'tgi_request_input_length_sum' }] },
      'output-tokens': { kind: 'rate', of: [{ name: 'tgi_request_generated_tokens_sum' }] },
      'prompt-length-p50': { kind: 'quantile', quantile: 0.5, of: [{ name: 'tgi_request_input_length_bucket' }] },
      'prompt-length-p95': { kind: 'quantile', quantile: 0.95, of: [{ name: 'tgi_request_input_length_bucket' }] },
      failures: {
        kind: 'ratio',
        complement: true,
        pairs: [{ part: [{ name: 'tgi_request_success' }], whole: [{ name: 'tgi_request_count' }] }],
      },
      'first-token-p95': {
        kind: 'quantile',
        quantile: 0.95,
        of: [{ name: 'tgi_request_queue_duration_bucket' }],
        plus: [{ name: 'tgi_batch_inference_duration_bucket', where: [['method', '=', 'prefill']] }],
        note: 'TGI does not measure it: p95 of the queue and p95 of the prefill, added',
      },
    },
  },
};
