import type { Operation, Sdk } from './sdk.ts';

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

/** The SDKs that google-genai replaces: https://ai.google.dev/gemini-api/docs/migrate */
export const googleGenerativeai: Sdk = {
  id: 'google-generativeai',
  name: 'Google Generative AI',
  packages: {
    python: ['google.generativeai', 'vertexai.generative_models', 'vertexai.preview.generative_models'],
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
      ],
      operation: 'send_message',
      ...MADE,
      prompt: [SYSTEM, { from: ['made:history'], as: 'messages' }, { from: ['content', '(0)'], as: 'input' }],
    },
    {
      callee: ['embed_content', 'embed_content_async', 'GoogleGenerativeAI().getGenerativeModel().embedContent'],
      operation: 'embed_content',
      kind: 'embedding',
      model: ['model', 'made:model'],
      prompt: [{ from: ['content', '(0)'], as: 'inputs' }],
      maxOutput: [],
    },
  ],
};
