import type { Operation, Sdk } from './sdk.ts';

const CHAT: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  model: ['(0)'],
  prompt: [{ from: ['(1)'], as: 'builder' }],
  maxOutput: ['(2).max_tokens'],
  tools: ['(1).tools', '(1).append_tool'],
  schema: ['(2).response_format'],
};

/** https://docs.rs/genai: the model's name tells the provider, or has it in front as `groq::`. */
export const genaiRust: Sdk = {
  id: 'genai-rust',
  name: 'genai',
  packages: { rust: ['genai'] },
  clients: { Client: null },
  provider: null,
  constructors: ['default()', 'new()', 'build()'],
  transparent: [],
  providerPrefix: '::',
  operations: [
    { ...CHAT, callee: ['{client}().exec_chat'], operation: 'exec_chat' },
    { ...CHAT, callee: ['{client}().exec_chat_stream'], operation: 'exec_chat_stream' },
    ...['embed', 'embed_batch'].map((method): Operation => ({
      callee: [`{client}().${method}`],
      operation: method,
      kind: 'embedding',
      model: ['(0)'],
      prompt: [{ from: ['(1)'], as: 'inputs' }],
      maxOutput: [],
    })),
  ],
};
