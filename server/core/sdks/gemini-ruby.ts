import type { Operation, Sdk } from './sdk.ts';

const CONTENT: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  model: ['made:options.model'],
  prompt: [
    { from: ['system_instruction', 'systemInstruction'], as: 'system' },
    { from: ['contents'], as: 'messages' },
  ],
  maxOutput: ['generation_config.max_output_tokens', 'generationConfig.maxOutputTokens'],
  tools: ['tools'],
};

/** https://github.com/gbaptista/gemini-ai */
export const geminiRuby: Sdk = {
  id: 'gemini-ai',
  name: 'Gemini AI',
  packages: { ruby: ['Gemini'] },
  clients: {},
  provider: 'google',
  constructors: [],
  transparent: [],
  operations: [
    {
      ...CONTENT,
      callee: ['().generate_content', '().stream_generate_content'],
      operation: 'generate_content',
      signature: ['contents', 'generation_config|system_instruction|tools'],
    },
    {
      callee: ['().embed_content'],
      operation: 'embed_content',
      kind: 'embedding',
      model: ['made:options.model'],
      prompt: [{ from: ['content'], as: 'input' }],
      maxOutput: [],
    },
  ],
};

/** https://github.com/gbaptista/ollama-ai */
export const ollamaRuby: Sdk = {
  id: 'ollama-ai',
  name: 'Ollama',
  packages: { ruby: ['Ollama'] },
  clients: {},
  provider: 'ollama',
  transparent: [],
  operations: [
    {
      callee: ['().chat'],
      operation: 'chat',
      kind: 'chat',
      model: ['model'],
      prompt: [{ from: ['messages'], as: 'messages' }],
      maxOutput: ['options.num_predict'],
      tools: ['tools'],
    },
    {
      callee: ['().generate'],
      operation: 'generate',
      kind: 'completion',
      model: ['model'],
      prompt: [
        { from: ['system'], as: 'system' },
        { from: ['prompt'], as: 'user' },
      ],
      maxOutput: ['options.num_predict'],
    },
    {
      callee: ['().embeddings', '().embed'],
      operation: 'embeddings',
      kind: 'embedding',
      model: ['model'],
      prompt: [{ from: ['prompt', 'input'], as: 'inputs' }],
      maxOutput: [],
    },
  ],
};
