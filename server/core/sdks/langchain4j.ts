import { ANTHROPIC_MODELS, OPENAI_MODELS, type Locator, type ModelSetting, type Operation, type Sdk } from './sdk.ts';

const MODEL: readonly Locator[] = ['modelName:(0)', 'model:(0)', 'deploymentName:(0)', 'modelId:(0)'];
const LIMIT: readonly Locator[] = [
  'maxTokens:(0)',
  'maxCompletionTokens:(0)',
  'maxOutputTokens:(0)',
  'maxNewTokens:(0)',
  'numPredict:(0)',
];

/** Who answers, by the beginning of a setting's name: Quarkus's and Spring's. */
const IN_SETTINGS: readonly (readonly [string, string])[] = [
  ['quarkus.langchain4j.openai', 'openai'],
  ['quarkus.langchain4j.anthropic', 'anthropic'],
  ['quarkus.langchain4j.mistralai', 'mistral'],
  ['langchain4j.open-ai', 'openai'],
  ['langchain4j.anthropic', 'anthropic'],
  ['langchain4j.azure-open-ai', 'azure'],
  ['langchain4j.ollama', 'ollama'],
];

const SETTINGS: readonly ModelSetting[] = IN_SETTINGS.flatMap(([prefix, provider]) =>
  (['chat', 'embedding'] as const).map(kind => ({ key: `${prefix}.${kind}-model.model-name`, kind, provider })),
);

const SHARED: Pick<Sdk, 'provider' | 'constructors' | 'modelIds' | 'transparent' | 'made' | 'settings'> = {
  provider: null,
  constructors: ['build()', 'withApiKey()'],
  modelIds: [...OPENAI_MODELS, ...ANTHROPIC_MODELS],
  transparent: [],
  made: { model: MODEL, maxOutput: LIMIT },
  settings: SETTINGS,
};

/** Who answers, by the beginning of a model's class. */
const PROVIDERS: Readonly<Record<string, string | null>> = {
  OpenAi: 'openai',
  OpenAiOfficial: null,
  AzureOpenAi: 'azure',
  Anthropic: 'anthropic',
  GoogleAiGemini: 'google',
  VertexAiGemini: 'google',
  VertexAi: 'google',
  MistralAi: 'mistral',
  Ollama: 'ollama',
  Bedrock: 'aws',
  Cohere: 'cohere',
};

/** Classes of the same ending, one a provider. */
const classes = (...endings: string[]): Record<string, string | null> =>
  Object.fromEntries(
    endings.flatMap(ending => Object.entries(PROVIDERS).map(([name, provider]) => [`${name}${ending}`, provider])),
  );

const asked = (from: readonly Locator[]): Omit<Operation, 'callee' | 'operation' | 'kind'> => ({
  model: ['(0).model_name', '(0).parameters.model_name', ...MODEL],
  prompt: [{ from: ['(0).messages', ...from], as: 'messages' }],
  maxOutput: ['(0).max_output_tokens', '(0).parameters.max_output_tokens', ...LIMIT],
  tools: ['(0).tool_specifications'],
});

/** https://docs.langchain4j.dev */
export const langchain4j: Sdk = {
  ...SHARED,
  id: 'langchain4j',
  name: 'LangChain4j',
  packages: { java: ['dev.langchain4j'] },
  clients: {
    ...classes('ChatModel', 'LanguageModel', 'EmbeddingModel'),
    ChatModel: null,
    ChatLanguageModel: null,
    LanguageModel: null,
    EmbeddingModel: null,
  },
  operations: [
    { ...asked(['(0)+']), callee: ['{client}().chat'], operation: 'chat', kind: 'chat' },
    { ...asked(['(0)+']), callee: ['{client}().generate'], operation: 'generate', kind: 'chat' },
    {
      callee: ['{client}().embed', '{client}().embedAll'],
      operation: 'embed',
      kind: 'embedding',
      model: MODEL,
      prompt: [{ from: ['(0)'], as: 'inputs' }],
      maxOutput: [],
    },
  ],
};

/** The same with what is called back for each piece of the answer. */
export const langchain4jStreaming: Sdk = {
  ...SHARED,
  id: 'langchain4j',
  name: 'LangChain4j',
  packages: { java: ['dev.langchain4j'] },
  clients: {
    ...classes('StreamingChatModel', 'StreamingLanguageModel'),
    StreamingChatModel: null,
    StreamingChatLanguageModel: null,
  },
  operations: [
    { ...asked(['(0)']), callee: ['{client}().chat'], operation: 'chat.stream', kind: 'chat' },
    { ...asked(['(0)']), callee: ['{client}().generate'], operation: 'generate.stream', kind: 'chat' },
  ],
};

/** Interfaces whose methods say by annotations what they send; `languages/java/ai-services.ts` reads them as calls. */
export const langchain4jServices: Sdk = {
  id: 'langchain4j',
  name: 'LangChain4j',
  packages: { java: ['dev.langchain4j.service'] },
  clients: {},
  provider: null,
  transparent: [],
  settings: SETTINGS,
  operations: [
    {
      callee: ['SystemMessage', 'UserMessage', 'AiServices.create'],
      operation: 'AiServices',
      kind: 'chat',
      model: [],
      prompt: [
        { from: ['system'], as: 'system' },
        { from: ['user'], as: 'jinja' },
      ],
      maxOutput: [],
      client: ['client'],
    },
  ],
};
