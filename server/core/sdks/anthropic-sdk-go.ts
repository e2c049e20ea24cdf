import type { Operation, Sdk } from './sdk.ts';

const MESSAGE: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  model: ['(1).model'],
  prompt: [
    { from: ['(1).system'], as: 'system' },
    { from: ['(1).messages'], as: 'messages' },
  ],
  maxOutput: ['(1).max_tokens'],
  tools: ['(1).tools'],
};

/** https://github.com/anthropics/anthropic-sdk-go */
export const anthropicGo: Sdk = {
  id: 'anthropic',
  name: 'Anthropic',
  packages: { go: ['github.com/anthropics/anthropic-sdk-go'] },
  clients: { NewClient: 'anthropic', Client: 'anthropic' },
  provider: 'anthropic',
  modelIds: [
    'claude-instant-1.2 claude-2.0 claude-2.1 claude-3-haiku-20240307 claude-3-sonnet-20240229 claude-3-opus-20240229',
    'claude-3-opus-latest claude-3-5-sonnet-20240620 claude-3-5-sonnet-20241022 claude-3-5-sonnet-latest',
    'claude-3-5-haiku-20241022 claude-3-5-haiku-latest claude-3-7-sonnet-20250219 claude-3-7-sonnet-latest',
    'claude-4-opus-20250514 claude-4-sonnet-20250514 claude-opus-4-0 claude-opus-4-20250514 claude-sonnet-4-0',
    'claude-sonnet-4-20250514 claude-opus-4-1 claude-opus-4-1-20250805 claude-sonnet-4-5 claude-sonnet-4-5-20250929',
    'claude-haiku-4-5 claude-haiku-4-5-20251001 claude-opus-4-5 claude-opus-4-5-20251101 claude-opus-4-6',
    'claude-sonnet-4-6 claude-opus-4-7 claude-opus-4-8 claude-sonnet-5 claude-fable-5 claude-mythos-5',
    'claude-mythos-preview',
  ].flatMap(line => line.split(' ')),
  conversions: ['F', 'String', 'Int', 'Float', 'Bool', 'Opt', 'NewOpt', 'Raw', 'Model'],
  transparent: ['Beta'],
  operations: [
    { ...MESSAGE, callee: ['{client}().Messages.New'], operation: 'messages.create' },
    { ...MESSAGE, callee: ['{client}().Messages.NewStreaming'], operation: 'messages.stream' },
    {
      callee: ['{client}().Completions.New', '{client}().Completions.NewStreaming'],
      operation: 'completions.create',
      kind: 'completion',
      model: ['(1).model'],
      prompt: [{ from: ['(1).prompt'], as: 'user' }],
      maxOutput: ['(1).max_tokens_to_sample'],
    },
  ],
};
