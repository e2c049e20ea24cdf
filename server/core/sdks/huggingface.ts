import { CHAT_COMPLETION, COMPLETION, EMBEDDING, IMAGE, type Sdk, TRANSCRIPTION } from './sdk.ts';

const MODEL = ['model', 'made:model', 'InferenceClient:(0)', 'AsyncInferenceClient:(0)'] as const;

/** https://huggingface.co/docs/huggingface_hub/guides/inference · https://huggingface.co/docs/huggingface.js/inference */
export const huggingface: Sdk = {
  id: 'huggingface',
  name: 'Hugging Face',
  packages: { python: ['huggingface_hub'], typescript: ['@huggingface/inference'] },
  clients: {
    InferenceClient: 'huggingface',
    AsyncInferenceClient: 'huggingface',
    HfInference: 'huggingface',
    HfInferenceEndpoint: 'huggingface',
  },
  provider: 'huggingface',
  server: { from: ['provider', 'made:provider'], prefix: 'huggingface_' },
  transparent: ['endpoint()', 'inference'],
  operations: [
    {
      ...CHAT_COMPLETION,
      callee: [
        '{client}().chat_completion',
        '{client}().chat.completions.create',
        '{client}().chatCompletion',
        '{client}().chatCompletionStream',
        'chatCompletion',
        'chatCompletionStream',
      ],
      operation: 'chat_completion',
      model: MODEL,
      prompt: [{ from: ['messages', '(0)'], as: 'messages' }],
      signature: ['model', 'messages'],
    },
    {
      ...COMPLETION,
      callee: [
        '{client}().text_generation',
        '{client}().textGeneration',
        '{client}().textGenerationStream',
        'textGeneration',
        'textGenerationStream',
      ],
      operation: 'text_generation',
      model: MODEL,
      prompt: [{ from: ['inputs', 'prompt', '(0)'], as: 'user' }],
      maxOutput: ['max_new_tokens', 'parameters.max_new_tokens'],
    },
    {
      ...EMBEDDING,
      callee: ['{client}().feature_extraction', '{client}().featureExtraction', 'featureExtraction'],
      operation: 'feature_extraction',
      model: MODEL,
      prompt: [{ from: ['inputs', 'text', '(0)'], as: 'inputs' }],
    },
    {
      ...IMAGE,
      callee: ['{client}().text_to_image', '{client}().textToImage', 'textToImage'],
      operation: 'text_to_image',
      model: MODEL,
      prompt: [{ from: ['inputs', 'prompt', '(0)'], as: 'user' }],
    },
    {
      ...TRANSCRIPTION,
      callee: ['{client}().automatic_speech_recognition', '{client}().automaticSpeechRecognition'],
      operation: 'automatic_speech_recognition',
      model: MODEL,
    },
  ],
};
