import type { Locator, Operation, Sdk } from './sdk.ts';

const UNNAMED = 'the model is set where the client is made';

const CHAT_SERVICES = [
  'AddOpenAIChatCompletion',
  'AddOpenAIChatClient',
  'AddAzureOpenAIChatCompletion',
  'AddAzureOpenAIChatClient',
  'AddOllamaChatCompletion',
  'AddGoogleAIGeminiChatCompletion',
  'AddMistralChatCompletion',
  'WithOpenAIChatCompletionService',
  'WithAzureOpenAIChatCompletionService',
  'WithAzureChatCompletionService',
];

/** What a kernel was given as its model: by its own steps, or by those of the kernel that a service or an agent is of. */
const model: readonly Locator[] = [
  ...CHAT_SERVICES.flatMap(name => [`${name}:(0)`, `${name}:modelId`, `${name}:deploymentName`]),
  ...CHAT_SERVICES.flatMap(name => [`made:services.${name}`, `made:Kernel.${name}`]),
  'OpenAIChatCompletionService:(0)',
  'OpenAIChatCompletionService:modelId',
  'AzureOpenAIChatCompletionService:(0)',
  'AzureOpenAIChatCompletionService:deploymentName',
];

const CHAT: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  unnamed: UNNAMED,
  model: ['(1).ModelId', 'executionSettings.ModelId', ...model],
  prompt: [{ from: ['(0)', 'chatHistory', 'chatMessages', 'prompt'], as: 'input' }],
  maxOutput: ['(1).MaxTokens', 'executionSettings.MaxTokens', 'settings.MaxTokens'],
};

const PROMPT: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  unnamed: UNNAMED,
  model,
  prompt: [{ from: ['(0)', 'promptTemplate'], as: 'jinja' }],
  maxOutput: ['(1).(0).MaxTokens', 'arguments.(0).MaxTokens'],
};

const FUNCTION: Omit<Operation, 'callee' | 'operation' | 'prompt'> = {
  kind: 'chat',
  unnamed: UNNAMED,
  model,
  maxOutput: ['CreateFunctionFromPrompt:(1).MaxTokens', 'CreateFunctionFromPrompt:executionSettings.MaxTokens'],
};

const AGENT: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  unnamed: UNNAMED,
  model,
  prompt: [
    { from: ['made:Instructions', 'made:instructions'], as: 'system' },
    { from: ['(0)'], as: 'input' },
  ],
  maxOutput: [],
};

const KERNELS = ['{client}()'];
const SERVICES = ['{client}()', '{client}().GetRequiredService()'];
const on = (receivers: readonly string[], ...methods: string[]): string[] =>
  receivers.flatMap(receiver => methods.map(method => `${receiver}.${method}`));

/** https://learn.microsoft.com/semantic-kernel */
export const semanticKernelDotnet: Sdk = {
  id: 'semantic-kernel-dotnet',
  name: 'Semantic Kernel .NET',
  packages: {
    csharp: [
      'Microsoft.SemanticKernel.ChatCompletion',
      'Microsoft.SemanticKernel.Connectors.OpenAI',
      'Microsoft.SemanticKernel.Connectors.AzureOpenAI',
      'Microsoft.SemanticKernel.Agents',
      'Microsoft.SemanticKernel.Embeddings',
      'Microsoft.SemanticKernel',
    ],
  },
  clients: {
    Kernel: null,
    IKernel: null,
    IChatCompletionService: null,
    OpenAIChatCompletionService: 'openai',
    AzureOpenAIChatCompletionService: 'azure',
    ITextEmbeddingGenerationService: null,
  },
  provider: null,
  constructors: ['Build()'],
  transparent: [
    ...CHAT_SERVICES.map(name => `${name}()`),
    'Clone()',
    'Services',
    'AddLogging()',
    'AddOpenAITextEmbeddingGeneration()',
    'AddAzureOpenAITextEmbeddingGeneration()',
  ],
  operations: [
    { ...PROMPT, callee: on(KERNELS, 'InvokePromptAsync'), operation: 'InvokePromptAsync' },
    { ...PROMPT, callee: on(KERNELS, 'InvokePromptStreamingAsync'), operation: 'InvokePromptStreamingAsync' },
    {
      ...FUNCTION,
      prompt: [{ from: ['CreateFunctionFromPrompt:(0)', 'CreateFunctionFromPrompt:promptTemplate'], as: 'jinja' }],
      callee: on(KERNELS, 'CreateFunctionFromPrompt().InvokeAsync', 'CreateFunctionFromPrompt().InvokeStreamingAsync'),
      operation: 'InvokeAsync',
    },
    {
      ...FUNCTION,
      prompt: [
        {
          from: ['(0).CreateFunctionFromPrompt', '(0).CreateFromPrompt', 'function.CreateFunctionFromPrompt'],
          as: 'jinja',
        },
      ],
      when: { argument: ['(0).CreateFunctionFromPrompt', '(0).CreateFromPrompt', 'function.CreateFunctionFromPrompt'] },
      callee: on(KERNELS, 'InvokeAsync', 'InvokeStreamingAsync', 'RunAsync'),
      operation: 'InvokeAsync',
    },
    {
      ...CHAT,
      callee: on(SERVICES, 'GetChatMessageContentAsync', 'GetChatMessageContentsAsync'),
      operation: 'GetChatMessageContentAsync',
    },
    {
      ...CHAT,
      callee: on(SERVICES, 'GetStreamingChatMessageContentsAsync'),
      operation: 'GetStreamingChatMessageContentsAsync',
    },
    {
      callee: ['{client}().GenerateEmbeddingAsync', '{client}().GenerateEmbeddingsAsync'],
      operation: 'GenerateEmbeddingAsync',
      kind: 'embedding',
      unnamed: UNNAMED,
      model: [],
      prompt: [{ from: ['(0)', 'value', 'data'], as: 'inputs' }],
      maxOutput: [],
    },
  ],
};

/** Agents have a method of a kernel's name that is a call in any case. */
export const semanticKernelAgentsDotnet: Sdk = {
  id: 'semantic-kernel-agents-dotnet',
  name: 'Semantic Kernel Agents .NET',
  packages: { csharp: ['Microsoft.SemanticKernel.Agents'] },
  clients: { ChatCompletionAgent: null },
  provider: null,
  transparent: [],
  operations: [
    {
      ...AGENT,
      callee: ['{client}().InvokeAsync', '{client}().InvokeStreamingAsync'],
      operation: 'InvokeAsync',
      when: { argument: ['made:Instructions'] },
    },
  ],
};
