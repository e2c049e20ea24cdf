import { CHAT_COMPLETION, type Operation, type Sdk } from './sdk.ts';

const CHAT: Omit<Operation, 'callee' | 'operation'> = {
  ...CHAT_COMPLETION,
  model: ['(0).model'],
  prompt: [{ from: ['(0).messages'], as: 'messages' }],
  maxOutput: ['(0).max_tokens'],
  tools: ['(0).functions', '(0).tools'],
  schema: ['(0).response_format'],
};

/** https://github.com/TheoKanning/openai-java and what goes on from it. */
export const openaiGpt3Java: Sdk = {
  id: 'openai-gpt3-java',
  name: 'openai-java (Theo Kanning)',
  packages: { java: ['com.theokanning.openai', 'com.lilittlecat.openai', 'com.launchableinc.openai'] },
  clients: { OpenAiService: 'openai' },
  provider: 'openai',
  transparent: [],
  operations: [
    { ...CHAT, callee: ['{client}().createChatCompletion'], operation: 'createChatCompletion' },
    { ...CHAT, callee: ['{client}().streamChatCompletion'], operation: 'streamChatCompletion' },
    {
      callee: ['{client}().createCompletion', '{client}().streamCompletion'],
      operation: 'createCompletion',
      kind: 'completion',
      model: ['(0).model'],
      prompt: [{ from: ['(0).prompt'], as: 'user' }],
      maxOutput: ['(0).max_tokens'],
    },
    {
      callee: ['{client}().createEmbeddings'],
      operation: 'createEmbeddings',
      kind: 'embedding',
      model: ['(0).model'],
      prompt: [{ from: ['(0).input'], as: 'inputs' }],
      maxOutput: [],
    },
  ],
};
