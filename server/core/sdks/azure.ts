import { CHAT_COMPLETION, COMPLETION, EMBEDDING, IMAGE, type Sdk, TRANSCRIPTION } from './sdk.ts';

/** https://learn.microsoft.com/javascript/api/overview/azure/openai-readme, before it gave way to OpenAI's own SDK. */
export const azureOpenai: Sdk = {
  id: 'azure-openai',
  name: 'Azure OpenAI',
  packages: { typescript: ['@azure/openai'] },
  clients: { OpenAIClient: 'azure' },
  provider: 'azure',
  transparent: [],
  operations: [
    {
      ...CHAT_COMPLETION,
      callee: ['{client}().getChatCompletions', '{client}().streamChatCompletions', '{client}().listChatCompletions'],
      operation: 'getChatCompletions',
      model: ['(0)'],
      prompt: [{ from: ['(1)'], as: 'messages' }],
      maxOutput: ['(2).maxTokens'],
      tools: ['(2).tools', '(2).functions'],
      schema: ['(2).responseFormat'],
    },
    {
      ...COMPLETION,
      callee: ['{client}().getCompletions', '{client}().streamCompletions', '{client}().listCompletions'],
      operation: 'getCompletions',
      model: ['(0)'],
      prompt: [{ from: ['(1)'], as: 'inputs' }],
      maxOutput: ['(2).maxTokens'],
    },
    {
      ...EMBEDDING,
      callee: ['{client}().getEmbeddings'],
      operation: 'getEmbeddings',
      model: ['(0)'],
      prompt: [{ from: ['(1)'], as: 'inputs' }],
    },
    {
      ...IMAGE,
      callee: ['{client}().getImages'],
      operation: 'getImages',
      model: ['(0)'],
      prompt: [{ from: ['(1)'], as: 'user' }],
    },
    {
      ...TRANSCRIPTION,
      callee: ['{client}().getAudioTranscription'],
      operation: 'getAudioTranscription',
      model: ['(0)'],
    },
  ],
};

/** https://learn.microsoft.com/python/api/overview/azure/ai-inference-readme */
export const azureInference: Sdk = {
  id: 'azure-inference',
  name: 'Azure AI Inference',
  packages: { python: ['azure.ai.inference'] },
  clients: { ChatCompletionsClient: 'azure', EmbeddingsClient: 'azure', load_client: 'azure' },
  provider: 'azure',
  transparent: ['aio'],
  operations: [
    {
      ...CHAT_COMPLETION,
      callee: ['{client}().complete'],
      operation: 'complete',
      model: ['model', 'made:model'],
      maxOutput: ['max_tokens', 'made:max_tokens'],
      signature: ['messages', 'model'],
    },
    { ...EMBEDDING, callee: ['{client}().embed'], operation: 'embed', model: ['model', 'made:model'] },
  ],
};
