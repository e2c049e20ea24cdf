import { EMBEDDING, IMAGE, type Operation, type Sdk } from './sdk.ts';

const MADE: Pick<Operation, 'kind' | 'model' | 'maxOutput' | 'tools'> = {
  kind: 'chat',
  model: ['made:model_name', 'made:model', 'GenerativeModel:(0)'],
  maxOutput: [
    'generation_config.max_output_tokens',
    'generationConfig.maxOutputTokens',
    'made:generation_config.max_output_tokens',
    'made:generationConfig.maxOutputTokens',
  ],
  tools: ['tools', 'made:tools'],
};
const SYSTEM = { from: ['made:system_instruction', 'made:systemInstruction'], as: 'system' } as const;

const PRETRAINED = ['from_pretrained:(0)', 'from_pretrained:model_name'] as const;

/** The SDKs that google-genai replaces: https://ai.google.dev/gemini-api/docs/migrate */
export const googleGenerativeai: Sdk = {
  id: 'google-generativeai',
  name: 'Google Generative AI',
  packages: {
    python: [
      'google.generativeai',
      'vertexai.generative_models',
      'vertexai.preview.generative_models',
      'vertexai.language_models',
      'vertexai.preview.language_models',
      'vertexai.batch_prediction',
      'vertexai.preview.batch_prediction',
      'vertexai.vision_models',
      'vertexai.preview.vision_models',
    ],
    typescript: ['@google/generative-ai', '@google-cloud/vertexai'],
  },
  clients: { GenerativeModel: 'google' },
  provider: 'google',
  transparent: ['preview'],
  operations: [
    {
      callee: [
        '{client}().generate_content',
        '{client}().generate_content_async',
        'GoogleGenerativeAI().getGenerativeModel().generateContent',
        'GoogleGenerativeAI().getGenerativeModel().generateContentStream',
        'VertexAI().getGenerativeModel().generateContent',
        'VertexAI().getGenerativeModel().generateContentStream',
      ],
      operation: 'generate_content',
      ...MADE,
      prompt: [SYSTEM, { from: ['contents', '(0)'], as: 'input' }],
    },
    {
      callee: [
        '{client}().start_chat().send_message',
        '{client}().start_chat().send_message_async',
        'GoogleGenerativeAI().getGenerativeModel().startChat().sendMessage',
        'GoogleGenerativeAI().getGenerativeModel().startChat().sendMessageStream',
        'VertexAI().getGenerativeModel().startChat().sendMessage',
        'VertexAI().getGenerativeModel().startChat().sendMessageStream',
      ],
      operation: 'send_message',
      ...MADE,
      prompt: [SYSTEM, { from: ['made:history'], as: 'messages' }, { from: ['content', '(0)'], as: 'input' }],
    },
    {
      ...EMBEDDING,
      callee: ['embed_content', 'embed_content_async', 'GoogleGenerativeAI().getGenerativeModel().embedContent'],
      operation: 'embed_content',
      model: ['model', 'made:model'],
      prompt: [{ from: ['content', '(0)'], as: 'inputs' }],
    },
    {
      kind: 'chat',
      callee: ['BatchPredictionJob.submit'],
      operation: 'BatchPredictionJob.submit',
      model: ['source_model', '(0)'],
      prompt: [],
      maxOutput: [],
      adds: 'the requests, which lie elsewhere',
      service: 'batch',
    },
    {
      kind: 'completion',
      callee: [
        'TextGenerationModel.from_pretrained().predict',
        'TextGenerationModel.from_pretrained().predict_async',
        'TextGenerationModel.from_pretrained().predict_streaming',
      ],
      operation: 'predict',
      model: PRETRAINED,
      prompt: [{ from: ['prompt', '(0)'], as: 'user' }],
      maxOutput: ['max_output_tokens'],
    },
    {
      kind: 'chat',
      callee: ['ChatModel.from_pretrained().start_chat().send_message'],
      operation: 'send_message',
      model: PRETRAINED,
      prompt: [
        { from: ['made:context'], as: 'system' },
        { from: ['made:message_history'], as: 'messages' },
        { from: ['message', '(0)'], as: 'user' },
      ],
      maxOutput: ['max_output_tokens', 'made:max_output_tokens'],
    },
    {
      ...EMBEDDING,
      callee: [
        'TextEmbeddingModel.from_pretrained().get_embeddings',
        'TextEmbeddingModel.from_pretrained().get_embeddings_async',
      ],
      operation: 'get_embeddings',
      model: PRETRAINED,
      prompt: [{ from: ['texts', '(0)'], as: 'inputs' }],
    },
    {
      ...IMAGE,
      callee: ['ImageGenerationModel.from_pretrained().generate_images'],
      operation: 'generate_images',
      model: PRETRAINED,
      prompt: [{ from: ['prompt', '(0)'], as: 'user' }],
    },
  ],
};
