import { CHAT_COMPLETION, COMPLETION, EMBEDDING, type Sdk } from './sdk.ts';

const MODEL = ['made:model', 'LLM:(0)'] as const;
const MAX_OUTPUT = ['sampling_params.max_tokens', '(1).max_tokens'] as const;

/** https://docs.vllm.ai/en/latest/api/vllm */
export const vllm: Sdk = {
  id: 'vllm',
  name: 'vLLM',
  packages: { python: ['vllm'] },
  clients: { LLM: 'vllm' },
  provider: 'vllm',
  transparent: [],
  operations: [
    {
      ...COMPLETION,
      callee: ['{client}().generate'],
      operation: 'generate',
      model: MODEL,
      prompt: [{ from: ['prompts', '(0)'], as: 'inputs' }],
      maxOutput: MAX_OUTPUT,
    },
    {
      ...CHAT_COMPLETION,
      callee: ['{client}().chat'],
      operation: 'chat',
      model: MODEL,
      prompt: [{ from: ['messages', '(0)'], as: 'messages' }],
      maxOutput: MAX_OUTPUT,
    },
    {
      ...EMBEDDING,
      callee: ['{client}().embed', '{client}().encode'],
      operation: 'embed',
      model: MODEL,
      prompt: [{ from: ['prompts', '(0)'], as: 'inputs' }],
    },
  ],
};
