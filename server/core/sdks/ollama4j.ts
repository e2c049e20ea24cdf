import type { Sdk } from './sdk.ts';

/** https://github.com/ollama4j/ollama4j */
export const ollama4j: Sdk = {
  id: 'ollama4j',
  name: 'Ollama4j',
  packages: { java: ['io.github.ollama4j', 'io.github.amithkoujalgi.ollama4j'] },
  clients: { OllamaAPI: 'ollama', Ollama: 'ollama' },
  provider: 'ollama',
  transparent: [],
  operations: [
    {
      callee: ['{client}().generate', '{client}().generateAsync'],
      operation: 'generate',
      kind: 'completion',
      model: ['(0).model', '(0)'],
      prompt: [{ from: ['(0).prompt', '(1)'], as: 'user' }],
      maxOutput: [],
    },
  ],
};
