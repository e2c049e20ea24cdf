import { CHAT_COMPLETION, COMPLETION, EMBEDDING, type Sdk } from './sdk.ts';

const MODEL = ['made:model_path', 'made:filename', 'made:repo_id', 'Llama:(0)', 'from_pretrained:(0)'] as const;

/** https://llama-cpp-python.readthedocs.io */
export const llamaCpp: Sdk = {
  id: 'llama-cpp',
  name: 'llama-cpp-python',
  packages: { python: ['llama_cpp'] },
  clients: { Llama: 'llama.cpp' },
  constructors: ['from_pretrained()'],
  provider: 'llama.cpp',
  transparent: [],
  operations: [
    {
      ...CHAT_COMPLETION,
      callee: ['{client}().create_chat_completion', '{client}().create_chat_completion_openai_v1'],
      operation: 'create_chat_completion',
      model: MODEL,
      prompt: [{ from: ['messages', '(0)'], as: 'messages' }],
    },
    {
      ...COMPLETION,
      callee: ['{client}().create_completion', '{client}()'],
      operation: 'create_completion',
      model: MODEL,
      prompt: [{ from: ['prompt', '(0)'], as: 'user' }],
    },
    {
      ...EMBEDDING,
      callee: ['{client}().create_embedding', '{client}().embed'],
      operation: 'create_embedding',
      model: MODEL,
      prompt: [{ from: ['input', '(0)'], as: 'inputs' }],
    },
  ],
};
