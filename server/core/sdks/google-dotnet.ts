import type { Operation, Sdk } from './sdk.ts';

const UNNAMED = 'the model is set where the client is made';

const GENERATE: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  unnamed: UNNAMED,
  model: [
    'model',
    'GenerativeModel:model',
    'GenerativeModel:(0)',
    'CreateGenerativeModel:(0)',
    'CreateGenerativeModel:model',
    '(0).Model',
  ],
  prompt: [
    {
      from: [
        'config.SystemInstruction',
        'GenerativeModel:systemInstruction',
        'CreateGenerativeModel:systemInstruction',
      ],
      as: 'system',
    },
    { from: ['contents', '(0).Contents', '(0)', 'prompt'], as: 'input' },
  ],
  maxOutput: [
    'config.MaxOutputTokens',
    'generationConfig.MaxOutputTokens',
    '(1).MaxOutputTokens',
    'GenerativeModel:generationConfig.MaxOutputTokens',
  ],
};

/** Google's own, https://github.com/mscraftsman/generative-ai, and https://github.com/gunpal5/Google_GenerativeAI. */
export const googleDotnet: Sdk = {
  id: 'google-dotnet',
  name: 'Google Gen AI .NET',
  packages: { csharp: ['Google.GenAI', 'Mscc.GenerativeAI', 'GenerativeAI'] },
  clients: { Client: 'google', GoogleAI: 'google', VertexAI: 'google', GoogleAi: 'google', GenerativeModel: 'google' },
  provider: 'google',
  transparent: [],
  operations: [
    {
      ...GENERATE,
      callee: ['{client}().Models.GenerateContentAsync', '{client}().Models.GenerateContentStreamAsync'],
      operation: 'Models.GenerateContentAsync',
      model: ['model', '(0)'],
      prompt: [
        { from: ['config.SystemInstruction', '(2).SystemInstruction'], as: 'system' },
        { from: ['contents', '(1)'], as: 'input' },
      ],
      maxOutput: ['config.MaxOutputTokens', '(2).MaxOutputTokens'],
    },
    {
      ...GENERATE,
      callee: ['', '.GenerativeModel()', '.CreateGenerativeModel()'].flatMap(maker =>
        ['GenerateContent', 'GenerateContentAsync', 'GenerateContentStream', 'StreamContentAsync'].map(
          method => `{client}()${maker}.${method}`,
        ),
      ),
      operation: 'GenerateContent',
    },
  ],
};
