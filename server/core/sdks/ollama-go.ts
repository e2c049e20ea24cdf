import type { Sdk } from './sdk.ts';

/** https://pkg.go.dev/github.com/ollama/ollama/api */
export const ollamaGo: Sdk = {
  id: 'ollama',
  name: 'Ollama',
  packages: { go: ['github.com/ollama/ollama/api', 'github.com/jmorganca/ollama/api'] },
  clients: { ClientFromEnvironment: 'ollama', NewClient: 'ollama', Client: 'ollama' },
  provider: 'ollama',
  transparent: [],
  operations: [
    {
      callee: ['{client}().Chat'],
      operation: 'chat',
      kind: 'chat',
      model: ['(1).model'],
      prompt: [{ from: ['(1).messages'], as: 'messages' }],
      maxOutput: ['(1).options.num_predict'],
      tools: ['(1).tools'],
      schema: ['(1).format'],
    },
    {
      callee: ['{client}().Generate'],
      operation: 'generate',
      kind: 'completion',
      model: ['(1).model'],
      prompt: [
        { from: ['(1).system'], as: 'system' },
        { from: ['(1).prompt'], as: 'user' },
      ],
      maxOutput: ['(1).options.num_predict'],
      schema: ['(1).format'],
    },
    {
      callee: ['{client}().Embed', '{client}().Embeddings'],
      operation: 'embed',
      kind: 'embedding',
      model: ['(1).model'],
      prompt: [{ from: ['(1).input', '(1).prompt'], as: 'inputs' }],
      maxOutput: [],
    },
  ],
};
