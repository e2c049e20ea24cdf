import { ANTHROPIC_MODELS, type Operation, type Sdk } from './sdk.ts';

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
  modelIds: ANTHROPIC_MODELS,
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
