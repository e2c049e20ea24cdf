import type { Operation, Sdk } from './sdk.ts';

const MADE: Pick<Operation, 'model' | 'maxOutput'> = {
  model: ['generation_kwargs.model', 'made:model', 'made:model_name', 'made:azure_deployment'],
  maxOutput: [
    'generation_kwargs.max_completion_tokens',
    'generation_kwargs.max_tokens',
    'made:generation_kwargs.max_completion_tokens',
    'made:generation_kwargs.max_tokens',
    'made:max_tokens',
  ],
};
const RUN = ['{client}().run', '{client}().run_async'];

/** Components on their own; in a pipeline they are run by it. https://docs.haystack.deepset.ai/docs/generators */
export const haystackChat: Sdk = {
  id: 'haystack',
  name: 'Haystack',
  packages: { python: ['haystack', 'haystack_integrations'] },
  clients: {
    OpenAIGenerator: 'openai',
    OpenAIChatGenerator: 'openai',
    OpenAIResponsesChatGenerator: 'openai',
    AzureOpenAIGenerator: 'azure',
    AzureOpenAIChatGenerator: 'azure',
    AnthropicGenerator: 'anthropic',
    AnthropicChatGenerator: 'anthropic',
    GoogleAIGeminiGenerator: 'google',
    GoogleAIGeminiChatGenerator: 'google',
    GoogleGenAIChatGenerator: 'google',
    VertexAIGeminiGenerator: 'google',
    VertexAIGeminiChatGenerator: 'google',
    MistralChatGenerator: 'mistral',
    CohereGenerator: 'cohere',
    CohereChatGenerator: 'cohere',
    AmazonBedrockGenerator: 'aws',
    AmazonBedrockChatGenerator: 'aws',
    OllamaGenerator: 'ollama',
    OllamaChatGenerator: 'ollama',
    OpenRouterChatGenerator: 'openrouter',
  },
  provider: null,
  transparent: [],
  made: MADE,
  operations: [
    {
      ...MADE,
      callee: RUN,
      operation: 'run',
      kind: 'chat',
      prompt: [
        { from: ['system_prompt', 'made:system_prompt'], as: 'system' },
        { from: ['messages', 'prompt', '(0)'], as: 'input' },
      ],
      tools: ['tools', 'made:tools'],
    },
    {
      callee: ['Pipeline().run', 'AsyncPipeline().run', 'AsyncPipeline().run_async'],
      operation: 'pipeline',
      kind: 'chat',
      model: [],
      client: ['on:add_component.Generator'],
      billed: 'by-client',
      prompt: [{ from: ['on:add_component.PromptBuilder.template'], as: 'jinja' }],
      maxOutput: [],
      adds: 'what the pipeline’s components give each other',
    },
  ],
};

export const haystackEmbedding: Sdk = {
  ...haystackChat,
  clients: {
    OpenAITextEmbedder: 'openai',
    OpenAIDocumentEmbedder: 'openai',
    AzureOpenAITextEmbedder: 'azure',
    AzureOpenAIDocumentEmbedder: 'azure',
    CohereTextEmbedder: 'cohere',
    CohereDocumentEmbedder: 'cohere',
    MistralTextEmbedder: 'mistral',
    MistralDocumentEmbedder: 'mistral',
  },
  operations: [
    {
      ...MADE,
      callee: RUN,
      operation: 'run',
      kind: 'embedding',
      prompt: [{ from: ['text', 'documents', '(0)'], as: 'inputs' }],
    },
  ],
};
