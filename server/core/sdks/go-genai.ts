import type { Operation, Sdk } from './sdk.ts';

const GENERATE: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  model: ['(1)'],
  prompt: [
    { from: ['(3).system_instruction'], as: 'system' },
    { from: ['(2)'], as: 'input' },
  ],
  maxOutput: ['(3).max_output_tokens'],
  tools: ['(3).tools'],
  schema: ['(3).response_schema', '(3).response_json_schema'],
};
const SEND: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  model: ['Create:(1)'],
  prompt: [
    { from: ['Create:(2).system_instruction'], as: 'system' },
    { from: ['Create:(3)'], as: 'messages' },
    { from: ['(1)'], as: 'input' },
  ],
  maxOutput: ['Create:(2).max_output_tokens'],
  tools: ['Create:(2).tools'],
};

/** https://pkg.go.dev/google.golang.org/genai */
export const goGenai: Sdk = {
  id: 'google-genai',
  name: 'Google GenAI',
  packages: { go: ['google.golang.org/genai'] },
  clients: { NewClient: 'google', Client: 'google' },
  provider: 'google',
  conversions: ['Ptr'],
  transparent: [],
  operations: [
    { ...GENERATE, callee: ['{client}().Models.GenerateContent'], operation: 'models.generate_content' },
    { ...GENERATE, callee: ['{client}().Models.GenerateContentStream'], operation: 'models.generate_content_stream' },
    {
      ...SEND,
      callee: ['{client}().Chats.Create().SendMessage', '{client}().Chats.Create().Send'],
      operation: 'chats.send_message',
    },
    {
      ...SEND,
      callee: ['{client}().Chats.Create().SendMessageStream', '{client}().Chats.Create().SendStream'],
      operation: 'chats.send_message_stream',
    },
    {
      callee: ['{client}().Models.EmbedContent'],
      operation: 'models.embed_content',
      kind: 'embedding',
      model: ['(1)'],
      prompt: [{ from: ['(2)'], as: 'inputs' }],
      maxOutput: [],
    },
  ],
};
