import { COMPLETION, EMBEDDING, type Operation, RERANK, type Sdk } from './sdk.ts';

const CHAT: Pick<Operation, 'kind' | 'model' | 'prompt' | 'maxOutput' | 'tools' | 'schema'> = {
  kind: 'chat',
  model: ['model'],
  // The first version takes a message and its history, the second a list of messages.
  prompt: [
    { from: ['preamble'], as: 'system' },
    { from: ['chat_history', 'chatHistory'], as: 'messages' },
    { from: ['message'], as: 'user' },
    { from: ['messages'], as: 'messages' },
  ],
  maxOutput: ['max_tokens', 'maxTokens'],
  tools: ['tools'],
  schema: ['response_format', 'responseFormat'],
};

/** https://docs.cohere.com/reference */
export const cohere: Sdk = {
  id: 'cohere',
  name: 'Cohere',
  packages: { python: ['cohere'], typescript: ['cohere-ai'] },
  clients: {
    Client: 'cohere',
    ClientV2: 'cohere',
    AsyncClient: 'cohere',
    AsyncClientV2: 'cohere',
    CohereClient: 'cohere',
    CohereClientV2: 'cohere',
    BedrockClient: 'aws',
    BedrockClientV2: 'aws',
    SagemakerClient: 'sagemaker',
    SagemakerClientV2: 'sagemaker',
    AwsClient: 'aws',
    AwsClientV2: 'aws',
  },
  provider: 'cohere',
  transparent: ['v2', 'with_raw_response', 'client', 'client_v2', 'base_client'],
  operations: [
    { ...CHAT, callee: ['{client}().chat'], operation: 'chat' },
    { ...CHAT, callee: ['{client}().chat_stream', '{client}().chatStream'], operation: 'chat_stream' },
    {
      ...COMPLETION,
      callee: ['{client}().generate', '{client}().generate_stream', '{client}().generateStream'],
      operation: 'generate',
      prompt: [{ from: ['prompt', '(0)'], as: 'user' }],
    },
    {
      ...EMBEDDING,
      callee: ['{client}().embed'],
      operation: 'embed',
      prompt: [{ from: ['texts', '(0)'], as: 'inputs' }],
    },
    { ...RERANK, callee: ['{client}().rerank'], operation: 'rerank' },
  ],
};
