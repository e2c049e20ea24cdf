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

/** The oldest SDK for Python calls the model an engine, and Azure's deployment by its id. */
const MODEL = ['model', 'engine', 'deployment_id'] as const;

/** https://platform.openai.com/docs/api-reference/runs: what a run leaves out is the assistant's. */
const RUN: Omit<Operation, 'callee' | 'operation'> = {
  kind: 'chat',
  model: ['model', '(1).model', 'assistant_id.model', '(1).assistant_id.model'],
  unnamed: 'the assistant names the model, and it is made elsewhere',
  prompt: [
    {
      from: ['instructions', '(1).instructions', 'assistant_id.instructions', '(1).assistant_id.instructions'],
      as: 'system',
    },
    { from: ['thread.messages'], as: 'messages' },
    { from: ['additional_messages', '(1).additional_messages'], as: 'messages' },
  ],
  maxOutput: ['max_completion_tokens', '(1).max_completion_tokens'],
  tools: ['tools', '(1).tools', 'assistant_id.tools', '(1).assistant_id.tools'],
};
const ON_THREAD: typeof RUN = { ...RUN, adds: 'the messages of the thread' };

/** https://platform.openai.com/docs/api-reference */
export const openai: Sdk = {
  id: 'openai',
  name: 'OpenAI',
  packages: { python: ['openai', 'langfuse.openai', 'posthog.ai.openai'], typescript: ['openai', '@posthog/ai'] },
  defaultExport: 'OpenAI',
  clients: {
    OpenAI: 'openai',
    AsyncOpenAI: 'openai',
    Client: 'openai',
    AsyncClient: 'openai',
    AzureOpenAI: 'azure',
    AsyncAzureOpenAI: 'azure',
    OpenAIApi: 'openai',
  },
  provider: 'openai',
  transparent: ['beta', 'with_options()', 'withOptions()', 'with_raw_response', 'with_streaming_response', 'copy()'],
  operations: [
    {
      ...CHAT_COMPLETION,
      callee: [
        '{client}().chat.completions.create',
        'chat.completions.create',
        'ChatCompletion.create',
        'ChatCompletion.acreate',
        '{client}().createChatCompletion',
      ],
      operation: 'chat.completions.create',
      model: MODEL,
      signature: ['model', 'messages'],
    },
    {
      ...CHAT_COMPLETION,
      callee: ['{client}().chat.completions.parse', 'chat.completions.parse'],
      operation: 'chat.completions.parse',
      signature: ['model', 'messages'],
    },
    {
      ...CHAT_COMPLETION,
      callee: ['{client}().chat.completions.stream', '{client}().chat.completions.runTools'],
      operation: 'chat.completions.stream',
      signature: ['model', 'messages'],
    },
    {
      callee: ['{client}().responses.create', 'responses.create'],
      operation: 'responses.create',
      ...RESPONSE,
      signature: ['model', 'input'],
    },
    {
      callee: ['{client}().responses.parse', '{client}().responses.stream', 'responses.parse'],
      operation: 'responses.parse',
      ...RESPONSE,
      schema: ['text_format', 'text.format'],
      signature: ['model', 'input'],
    },
    {
      ...COMPLETION,
      callee: [
        '{client}().completions.create',
        'completions.create',
        'Completion.create',
        'Completion.acreate',
        '{client}().createCompletion',
      ],
      operation: 'completions.create',
      model: MODEL,
      prompt: [{ from: ['prompt'], as: 'inputs' }],
      signature: ['model', 'prompt'],
    },
    {
      ...EMBEDDING,
      callee: [
        '{client}().embeddings.create',
        'embeddings.create',
        'Embedding.create',
        'Embedding.acreate',
        '{client}().createEmbedding',
      ],
      operation: 'embeddings.create',
      model: MODEL,
      signature: ['model', 'input'],
    },
    {
      ...ON_THREAD,
      callee: [
        '{client}().threads.runs.create',
        '{client}().threads.runs.create_and_poll',
        '{client}().threads.runs.createAndPoll',
        '{client}().threads.runs.createAndStream',
      ],
      operation: 'threads.runs.create',
    },
    {
      ...ON_THREAD,
      callee: ['{client}().threads.runs.stream', '{client}().threads.runs.create_and_stream'],
      operation: 'threads.runs.stream',
    },
    {
      ...RUN,
      callee: [
        '{client}().threads.create_and_run',
        '{client}().threads.create_and_run_poll',
        '{client}().threads.create_and_run_stream',
        '{client}().threads.createAndRun',
        '{client}().threads.createAndRunPoll',
        '{client}().threads.createAndRunStream',
      ],
      operation: 'threads.create_and_run',
    },
    {
      ...IMAGE,
      callee: [
        '{client}().images.generate',
        '{client}().images.edit',
        'images.generate',
        'images.edit',
        'Image.create',
        'Image.create_edit',
        '{client}().createImage',
      ],
      operation: 'images.generate',
    },
    { ...IMAGE, callee: ['{client}().videos.create', '{client}().videos.create_and_poll'], operation: 'videos.create' },
    {
      ...TRANSCRIPTION,
      callee: [
        '{client}().audio.transcriptions.create',
        'audio.transcriptions.create',
        'Audio.transcribe',
        'Audio.atranscribe',
        '{client}().createTranscription',
      ],
      operation: 'audio.transcriptions.create',
      model: ['model', '(0)'],
    },
    {
      ...TRANSCRIPTION,
      callee: ['{client}().audio.translations.create', 'audio.translations.create', 'Audio.translate'],
      operation: 'audio.translations.create',
      model: ['model', '(0)'],
    },
    {
      callee: ['{client}().batches.create', 'batches.create'],
      operation: 'batches.create',
      kind: 'chat',
      model: [],
      unnamed: 'each line of the file names its own model',
      prompt: [],
      adds: 'the requests in the file',
      maxOutput: [],
      service: 'batch',
      signature: ['input_file_id', 'endpoint', 'completion_window'],
    },
    {
      ...SPEECH,
      callee: ['{client}().audio.speech.create', 'audio.speech.create'],
      operation: 'audio.speech.create',
    },
  ],
};
