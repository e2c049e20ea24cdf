import { EMBEDDING, IMAGE, type Operation, type Sdk } from './sdk.ts';

const CONFIG = {
  maxOutput: ['config.max_output_tokens', 'config.maxOutputTokens'],
  tools: ['config.tools'],
  schema: [
    'config.response_schema',
    'config.responseSchema',
    'config.response_json_schema',
    'config.responseJsonSchema',
  ],
  schemaForm: 'schema',
  thinkingBudget: ['config.thinking_config.thinking_budget', 'config.thinkingConfig.thinkingBudget'],
  effort: ['config.thinking_config.thinking_level', 'config.thinkingConfig.thinkingLevel'],
  serviceTier: ['config.service_tier', 'config.serviceTier'],
  cachedContent: ['config.cached_content', 'config.cachedContent'],
} as const;
const GENERATE: Pick<Operation, 'kind' | 'model' | 'prompt'> = {
  kind: 'chat',
  model: ['model'],
  prompt: [
    { from: ['config.system_instruction', 'config.systemInstruction'], as: 'system' },
    { from: ['contents'], as: 'input' },
  ],
};
const CHAT: Pick<Operation, 'kind' | 'model' | 'prompt' | 'maxOutput' | 'tools' | 'thinkingBudget' | 'effort'> = {
  kind: 'chat',
  model: ['made:model'],
  prompt: [
    { from: ['made:config.system_instruction', 'made:config.systemInstruction'], as: 'system' },
    { from: ['made:history'], as: 'messages' },
    { from: ['message', '(0)'], as: 'input' },
  ],
  maxOutput: ['made:config.max_output_tokens', 'made:config.maxOutputTokens'],
  tools: ['made:config.tools'],
  thinkingBudget: ['made:config.thinking_config.thinking_budget', 'made:config.thinkingConfig.thinkingBudget'],
  effort: ['made:config.thinking_config.thinking_level', 'made:config.thinkingConfig.thinkingLevel'],
};

const inBatch = (path: string): string[] => ['', 'inlined_requests.', 'inlinedRequests.'].map(at => `src.${at}${path}`);
/** https://ai.google.dev/gemini-api/docs/batch-api: requests in the call are each one of its own. */
const INLINE: Pick<Operation, 'prompt' | 'maxOutput' | 'tools' | 'adds'> = {
  prompt: [
    { from: [...inBatch('config.system_instruction'), ...inBatch('config.systemInstruction')], as: 'system' },
    { from: inBatch('contents'), as: 'input' },
  ],
  maxOutput: [...inBatch('config.max_output_tokens'), ...inBatch('config.maxOutputTokens')],
  tools: inBatch('config.tools'),
  adds: '',
};

/** https://googleapis.github.io/python-genai · https://googleapis.github.io/js-genai */
export const googleGenai: Sdk = {
  id: 'google-genai',
  name: 'Google GenAI',
  packages: { python: ['google.genai'], typescript: ['@google/genai'] },
  clients: { Client: 'google', GoogleGenAI: 'google' },
  provider: 'google',
  transparent: ['aio'],
  operations: [
    {
      callee: ['{client}().models.generate_content', '{client}().models.generateContent'],
      operation: 'models.generate_content',
      ...GENERATE,
      ...CONFIG,
      signature: ['model', 'contents'],
    },
    {
      callee: ['{client}().models.generate_content_stream', '{client}().models.generateContentStream'],
      operation: 'models.generate_content_stream',
      ...GENERATE,
      ...CONFIG,
      signature: ['model', 'contents'],
    },
    {
      callee: ['{client}().chats.create().send_message', '{client}().chats.create().sendMessage'],
      operation: 'chats.send_message',
      ...CHAT,
    },
    {
      callee: ['{client}().chats.create().send_message_stream', '{client}().chats.create().sendMessageStream'],
      operation: 'chats.send_message_stream',
      ...CHAT,
    },
    {
      ...EMBEDDING,
      callee: ['{client}().models.embed_content', '{client}().models.embedContent'],
      operation: 'models.embed_content',
      prompt: [{ from: ['contents'], as: 'inputs' }],
      signature: ['model', 'contents'],
    },
    {
      ...IMAGE,
      callee: [
        '{client}().models.generate_images',
        '{client}().models.generateImages',
        '{client}().models.edit_image',
        '{client}().models.editImage',
      ],
      operation: 'models.generate_images',
      signature: ['model', 'prompt'],
    },
    {
      ...IMAGE,
      callee: ['{client}().models.generate_videos', '{client}().models.generateVideos'],
      operation: 'models.generate_videos',
      signature: ['model', 'prompt'],
    },
    {
      callee: ['{client}().batches.create'],
      operation: 'batches.create',
      kind: 'chat',
      model: ['model'],
      prompt: [],
      maxOutput: [],
      adds: 'the requests, which lie elsewhere',
      each: 'src',
      service: 'batch',
      variants: [{ when: { argument: inBatch('contents') }, ...INLINE }],
      signature: ['model', 'src'],
    },
    {
      ...EMBEDDING,
      callee: ['{client}().batches.create_embeddings', '{client}().batches.createEmbeddings'],
      operation: 'batches.create_embeddings',
      prompt: [{ from: ['src.inlined_requests.contents', 'src.inlinedRequests.contents'], as: 'inputs' }],
      service: 'batch',
      signature: ['model', 'src'],
    },
    {
      kind: 'chat',
      callee: ['{client}().interactions.create'],
      operation: 'interactions.create',
      model: ['model', 'agent'],
      prompt: [
        { from: ['system_instruction'], as: 'system' },
        { from: ['input'], as: 'input' },
      ],
      maxOutput: ['generation_config.max_output_tokens', 'generationConfig.maxOutputTokens'],
      tools: ['tools'],
      schema: ['response_format'],
      serviceTier: ['service_tier', 'serviceTier'],
      signature: ['model', 'input'],
    },
    {
      ...CHAT,
      callee: [
        '{client}().live.connect().send_client_content',
        '{client}().live.connect().send_realtime_input',
        '{client}().live.connect().send',
        '{client}().live.connect().sendClientContent',
        '{client}().live.connect().sendRealtimeInput',
      ],
      operation: 'live.send',
      prompt: [
        { from: ['made:config.system_instruction', 'made:config.systemInstruction'], as: 'system' },
        { from: ['turns', 'text', 'input'], as: 'input' },
      ],
      adds: 'what the session holds so far',
    },
  ],
};
