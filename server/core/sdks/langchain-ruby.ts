import type { Operation, Sdk } from './sdk.ts';

const DEFAULTS = 'made:default_options';

const LLM: Pick<Operation, 'maxOutput' | 'tools' | 'unnamed'> = {
  maxOutput: ['max_tokens', `${DEFAULTS}.max_tokens`],
  tools: ['tools'],
  unnamed: 'the default model of the library answers',
};

/** https://github.com/patterns-ai-core/langchainrb */
export const langchainRuby: Sdk = {
  id: 'langchainrb',
  name: 'Langchain.rb',
  packages: { ruby: ['Langchain.LLM'] },
  clients: {
    OpenAI: 'openai',
    Azure: 'azure',
    Anthropic: 'anthropic',
    AwsBedrock: 'aws',
    Cohere: 'cohere',
    GoogleGemini: 'google',
    GoogleVertexAI: 'google',
    MistralAI: 'mistral',
    Ollama: null,
    HuggingFace: 'huggingface',
    Replicate: 'replicate',
    AI21: null,
    LlamaCpp: null,
  },
  provider: null,
  constructors: ['new()'],
  transparent: [],
  operations: [
    {
      ...LLM,
      callee: ['{client}().chat'],
      operation: 'chat',
      kind: 'chat',
      model: ['model', `${DEFAULTS}.chat_model`, `${DEFAULTS}.chat_completion_model_name`],
      prompt: [
        { from: ['system'], as: 'system' },
        { from: ['messages'], as: 'messages' },
        { from: ['prompt'], as: 'user' },
      ],
    },
    {
      ...LLM,
      callee: ['{client}().complete'],
      operation: 'complete',
      kind: 'completion',
      model: ['model', `${DEFAULTS}.completion_model`, `${DEFAULTS}.chat_model`],
      prompt: [{ from: ['prompt'], as: 'user' }],
    },
    {
      ...LLM,
      callee: ['{client}().summarize'],
      operation: 'summarize',
      kind: 'chat',
      model: [`${DEFAULTS}.chat_model`],
      prompt: [{ from: ['text'], as: 'user' }],
      adds: 'the library’s own prompt for summaries',
    },
    {
      ...LLM,
      callee: ['{client}().embed'],
      operation: 'embed',
      kind: 'embedding',
      model: ['model', `${DEFAULTS}.embedding_model`],
      prompt: [{ from: ['text'], as: 'inputs' }],
    },
  ],
};
