import { CHAT_COMPLETION, COMPLETION, EMBEDDING, type Sdk } from './sdk.ts';

const MAX_OUTPUT = ['options.num_predict'] as const;

/** Also of the module, which keeps a client of its own; `ollama` is that client in TypeScript. */
const of = (...methods: string[]): string[] =>
  methods.flatMap(method => [method, `ollama.${method}`, `{client}().${method}`]);

/** https://github.com/ollama/ollama-python · https://github.com/ollama/ollama-js */
export const ollama: Sdk = {
  id: 'ollama',
  name: 'Ollama',
  packages: { python: ['ollama'], typescript: ['ollama'] },
  defaultExport: 'ollama',
  clients: { Client: 'ollama', AsyncClient: 'ollama', Ollama: 'ollama' },
  provider: 'ollama',
  transparent: [],
  operations: [
    {
      ...CHAT_COMPLETION,
      callee: of('chat'),
      operation: 'chat',
      model: ['model', '(0)'],
      prompt: [{ from: ['messages', '(1)'], as: 'messages' }],
      maxOutput: MAX_OUTPUT,
      tools: ['tools', '(2)'],
      schema: ['format'],
    },
    {
      ...COMPLETION,
      // The server puts the prompt into the model's chat template unless it is told not to.
      kind: 'chat',
      variants: [{ when: { argument: ['raw'], is: /^true$/ }, kind: 'completion' }],
      callee: of('generate'),
      operation: 'generate',
      model: ['model', '(0)'],
      prompt: [
        { from: ['system'], as: 'system' },
        { from: ['prompt', '(1)'], as: 'user' },
      ],
      maxOutput: MAX_OUTPUT,
      schema: ['format'],
    },
    {
      ...EMBEDDING,
      callee: of('embed', 'embeddings'),
      operation: 'embed',
      model: ['model', '(0)'],
      prompt: [{ from: ['input', 'prompt', '(1)'], as: 'inputs' }],
    },
  ],
};
