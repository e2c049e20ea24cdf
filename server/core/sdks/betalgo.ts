import type { Sdk } from './sdk.ts';

const UNNAMED = 'the model is set where the client is made';

/** https://github.com/betalgo/openai */
export const betalgo: Sdk = {
  id: 'betalgo',
  name: 'Betalgo OpenAI',
  packages: {
    csharp: [
      'Betalgo.Ranul.OpenAI.Managers',
      'Betalgo.Ranul.OpenAI.Interfaces',
      'Betalgo.Ranul.OpenAI.ObjectModels',
      'Betalgo.Ranul.OpenAI',
      'OpenAI.Managers',
      'OpenAI.Interfaces',
      'OpenAI.GPT3.Managers',
      'OpenAI.GPT3.Interfaces',
      'OpenAI.ObjectModels',
      'OpenAI.GPT3.ObjectModels',
    ],
  },
  clients: { OpenAIService: 'openai', IOpenAIService: 'openai' },
  provider: 'openai',
  models: {
    Gpt_3_5_Turbo: 'gpt-3.5-turbo',
    ChatGpt3_5Turbo: 'gpt-3.5-turbo',
    Gpt_3_5_Turbo_16k: 'gpt-3.5-turbo-16k',
    Gpt_4: 'gpt-4',
    Gpt_4_32k: 'gpt-4-32k',
    Gpt_4_turbo: 'gpt-4-turbo',
    Gpt_4o: 'gpt-4o',
    Gpt_4o_mini: 'gpt-4o-mini',
    TextEmbeddingAdaV2: 'text-embedding-ada-002',
    TextEmbeddingV3Small: 'text-embedding-3-small',
    TextEmbeddingV3Large: 'text-embedding-3-large',
  },
  transparent: [],
  operations: [
    {
      callee: ['{client}().ChatCompletion.CreateCompletion', '{client}().ChatCompletion.CreateCompletionAsStream'],
      operation: 'ChatCompletion.CreateCompletion',
      kind: 'chat',
      unnamed: UNNAMED,
      model: ['(0).Model', '(1)', 'modelId'],
      prompt: [{ from: ['(0).Messages'], as: 'messages' }],
      maxOutput: ['(0).MaxCompletionTokens', '(0).MaxTokens'],
      tools: ['(0).Tools', '(0).Functions'],
      schema: ['(0).ResponseFormat'],
    },
    {
      callee: ['{client}().Completions.CreateCompletion', '{client}().Completions.CreateCompletionAsStream'],
      operation: 'Completions.CreateCompletion',
      kind: 'completion',
      unnamed: UNNAMED,
      model: ['(0).Model', '(1)', 'modelId'],
      prompt: [{ from: ['(0).Prompt'], as: 'user' }],
      maxOutput: ['(0).MaxTokens'],
    },
    {
      callee: ['{client}().Embeddings.CreateEmbedding'],
      operation: 'Embeddings.CreateEmbedding',
      kind: 'embedding',
      unnamed: UNNAMED,
      model: ['(0).Model', '(1)', 'modelId'],
      prompt: [{ from: ['(0).Input', '(0).InputAsList'], as: 'inputs' }],
      maxOutput: [],
    },
  ],
};
