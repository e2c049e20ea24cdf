import type { Sdk } from './sdk.ts';

/** https://github.com/hupe1980/go-huggingface */
export const goHuggingface: Sdk = {
  id: 'huggingface',
  name: 'Hugging Face',
  packages: { go: ['github.com/hupe1980/go-huggingface'] },
  clients: { NewInferenceClient: 'huggingface', InferenceClient: 'huggingface' },
  provider: 'huggingface',
  transparent: [],
  operations: [
    {
      callee: ['{client}().Conversational'],
      operation: 'Conversational',
      kind: 'chat',
      model: ['(1).model'],
      prompt: [{ from: ['(1).inputs.text'], as: 'user' }],
      maxOutput: ['(1).parameters.max_length'],
    },
    {
      callee: ['{client}().TextGeneration', '{client}().Text2TextGeneration'],
      operation: 'TextGeneration',
      kind: 'completion',
      model: ['(1).model'],
      prompt: [{ from: ['(1).inputs'], as: 'inputs' }],
      maxOutput: ['(1).parameters.max_new_tokens'],
    },
    {
      callee: ['{client}().FeatureExtraction', '{client}().FeatureExtractionWithAutomaticReduction'],
      operation: 'FeatureExtraction',
      kind: 'embedding',
      model: ['(1).model'],
      prompt: [{ from: ['(1).inputs'], as: 'inputs' }],
      maxOutput: [],
    },
  ],
};
