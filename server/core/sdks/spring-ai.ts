import { ANTHROPIC_MODELS, OPENAI_MODELS, type Locator, type ModelSetting, type Operation, type Sdk } from './sdk.ts';

/** Models' own classes, by who answers. */
const MODELS: Readonly<Record<string, string | null>> = {
  OpenAiChatModel: 'openai',
  OpenAiChatClient: 'openai',
  AzureOpenAiChatModel: 'azure',
  AnthropicChatModel: 'anthropic',
  MistralAiChatModel: 'mistral',
  OllamaChatModel: 'ollama',
  VertexAiGeminiChatModel: 'google',
  GoogleGenAiChatModel: 'google',
  BedrockProxyChatModel: 'aws',
  DeepSeekChatModel: 'deepseek',
  ChatModel: null,
  StreamingChatModel: null,
  OpenAiEmbeddingModel: 'openai',
  AzureOpenAiEmbeddingModel: 'azure',
  MistralAiEmbeddingModel: 'mistral',
  OllamaEmbeddingModel: 'ollama',
  EmbeddingModel: null,
};

const OPTIONS = ['defaultOptions', 'options'] as const;
const modelIn = (of: string): Locator[] => [`${of}.model`, `${of}.deployment_name`];
const limitIn = (of: string): Locator[] => [`${of}.max_tokens`, `${of}.max_completion_tokens`, `${of}.num_predict`];

const MADE_MODEL: readonly Locator[] = [...OPTIONS.flatMap(step => modelIn(`${step}:(0)`)), ...modelIn('made:(1)')];
const MADE_LIMIT: readonly Locator[] = [...OPTIONS.flatMap(step => limitIn(`${step}:(0)`)), ...limitIn('made:(1)')];

const CLIENT: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  model: [...modelIn('options:(0)'), ...modelIn('defaultOptions:(0)')],
  prompt: [
    { from: ['system:(0)', 'defaultSystem:(0)'], as: 'system' },
    { from: ['messages:(0)'], as: 'messages' },
    { from: ['prompt:(0)'], as: 'messages' },
    { from: ['user:(0)', 'defaultUser:(0)'], as: 'template' },
  ],
  maxOutput: [...limitIn('options:(0)'), ...limitIn('defaultOptions:(0)')],
  client: ['builder:(0)', 'create:(0)'],
};

const MODEL: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  model: [...modelIn('(0).(1)'), ...MADE_MODEL],
  prompt: [{ from: ['(0).messages', '(0)+'], as: 'messages' }],
  maxOutput: [...limitIn('(0).(1)'), ...MADE_LIMIT],
};

/** Their providers' names in settings. */
const PROVIDERS: Readonly<Record<string, string>> = {
  openai: 'openai',
  anthropic: 'anthropic',
  'azure.openai': 'azure',
  mistralai: 'mistral',
  ollama: 'ollama',
  deepseek: 'deepseek',
  'google.genai': 'google',
  'vertex.ai.gemini': 'google',
  'bedrock.converse': 'aws',
};

const SETTINGS: readonly ModelSetting[] = Object.entries(PROVIDERS).flatMap(([name, provider]) =>
  (['chat', 'embedding'] as const).flatMap(kind =>
    ['model', 'deployment-name'].map(last => ({ key: `spring.ai.${name}.${kind}.options.${last}`, kind, provider })),
  ),
);

/** https://docs.spring.io/spring-ai/reference/api/chatclient.html */
export const springAi: Sdk = {
  id: 'spring-ai',
  name: 'Spring AI',
  packages: { java: ['org.springframework.ai'] },
  clients: { ChatClient: null, ...MODELS },
  provider: null,
  constructors: ['build()', 'create()'],
  modelIds: [...OPENAI_MODELS, ...ANTHROPIC_MODELS],
  transparent: [],
  settings: SETTINGS,
  made: { model: MADE_MODEL, maxOutput: MADE_LIMIT },
  operations: [
    { ...CLIENT, callee: ['{client}().prompt()*.call'], operation: 'prompt.call' },
    { ...CLIENT, callee: ['{client}().prompt()*.stream'], operation: 'prompt.stream' },
    { ...MODEL, callee: ['{client}().call'], operation: 'call' },
    { ...MODEL, callee: ['{client}().stream'], operation: 'stream' },
    {
      callee: ['{client}().embed', '{client}().embedForResponse'],
      operation: 'embed',
      kind: 'embedding',
      model: [...modelIn('made:(2)'), ...MADE_MODEL],
      prompt: [{ from: ['(0)'], as: 'inputs' }],
      maxOutput: [],
    },
  ],
};
