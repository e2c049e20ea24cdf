import { CHAT_COMPLETION, COMPLETION, type Sdk } from './sdk.ts';

/** https://dev.writer.com/api-reference */
export const writer: Sdk = {
  id: 'writer',
  name: 'Writer',
  packages: { python: ['writerai'], typescript: ['writer-sdk'] },
  defaultExport: 'Writer',
  clients: { Writer: 'writer', AsyncWriter: 'writer', Client: 'writer' },
  provider: 'writer',
  transparent: ['with_options()', 'with_raw_response', 'with_streaming_response'],
  operations: [
    {
      ...CHAT_COMPLETION,
      callee: ['{client}().chat.chat', '{client}().chat.stream', '{client}().chat.parse'],
      operation: 'chat.chat',
      signature: ['model', 'messages'],
    },
    {
      ...COMPLETION,
      callee: ['{client}().completions.create', '{client}().completions.stream'],
      operation: 'completions.create',
    },
  ],
};
