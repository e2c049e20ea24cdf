import type { Operation, Sdk } from './sdk.ts';

const CHAT: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  model: ['(0).new(0)'],
  prompt: [{ from: ['(0).new(1)'], as: 'messages' }],
  maxOutput: ['(0).options.num_predict'],
  tools: ['(0).tools', '(0).add_tool'],
  schema: ['(0).format'],
};

/** Behind the history that the answer is added to. */
const CONTINUED: Omit<Operation, 'callee' | 'operation'> = {
  ...CHAT,
  model: ['(1).new(0)'],
  prompt: [
    { from: ['(0)'], as: 'messages' },
    { from: ['(1).new(1)'], as: 'messages' },
  ],
  maxOutput: ['(1).options.num_predict'],
};

const GENERATE: Omit<Operation, 'callee' | 'operation'> = {
  ...CHAT,
  kind: 'completion',
  prompt: [
    { from: ['(0).system'], as: 'system' },
    { from: ['(0).new(1)'], as: 'user' },
  ],
};

/** https://docs.rs/ollama-rs */
export const ollamaRs: Sdk = {
  id: 'ollama-rs',
  name: 'ollama-rs',
  packages: { rust: ['ollama_rs'] },
  clients: { Ollama: 'ollama' },
  provider: 'ollama',
  constructors: ['default()', 'new()', 'new_with_history()', 'try_new()', 'from_url()'],
  transparent: [],
  operations: [
    { ...CHAT, callee: ['{client}().send_chat_messages'], operation: 'send_chat_messages' },
    { ...CHAT, callee: ['{client}().send_chat_messages_stream'], operation: 'send_chat_messages_stream' },
    {
      ...CONTINUED,
      callee: ['{client}().send_chat_messages_with_history', '{client}().send_chat_messages_with_history_stream'],
      operation: 'send_chat_messages_with_history',
    },
    { ...GENERATE, callee: ['{client}().generate'], operation: 'generate' },
    { ...GENERATE, callee: ['{client}().generate_stream'], operation: 'generate_stream' },
    {
      callee: ['{client}().generate_embeddings'],
      operation: 'generate_embeddings',
      kind: 'embedding',
      model: ['(0).new(0)'],
      prompt: [{ from: ['(0).new(1)'], as: 'inputs' }],
      maxOutput: [],
    },
  ],
};
