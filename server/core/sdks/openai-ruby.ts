import {
  CHAT_COMPLETION,
  COMPLETION,
  EMBEDDING,
  IMAGE,
  type Operation,
  RESPONSE,
  type Sdk,
  SPEECH,
  TRANSCRIPTION,
} from './sdk.ts';

type Shape = Omit<Operation, 'callee' | 'operation'>;

const inside = (locators: readonly string[] = []): string[] => [
  ...locators.map(one => `parameters.${one}`),
  ...locators,
];

/** One gem takes a request's fields as arguments, the other as one hash named `parameters`. */
const given = (shape: Shape): Shape => ({
  ...shape,
  model: inside(shape.model),
  prompt: shape.prompt.map(one => ({ ...one, from: inside(one.from) })),
  maxOutput: inside(shape.maxOutput),
  tools: inside(shape.tools),
  schema: inside(shape.schema),
});

const CHAT = given(CHAT_COMPLETION);
const RESPONSES = given({ ...RESPONSE, schema: ['text.format', 'text'] });
const MESSAGE = given({
  kind: 'chat',
  model: ['model'],
  prompt: [
    { from: ['system', 'system_'], as: 'system' },
    { from: ['messages'], as: 'messages' },
  ],
  maxOutput: ['max_tokens'],
  tools: ['tools'],
});

/** `openai` and `ruby-openai` share their classes' names: https://github.com/openai/openai-ruby, https://github.com/alexrudall/ruby-openai */
export const openaiRuby: Sdk = {
  id: 'openai',
  name: 'OpenAI',
  packages: { ruby: ['OpenAI'] },
  clients: { Client: 'openai' },
  provider: 'openai',
  constructors: ['new()'],
  transparent: ['beta'],
  operations: [
    {
      ...CHAT,
      callee: ['{client}().chat'],
      operation: 'chat',
      signature: ['parameters.model', 'parameters.messages'],
    },
    {
      ...CHAT,
      callee: [
        '{client}().chat.completions.create',
        '{client}().chat.completions.stream',
        '{client}().chat.completions.stream_raw',
      ],
      operation: 'chat.completions.create',
      signature: ['model', 'messages'],
    },
    {
      ...RESPONSES,
      callee: ['{client}().responses.create', '{client}().responses.stream', '{client}().responses.stream_raw'],
      operation: 'responses.create',
      signature: ['model|parameters.model', 'input|parameters.input'],
    },
    {
      ...given(COMPLETION),
      callee: ['{client}().completions', '{client}().completions.create'],
      operation: 'completions',
      signature: ['model|parameters.model', 'prompt|parameters.prompt'],
    },
    {
      ...given(EMBEDDING),
      callee: ['{client}().embeddings', '{client}().embeddings.create'],
      operation: 'embeddings',
      signature: ['model|parameters.model', 'input|parameters.input'],
    },
    {
      ...given(IMAGE),
      callee: ['{client}().images.generate', '{client}().images.edit'],
      operation: 'images.generate',
    },
    {
      ...given(SPEECH),
      callee: ['{client}().audio.speech', '{client}().audio.speech.create'],
      operation: 'audio.speech',
    },
    {
      ...given(TRANSCRIPTION),
      callee: [
        '{client}().audio.transcribe',
        '{client}().audio.translate',
        '{client}().audio.transcriptions.create',
        '{client}().audio.translations.create',
      ],
      operation: 'audio.transcribe',
    },
  ],
};

/** https://github.com/anthropics/anthropic-sdk-ruby, https://github.com/alexrudall/ruby-anthropic */
export const anthropicRuby: Sdk = {
  id: 'anthropic',
  name: 'Anthropic',
  packages: { ruby: ['Anthropic'] },
  clients: { Client: 'anthropic', BedrockClient: 'aws', VertexClient: 'google' },
  provider: 'anthropic',
  constructors: ['new()'],
  transparent: ['beta'],
  operations: [
    {
      ...MESSAGE,
      callee: ['{client}().messages.create', '{client}().messages.stream', '{client}().messages.stream_raw'],
      operation: 'messages.create',
      signature: ['model', 'messages', 'max_tokens'],
    },
    {
      ...MESSAGE,
      callee: ['{client}().messages'],
      operation: 'messages',
      signature: ['parameters.model', 'parameters.messages'],
    },
    {
      ...given({ ...COMPLETION, maxOutput: ['max_tokens_to_sample'] }),
      callee: ['{client}().complete'],
      operation: 'complete',
    },
  ],
};
