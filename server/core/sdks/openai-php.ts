import { CHAT_COMPLETION, COMPLETION, EMBEDDING, IMAGE, RESPONSE, type Sdk, SPEECH, TRANSCRIPTION } from './sdk.ts';

/** A client comes of the package's own class, of its factory, as a dependency, or is Laravel's facade of the class's name. */
const of = (facade: string, ...methods: string[]): string[] =>
  methods.flatMap(method => [
    `{client}().${method}`,
    `client().${method}`,
    `factory().make().${method}`,
    `${facade}.${method}`,
  ]);

const FACTORY =
  'withApiKey() withOrganization() withProject() withBaseUri() withBaseUrl() withHttpClient() withHttpHeader() withQueryParam() withStreamHandler()'.split(
    ' ',
  );

/** https://github.com/openai-php/client */
export const openaiPhp: Sdk = {
  id: 'openai',
  name: 'OpenAI',
  packages: { php: ['OpenAI'] },
  clients: { Client: 'openai', ClientContract: 'openai' },
  provider: 'openai',
  transparent: FACTORY,
  operations: [
    {
      ...CHAT_COMPLETION,
      callee: of('OpenAI', 'chat().create', 'chat().createStreamed'),
      operation: 'chat.create',
      signature: ['model', 'messages'],
    },
    {
      ...RESPONSE,
      callee: of('OpenAI', 'responses().create', 'responses().createStreamed'),
      operation: 'responses.create',
      signature: ['model', 'input'],
    },
    {
      ...COMPLETION,
      callee: of('OpenAI', 'completions().create', 'completions().createStreamed'),
      operation: 'completions.create',
      signature: ['model', 'prompt'],
    },
    {
      ...EMBEDDING,
      callee: of('OpenAI', 'embeddings().create'),
      operation: 'embeddings.create',
      signature: ['model', 'input'],
    },
    { ...IMAGE, callee: of('OpenAI', 'images().create', 'images().edit'), operation: 'images.create' },
    { ...SPEECH, callee: of('OpenAI', 'audio().speech', 'audio().speechStreamed'), operation: 'audio.speech' },
    {
      ...TRANSCRIPTION,
      callee: of('OpenAI', 'audio().transcribe', 'audio().translate'),
      operation: 'audio.transcribe',
    },
  ],
};

/** https://github.com/anthropics/anthropic-sdk-php, https://github.com/mozex/anthropic-php */
export const anthropicPhp: Sdk = {
  id: 'anthropic',
  name: 'Anthropic',
  packages: { php: ['Anthropic'] },
  clients: { Client: 'anthropic', ClientContract: 'anthropic' },
  provider: 'anthropic',
  transparent: [...FACTORY, 'beta'],
  operations: [
    {
      callee: [
        ...of('Anthropic', 'messages().create', 'messages().createStreamed'),
        '{client}().messages.create',
        '{client}().messages.createStream',
      ],
      operation: 'messages.create',
      kind: 'chat',
      model: ['model'],
      prompt: [
        { from: ['system'], as: 'system' },
        { from: ['messages'], as: 'messages' },
      ],
      maxOutput: ['max_tokens'],
      tools: ['tools'],
      signature: ['model', 'messages', 'max_tokens|maxTokens'],
    },
  ],
};

const GEMINI_MODELS = ['generativeModel().', 'geminiPro().', 'geminiFlash().', 'gemini().'];
const ofGemini = (...methods: string[]): string[] =>
  methods.flatMap(method => of('Gemini', ...GEMINI_MODELS.map(model => model + method)));

/** https://github.com/google-gemini-php/client */
export const geminiPhp: Sdk = {
  id: 'gemini-php',
  name: 'Gemini PHP',
  packages: { php: ['Gemini'] },
  clients: { Client: 'google', ClientContract: 'google' },
  provider: 'google',
  transparent: [
    ...FACTORY,
    ...'withSystemInstruction() withGenerationConfig() withTool() withSafetySetting() withToolConfig()'.split(' '),
  ],
  operations: [
    {
      callee: ofGemini('generateContent', 'streamGenerateContent'),
      operation: 'generateContent',
      kind: 'chat',
      model: ['generativeModel:model', 'generativeModel:(0)'],
      prompt: [
        { from: ['withSystemInstruction:(0).parse(0)', 'withSystemInstruction:(0)'], as: 'system' },
        { from: ['(0)'], as: 'input' },
        { from: ['(1)'], as: 'input' },
      ],
      maxOutput: ['withGenerationConfig:(0).maxOutputTokens'],
      tools: ['withTool:(0)'],
    },
    {
      callee: of('Gemini', 'embeddingModel().embedContent'),
      operation: 'embedContent',
      kind: 'embedding',
      model: ['embeddingModel:model', 'embeddingModel:(0)'],
      prompt: [{ from: ['(0)'], as: 'input' }],
      maxOutput: [],
    },
  ],
};
