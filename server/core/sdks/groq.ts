import { CHAT_COMPLETION, type Sdk } from './sdk.ts';

/** https://console.groq.com/docs/api-reference */
export const groq: Sdk = {
  id: 'groq',
  name: 'Groq',
  packages: { python: ['groq'], typescript: ['groq-sdk'] },
  defaultExport: 'Groq',
  clients: { Groq: 'groq', AsyncGroq: 'groq' },
  provider: 'groq',
  transparent: ['with_options()', 'with_raw_response'],
  operations: [
    { ...CHAT_COMPLETION, callee: ['{client}().chat.completions.create'], operation: 'chat.completions.create' },
  ],
};
