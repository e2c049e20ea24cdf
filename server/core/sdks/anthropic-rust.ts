import type { Operation, Sdk } from './sdk.ts';

/** The request is the call's first argument, or an option of it. */
const MESSAGE: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  model: ['(0).model', '(0).new.model'],
  prompt: [
    { from: ['(0).system'], as: 'system' },
    { from: ['(0).messages', '(0).new.messages'], as: 'messages' },
  ],
  maxOutput: ['(0).max_tokens', '(0).new.max_tokens'],
  tools: ['(0).tools'],
};

/** https://docs.rs/anthropic-ai-sdk */
export const anthropicAiSdk: Sdk = {
  id: 'anthropic-ai-sdk',
  name: 'anthropic-ai-sdk',
  packages: { rust: ['anthropic_ai_sdk'] },
  clients: { AnthropicClient: 'anthropic' },
  provider: 'anthropic',
  constructors: ['new()', 'build()'],
  transparent: [],
  operations: [
    { ...MESSAGE, callee: ['{client}().create_message'], operation: 'create_message' },
    { ...MESSAGE, callee: ['{client}().create_message_streaming'], operation: 'create_message_streaming' },
  ],
};

/** One builder is client and request: https://docs.rs/anthropic-sdk */
export const anthropicSdkRust: Sdk = {
  id: 'anthropic-sdk-rust',
  name: 'anthropic-sdk',
  packages: { rust: ['anthropic_sdk'] },
  clients: { Client: 'anthropic' },
  provider: 'anthropic',
  constructors: ['build()'],
  transparent: [],
  operations: [
    {
      ...MESSAGE,
      callee: ['{client}().execute', '{client}().execute_and_return_json'],
      operation: 'execute',
      model: ['model:(0)'],
      prompt: [{ from: ['()'], as: 'builder' }],
      maxOutput: ['max_tokens:(0)'],
      tools: ['tools:(0)'],
    },
  ],
};
