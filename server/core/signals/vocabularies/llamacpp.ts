import type { Vocabulary } from './vocabulary.ts';

/** `llama-server --metrics`. It has no labels; with several models it answers for each apart (`/metrics?model=`). */
export const llamacpp: Vocabulary = {
  id: 'llamacpp',
  title: 'llama.cpp',
  counter: 'server',
  prometheus: {
    detect: ['llamacpp:tokens_predicted_total'],
    mayHavePrefix: true,
    by: {},
    signals: {
      'input-tokens': { kind: 'rate', of: [{ name: 'llamacpp:prompt_tokens_total' }] },
      'output-tokens': { kind: 'rate', of: [{ name: 'llamacpp:tokens_predicted_total' }] },
    },
  },
};
