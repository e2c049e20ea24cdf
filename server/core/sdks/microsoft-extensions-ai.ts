import type { Operation, Sdk } from './sdk.ts';

const UNNAMED = 'the model is set where the client is made';

/** Clients of other libraries, as what they are used through here: `new OpenAIClient(key).GetChatClient("…").AsIChatClient()`. */
const CHAT_MODEL = [
  '(1).ModelId',
  'options.ModelId',
  'GetChatClient:(0)',
  'GetChatClient:model',
  'GetChatClient:deploymentName',
  'GetOpenAIResponseClient:(0)',
  'GetResponsesClient:(0)',
  'AsIChatClient:(0)',
  'AsIChatClient:modelId',
  'AsChatClient:(0)',
  'AsChatClient:modelId',
  'ChatClient:(0)',
  'ChatClient:model',
  'OllamaChatClient:(1)',
  'OllamaChatClient:modelId',
  'OllamaApiClient:(1)',
];

const CHAT: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  unnamed: UNNAMED,
  model: CHAT_MODEL,
  prompt: [
    { from: ['(1).Instructions', 'options.Instructions'], as: 'system' },
    { from: ['(0)', 'messages', 'chatMessages', 'chatMessage'], as: 'input' },
  ],
  maxOutput: ['(1).MaxOutputTokens', 'options.MaxOutputTokens'],
  tools: ['(1).Tools', 'options.Tools'],
  schema: ['<>', '(1).ResponseFormat', 'options.ResponseFormat'],
};

const EMBEDDING: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'embedding',
  unnamed: UNNAMED,
  model: [
    '(1).ModelId',
    'options.ModelId',
    'GetEmbeddingClient:(0)',
    'GetEmbeddingClient:model',
    'AsIEmbeddingGenerator:(0)',
    'AsIEmbeddingGenerator:modelId',
    'AsIEmbeddingGenerator:modelId',
    'AsEmbeddingGenerator:(0)',
    'AsEmbeddingGenerator:modelId',
    'AsEmbeddingGenerator:modelId',
    'EmbeddingClient:(0)',
    'EmbeddingClient:model',
    'OllamaEmbeddingGenerator:(1)',
    'OllamaEmbeddingGenerator:modelId',
    'OllamaApiClient:(1)',
  ],
  prompt: [{ from: ['(0)', 'value', 'values'], as: 'inputs' }],
  maxOutput: [],
};

const CHATS = ['', '.GetChatClient()', '.GetOpenAIResponseClient()', '.GetResponsesClient()', '.Messages'];
const EMBEDDINGS = ['', '.GetEmbeddingClient()'];
const on = (makers: readonly string[], ...methods: string[]): string[] =>
  makers.flatMap(maker => methods.map(method => `{client}()${maker}.${method}`));

/** https://learn.microsoft.com/dotnet/ai/microsoft-extensions-ai */
export const microsoftExtensionsAi: Sdk = {
  id: 'microsoft-extensions-ai',
  name: 'Microsoft.Extensions.AI',
  packages: {
    csharp: [
      'Microsoft.Extensions.AI',
      'OpenAI.Chat',
      'OpenAI.Embeddings',
      'OpenAI.Responses',
      'OpenAI',
      'Azure.AI.OpenAI',
      'Azure.AI.Inference',
      'Anthropic',
      'OllamaSharp',
    ],
  },
  clients: {
    IChatClient: null,
    ChatClientBuilder: null,
    IEmbeddingGenerator: null,
    OpenAIClient: 'openai',
    AzureOpenAIClient: 'azure',
    ChatClient: 'openai',
    EmbeddingClient: 'openai',
    ChatCompletionsClient: 'azure',
    EmbeddingsClient: 'azure',
    AnthropicClient: 'anthropic',
    OllamaApiClient: 'ollama',
    OllamaChatClient: 'ollama',
    OllamaEmbeddingGenerator: 'ollama',
  },
  provider: null,
  transparent: [
    'AsIChatClient()',
    'AsChatClient()',
    'AsIEmbeddingGenerator()',
    'AsEmbeddingGenerator()',
    'AsBuilder()',
    'Build()',
    'UseFunctionInvocation()',
    'UseOpenTelemetry()',
    'UseLogging()',
    'UseDistributedCache()',
    'ConfigureOptions()',
  ],
  operations: [
    { ...CHAT, callee: on(CHATS, 'GetResponseAsync', 'CompleteAsync'), operation: 'GetResponseAsync' },
    {
      ...CHAT,
      callee: on(CHATS, 'GetStreamingResponseAsync', 'CompleteStreamingAsync'),
      operation: 'GetStreamingResponseAsync',
    },
    {
      ...EMBEDDING,
      callee: on(
        EMBEDDINGS,
        'GenerateAsync',
        'GenerateEmbeddingAsync',
        'GenerateVectorAsync',
        'GenerateAndZipAsync',
        'GenerateEmbeddingVectorAsync',
      ),
      operation: 'GenerateAsync',
    },
  ],
};
