import type { Operation, Sdk } from './sdk.ts';

const PROMPT = [
  { from: ['system', 'instructions'], as: 'system' },
  { from: ['messages'], as: 'messages' },
  { from: ['prompt'], as: 'input' },
] as const;
/** v4 says `maxTokens`, v5 `maxOutputTokens`. */
const MAX_OUTPUT = ['maxOutputTokens', 'maxTokens'] as const;
const TEXT: Pick<Operation, 'kind' | 'model' | 'prompt' | 'maxOutput' | 'tools'> = {
  kind: 'chat',
  model: ['model'],
  prompt: PROMPT,
  maxOutput: MAX_OUTPUT,
  tools: ['tools'],
};
const OBJECT: Pick<Operation, 'kind' | 'model' | 'prompt' | 'maxOutput' | 'schema'> = {
  kind: 'chat',
  model: ['model'],
  prompt: PROMPT,
  maxOutput: MAX_OUTPUT,
  schema: ['schema'],
};

/** https://ai-sdk.dev/docs/reference/ai-sdk-core */
export const aiSdk: Sdk = {
  id: 'ai-sdk',
  name: 'Vercel AI SDK',
  packages: { typescript: ['ai'] },
  clients: {},
  provider: null,
  providerPrefix: '/',
  transparent: [],
  operations: [
    { callee: ['generateText', 'experimental_generateText'], operation: 'generateText', ...TEXT },
    { callee: ['streamText', 'experimental_streamText'], operation: 'streamText', ...TEXT },
    { callee: ['generateObject', 'experimental_generateObject'], operation: 'generateObject', ...OBJECT },
    { callee: ['streamObject', 'experimental_streamObject'], operation: 'streamObject', ...OBJECT },
    {
      callee: ['embed', 'embedMany'],
      operation: 'embed',
      kind: 'embedding',
      model: ['model'],
      prompt: [{ from: ['value', 'values'], as: 'inputs' }],
      maxOutput: [],
    },
  ],
};
