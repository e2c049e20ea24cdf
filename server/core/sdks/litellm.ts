import type { Operation, Sdk } from './sdk.ts';

const CHAT: Pick<Operation, 'kind' | 'model' | 'prompt' | 'maxOutput' | 'tools' | 'schema'> = {
  kind: 'chat',
  model: ['model', '(0)'],
  prompt: [{ from: ['messages', '(1)'], as: 'messages' }],
  maxOutput: ['max_completion_tokens', 'max_tokens'],
  tools: ['tools', 'functions'],
  schema: ['response_format'],
};

/** https://docs.litellm.ai/docs/completion/input */
export const litellm: Sdk = {
  id: 'litellm',
  name: 'LiteLLM',
  packages: { python: ['litellm'] },
  clients: { Router: null },
  provider: null,
  providerPrefix: '/',
  transparent: [],
  operations: [
    {
      callee: ['completion', 'acompletion', '{client}().completion', '{client}().acompletion'],
      operation: 'completion',
      ...CHAT,
    },
    {
      callee: ['responses', 'aresponses', '{client}().responses', '{client}().aresponses'],
      operation: 'responses',
      ...CHAT,
      model: ['model'],
      prompt: [
        { from: ['instructions'], as: 'system' },
        { from: ['input'], as: 'input' },
      ],
      maxOutput: ['max_output_tokens'],
    },
    {
      callee: ['text_completion', 'atext_completion', '{client}().text_completion'],
      operation: 'text_completion',
      ...CHAT,
      kind: 'completion',
      prompt: [{ from: ['prompt'], as: 'user' }],
    },
    {
      callee: ['embedding', 'aembedding', '{client}().embedding', '{client}().aembedding'],
      operation: 'embedding',
      kind: 'embedding',
      model: ['model', '(0)'],
      prompt: [{ from: ['input', '(1)'], as: 'inputs' }],
      maxOutput: [],
    },
  ],
};
