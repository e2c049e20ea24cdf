import { CHAT_COMPLETION, COMPLETION, EMBEDDING, type Sdk } from './sdk.ts';

/** https://docs.mistral.ai/api */
export const mistral: Sdk = {
  id: 'mistral',
  name: 'Mistral',
  packages: {
    python: ['mistralai', 'mistralai_azure', 'mistralai_gcp'],
    typescript: ['@mistralai/mistralai', '@mistralai/mistralai-azure', '@mistralai/mistralai-gcp'],
  },
  defaultExport: 'MistralClient',
  clients: {
    Mistral: 'mistral',
    MistralClient: 'mistral',
    MistralAsyncClient: 'mistral',
    MistralAzure: 'azure',
    MistralGoogleCloud: 'google',
    MistralGCP: 'google',
  },
  provider: 'mistral',
  transparent: ['beta'],
  operations: [
    {
      ...CHAT_COMPLETION,
      callee: [
        '{client}().chat.complete',
        '{client}().chat.complete_async',
        '{client}().chat.parse',
        '{client}().chat.parse_async',
      ],
      operation: 'chat.complete',
      signature: ['model', 'messages'],
    },
    {
      ...CHAT_COMPLETION,
      callee: ['{client}().chat.stream', '{client}().chat.stream_async'],
      operation: 'chat.stream',
      signature: ['model', 'messages'],
    },
    {
      ...CHAT_COMPLETION,
      callee: ['{client}().chat', '{client}().chat_stream', '{client}().chatStream'],
      operation: 'chat',
    },
    {
      ...COMPLETION,
      callee: [
        '{client}().fim.complete',
        '{client}().fim.complete_async',
        '{client}().fim.stream',
        '{client}().fim.stream_async',
      ],
      operation: 'fim.complete',
      prompt: [
        { from: ['prompt'], as: 'user' },
        { from: ['suffix'], as: 'user' },
      ],
      signature: ['model', 'prompt'],
    },
    {
      ...CHAT_COMPLETION,
      callee: [
        '{client}().agents.complete',
        '{client}().agents.complete_async',
        '{client}().agents.stream',
        '{client}().agents.stream_async',
      ],
      operation: 'agents.complete',
      model: [],
      unnamed: 'the agent, made elsewhere, names the model',
      adds: "the agent's instructions",
    },
    {
      kind: 'chat',
      callee: ['{client}().conversations.start', '{client}().conversations.start_async'],
      operation: 'conversations.start',
      model: ['model'],
      unnamed: 'the agent, made elsewhere, names the model',
      prompt: [
        { from: ['instructions'], as: 'system' },
        { from: ['inputs'], as: 'input' },
      ],
      maxOutput: ['completion_args.max_tokens', 'completionArgs.maxTokens'],
      tools: ['tools'],
    },
    {
      kind: 'chat',
      callee: ['{client}().batch.jobs.create', '{client}().batch.jobs.create_async'],
      operation: 'batch.jobs.create',
      model: ['model'],
      unnamed: 'each line of the file names its own model',
      prompt: [{ from: ['requests.body.messages'], as: 'messages' }],
      maxOutput: ['requests.body.max_tokens', 'requests.body.maxTokens'],
      tools: ['requests.body.tools'],
      each: 'requests',
      service: 'batch',
      variants: [
        {
          when: { argument: ['input_files', 'inputFiles'] },
          prompt: [],
          maxOutput: [],
          adds: 'the requests in the file',
        },
      ],
      signature: ['endpoint', 'input_files|inputFiles|requests'],
    },
    {
      ...EMBEDDING,
      callee: ['{client}().embeddings.create', '{client}().embeddings.create_async', '{client}().embeddings'],
      operation: 'embeddings.create',
      prompt: [{ from: ['inputs', 'input'], as: 'inputs' }],
      signature: ['model', 'inputs'],
    },
  ],
};
