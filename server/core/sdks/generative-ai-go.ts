import type { Operation, Sdk } from './sdk.ts';

const MODEL: Pick<Operation, 'kind' | 'model' | 'maxOutput' | 'tools' | 'schema'> = {
  kind: 'chat',
  model: ['GenerativeModel:(0)'],
  maxOutput: [
    'GenerativeModel:max_output_tokens',
    'GenerativeModel:generation_config.max_output_tokens',
    'SetMaxOutputTokens:(0)',
  ],
  tools: ['GenerativeModel:tools'],
  schema: ['GenerativeModel:response_schema'],
};
const SYSTEM = { from: ['GenerativeModel:system_instruction'], as: 'system' } as const;

/** The SDKs that go-genai replaces: https://pkg.go.dev/github.com/google/generative-ai-go/genai */
export const generativeAiGo: Sdk = {
  id: 'google-generativeai',
  name: 'Google Generative AI',
  packages: { go: ['github.com/google/generative-ai-go', 'cloud.google.com/go/vertexai'] },
  clients: { NewClient: 'google', Client: 'google' },
  provider: 'google',
  conversions: ['Ptr'],
  transparent: [],
  operations: [
    {
      ...MODEL,
      callee: ['{client}().GenerativeModel().GenerateContent', 'GenerativeModel().GenerateContent'],
      operation: 'generate_content',
      prompt: [SYSTEM, { from: ['(1)+'], as: 'input' }],
    },
    {
      ...MODEL,
      callee: ['{client}().GenerativeModel().GenerateContentStream', 'GenerativeModel().GenerateContentStream'],
      operation: 'generate_content_stream',
      prompt: [SYSTEM, { from: ['(1)+'], as: 'input' }],
    },
    {
      ...MODEL,
      callee: ['SendMessage', 'SendMessageStream'].flatMap(method => [
        `{client}().GenerativeModel().StartChat().${method}`,
        `GenerativeModel().StartChat().${method}`,
        `ChatSession().${method}`,
      ]),
      operation: 'send_message',
      prompt: [SYSTEM, { from: ['StartChat:history'], as: 'messages' }, { from: ['(1)+'], as: 'input' }],
    },
    {
      callee: ['{client}().EmbeddingModel().EmbedContent', 'EmbeddingModel().EmbedContent'],
      operation: 'embed_content',
      kind: 'embedding',
      model: ['EmbeddingModel:(0)'],
      prompt: [{ from: ['(1)+'], as: 'inputs' }],
      maxOutput: [],
    },
  ],
};
