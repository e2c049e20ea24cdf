import type { Operation, Sdk } from './sdk.ts';

const CONFIG = {
  maxOutput: ['config.max_output_tokens', 'config.maxOutputTokens'],
  tools: ['config.tools'],
  schema: ['config.response_schema', 'config.responseSchema'],
} as const;
const GENERATE: Pick<Operation, 'kind' | 'model' | 'prompt'> = {
  kind: 'chat',
  model: ['model'],
  prompt: [
    { from: ['config.system_instruction', 'config.systemInstruction'], as: 'system' },
    { from: ['contents'], as: 'input' },
  ],
};
const CHAT: Pick<Operation, 'kind' | 'model' | 'prompt' | 'maxOutput' | 'tools'> = {
  kind: 'chat',
  model: ['made:model'],
  prompt: [
    { from: ['made:config.system_instruction', 'made:config.systemInstruction'], as: 'system' },
    { from: ['made:history'], as: 'messages' },
    { from: ['message', '(0)'], as: 'input' },
  ],
  maxOutput: ['made:config.max_output_tokens', 'made:config.maxOutputTokens'],
  tools: ['made:config.tools'],
};

/** https://googleapis.github.io/python-genai · https://googleapis.github.io/js-genai */
export const googleGenai: Sdk = {
  id: 'google-genai',
  name: 'Google GenAI',
  packages: { python: ['google.genai'], typescript: ['@google/genai'] },
  clients: { Client: 'google', GoogleGenAI: 'google' },
  provider: 'google',
  transparent: ['aio'],
  operations: [
    {
      callee: ['{client}().models.generate_content', '{client}().models.generateContent'],
      operation: 'models.generate_content',
      ...GENERATE,
      ...CONFIG,
      signature: ['model', 'contents'],
    },
    {
      callee: ['{client}().models.generate_content_stream', '{client}().models.generateContentStream'],
      operation: 'models.generate_content_stream',
      ...GENERATE,
      ...CONFIG,
      signature: ['model', 'contents'],
    },
    {
      callee: ['{client}().chats.create().send_message', '{client}().chats.create().sendMessage'],
      operation: 'chats.send_message',
      ...CHAT,
    },
    {
      callee: ['{client}().chats.create().send_message_stream', '{client}().chats.create().sendMessageStream'],
      operation: 'chats.send_message_stream',
      ...CHAT,
    },
    {
      callee: ['{client}().models.embed_content', '{client}().models.embedContent'],
      operation: 'models.embed_content',
      kind: 'embedding',
      model: ['model'],
      prompt: [{ from: ['contents'], as: 'inputs' }],
      maxOutput: [],
    },
  ],
};
