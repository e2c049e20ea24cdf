import type { Operation, Sdk } from './sdk.ts';

const UNNAMED = 'the model is set where the client is made';

const CHAT: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  unnamed: UNNAMED,
  model: [
    'GetChatClient:(0)',
    'GetChatClient:model',
    'GetChatClient:deploymentName',
    'ChatClient:(0)',
    'ChatClient:model',
  ],
  prompt: [{ from: ['(0)', 'messages'], as: 'input' }],
  maxOutput: ['(1).MaxOutputTokenCount', 'options.MaxOutputTokenCount', '(1).MaxTokens', 'options.MaxTokens'],
  tools: ['(1).Tools', 'options.Tools'],
  schema: ['(1).ResponseFormat', 'options.ResponseFormat'],
};

const EMBEDDING: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'embedding',
  unnamed: UNNAMED,
  model: [
    'GetEmbeddingClient:(0)',
    'GetEmbeddingClient:model',
    'GetEmbeddingClient:deploymentName',
    'EmbeddingClient:(0)',
    'EmbeddingClient:model',
  ],
  prompt: [{ from: ['(0)', 'input', 'inputs'], as: 'inputs' }],
  maxOutput: [],
};

const RESPONSE: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  unnamed: UNNAMED,
  model: [
    '(0).Model',
    'options.Model',
    'GetOpenAIResponseClient:(0)',
    'GetResponsesClient:(0)',
    'OpenAIResponseClient:(0)',
    'OpenAIResponseClient:model',
    'ResponsesClient:(0)',
    'ResponsesClient:model',
  ],
  prompt: [
    { from: ['(1).Instructions', '(0).Instructions', 'options.Instructions'], as: 'system' },
    { from: ['(0).InputItems', 'options.InputItems', '(0)', 'userInputText', 'inputItems'], as: 'input' },
  ],
  maxOutput: ['(1).MaxOutputTokenCount', '(0).MaxOutputTokenCount', 'options.MaxOutputTokenCount'],
  tools: ['(1).Tools', '(0).Tools', 'options.Tools'],
};

/** The client of a kind of call, made by itself or by the client for all of them; each method alone and asynchronous. */
const of = (makers: readonly string[], methods: readonly string[]): string[] =>
  makers.flatMap(maker =>
    methods.flatMap(method => [`{client}()${maker}.${method}`, `{client}()${maker}.${method}Async`]),
  );

const CHATS = ['', '.GetChatClient()'];
const EMBEDDINGS = ['', '.GetEmbeddingClient()'];
const RESPONSES = ['', '.GetOpenAIResponseClient()', '.GetResponsesClient()'];

const OPERATIONS: readonly Operation[] = [
  { ...CHAT, callee: of(CHATS, ['CompleteChat']), operation: 'CompleteChat' },
  { ...CHAT, callee: of(CHATS, ['CompleteChatStreaming']), operation: 'CompleteChatStreaming' },
  { ...EMBEDDING, callee: of(EMBEDDINGS, ['GenerateEmbedding']), operation: 'GenerateEmbedding' },
  { ...EMBEDDING, callee: of(EMBEDDINGS, ['GenerateEmbeddings']), operation: 'GenerateEmbeddings' },
  { ...RESPONSE, callee: of(RESPONSES, ['CreateResponse']), operation: 'CreateResponse' },
  { ...RESPONSE, callee: of(RESPONSES, ['CreateResponseStreaming']), operation: 'CreateResponseStreaming' },
];

/** https://github.com/openai/openai-dotnet */
export const openaiDotnet: Sdk = {
  id: 'openai-dotnet',
  name: 'OpenAI .NET',
  packages: { csharp: ['OpenAI.Chat', 'OpenAI.Embeddings', 'OpenAI.Responses', 'OpenAI'] },
  clients: {
    ChatClient: 'openai',
    EmbeddingClient: 'openai',
    OpenAIResponseClient: 'openai',
    ResponsesClient: 'openai',
    OpenAIClient: 'openai',
  },
  provider: 'openai',
  transparent: [],
  operations: OPERATIONS,
};

/** Up to 1.0.0-beta.17 the deployment came first or in the options, and the client itself was called. */
const BETA_MODEL = ['(0).DeploymentName', 'options.DeploymentName', '(0)', 'deploymentOrModelName'];

/** https://learn.microsoft.com/dotnet/api/overview/azure/ai.openai-readme */
export const azureOpenaiDotnet: Sdk = {
  id: 'azure-openai-dotnet',
  name: 'Azure OpenAI .NET',
  packages: { csharp: ['Azure.AI.OpenAI'] },
  clients: { AzureOpenAIClient: 'azure', OpenAIClient: 'azure' },
  provider: 'azure',
  transparent: [],
  operations: [
    ...OPERATIONS,
    {
      callee: of([''], ['GetChatCompletions', 'GetChatCompletionsStreaming']),
      operation: 'GetChatCompletions',
      kind: 'chat',
      unnamed: UNNAMED,
      model: BETA_MODEL,
      prompt: [{ from: ['(0).Messages', '(1).Messages', 'options.Messages'], as: 'messages' }],
      maxOutput: ['(0).MaxTokens', '(1).MaxTokens', 'options.MaxTokens'],
      tools: ['(0).Tools', '(0).Functions', '(1).Functions'],
    },
    {
      callee: of([''], ['GetCompletions', 'GetCompletionsStreaming']),
      operation: 'GetCompletions',
      kind: 'completion',
      unnamed: UNNAMED,
      model: BETA_MODEL,
      prompt: [{ from: ['(0).Prompts', '(1).Prompts', '(1)'], as: 'inputs' }],
      maxOutput: ['(0).MaxTokens', '(1).MaxTokens'],
    },
    {
      callee: of([''], ['GetEmbeddings']),
      operation: 'GetEmbeddings',
      kind: 'embedding',
      unnamed: UNNAMED,
      model: BETA_MODEL,
      prompt: [{ from: ['(0).Input', '(1).Input', 'options.Input'], as: 'inputs' }],
      maxOutput: [],
    },
  ],
};
