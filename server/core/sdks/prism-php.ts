import type { Operation, Sdk } from './sdk.ts';

const TEXT: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  model: ['using:(1)', 'using:model'],
  prompt: [
    { from: ['withSystemPrompt:(0)'], as: 'system' },
    { from: ['withSystemPrompts:(0)'], as: 'messages' },
    { from: ['withMessages:(0)'], as: 'messages' },
    { from: ['withPrompt:(0)'], as: 'user' },
  ],
  maxOutput: ['withMaxTokens:(0)'],
  tools: ['withTools:(0)'],
  schema: ['withSchema:(0)'],
};

const ends = (kind: string, ...methods: string[]): string[] =>
  methods.flatMap(method => [`Prism.${kind}().${method}`, `Facades.Prism.${kind}().${method}`]);

/** https://prismphp.com */
export const prismPhp: Sdk = {
  id: 'prism',
  name: 'Prism',
  packages: { php: ['Prism.Prism', 'EchoLabs.Prism'] },
  clients: {},
  provider: null,
  transparent: [
    ...'using() withSystemPrompt() withSystemPrompts() withPrompt() withMessages() withMaxTokens() withTools()'.split(
      ' ',
    ),
    ...'withSchema() usingTemperature() usingTopP() withMaxSteps() withProviderOptions() withProviderMeta()'.split(' '),
    ...'withClientOptions() withClientRetry() withToolChoice() whenProvider() usingProviderConfig() fromInput()'.split(
      ' ',
    ),
    ...'withProviderTools() withReasoning() fromArray()'.split(' '),
  ],
  operations: [
    {
      ...TEXT,
      callee: ends('text', 'asText', 'generate', 'asStream', 'asEventStreamResponse', 'asDataStreamResponse'),
      operation: 'text',
    },
    { ...TEXT, callee: ends('structured', 'asStructured', 'generate'), operation: 'structured' },
    {
      callee: ends('embeddings', 'asEmbeddings', 'generate'),
      operation: 'embeddings',
      kind: 'embedding',
      model: ['using:(1)', 'using:model'],
      prompt: [{ from: ['fromInput:(0)', 'fromArray:(0)'], as: 'inputs' }],
      maxOutput: [],
    },
    {
      callee: ends('image', 'generate'),
      operation: 'image',
      kind: 'image',
      model: ['using:(1)', 'using:model'],
      prompt: [{ from: ['withPrompt:(0)'], as: 'user' }],
      maxOutput: [],
    },
  ],
};
