import {
  CHAT_COMPLETION,
  COMPLETION,
  EMBEDDING,
  IMAGE,
  type Operation,
  RERANK,
  RESPONSE,
  type Sdk,
  SPEECH,
  TRANSCRIPTION,
} from './sdk.ts';

/** What these SDKs take over from OpenAI's, and what most of them add in the same words. */
const OPERATIONS: readonly Operation[] = [
  {
    ...CHAT_COMPLETION,
    callee: [
      '{client}().chat.completions.create',
      '{client}().chat.completions.acreate',
      '{client}().chat.completions.parse',
      '{client}().chat.completions.stream',
      'ChatCompletion.create',
      'ChatCompletion.acreate',
    ],
    operation: 'chat.completions.create',
  },
  {
    ...COMPLETION,
    callee: [
      '{client}().completions.create',
      '{client}().completions.acreate',
      '{client}().completion.create',
      'Completion.create',
      'Completion.acreate',
    ],
    operation: 'completions.create',
  },
  {
    kind: 'chat',
    callee: ['{client}().responses.create'],
    operation: 'responses.create',
    model: ['model'],
    prompt: RESPONSE.prompt,
    maxOutput: ['max_output_tokens'],
    tools: ['tools'],
  },
  { ...EMBEDDING, callee: ['{client}().embeddings.create'], operation: 'embeddings.create' },
  {
    ...IMAGE,
    callee: ['{client}().images.create', '{client}().images.generate', '{client}().images.generations'],
    operation: 'images.generate',
  },
  { ...TRANSCRIPTION, callee: ['{client}().audio.transcriptions.create'], operation: 'audio.transcriptions.create' },
  { ...TRANSCRIPTION, callee: ['{client}().audio.translations.create'], operation: 'audio.translations.create' },
  {
    ...SPEECH,
    callee: ['{client}().audio.speech.create', '{client}().audio.create'],
    operation: 'audio.speech.create',
  },
  { ...RERANK, callee: ['{client}().rerank.create'], operation: 'rerank.create' },
];

type Difference = Pick<Sdk, 'id' | 'name' | 'packages' | 'clients'> & Partial<Sdk>;

const compatible = (sdk: Difference): Sdk => ({
  provider: Object.values(sdk.clients)[0] ?? null,
  transparent: ['with_options()', 'withOptions()', 'with_raw_response', 'with_streaming_response', 'beta'],
  operations: OPERATIONS,
  ...sdk,
});

/** One row an SDK. */
export const OPENAI_COMPATIBLE: readonly Sdk[] = [
  // https://console.groq.com/docs/api-reference
  compatible({
    id: 'groq',
    name: 'Groq',
    packages: { python: ['groq'], typescript: ['groq-sdk'] },
    defaultExport: 'Groq',
    clients: { Groq: 'groq', AsyncGroq: 'groq', Client: 'groq', AsyncClient: 'groq' },
  }),
  // https://docs.together.ai/reference
  compatible({
    id: 'together',
    name: 'Together',
    packages: { python: ['together'], typescript: ['together-ai'] },
    defaultExport: 'Together',
    clients: { Together: 'together', AsyncTogether: 'together', Client: 'together' },
  }),
  // https://docs.fireworks.ai/tools-sdks/python-client
  compatible({
    id: 'fireworks',
    name: 'Fireworks',
    packages: { python: ['fireworks', 'fireworks.client'] },
    clients: { Fireworks: 'fireworks', AsyncFireworks: 'fireworks', LLM: 'fireworks' },
    transparent: ['client', 'with_options()', 'with_raw_response'],
    operations: OPERATIONS.map(operation => ({ ...operation, model: ['model', 'made:model'] })),
  }),
  // https://inference-docs.cerebras.ai/api-reference
  compatible({
    id: 'cerebras',
    name: 'Cerebras',
    packages: { python: ['cerebras.cloud.sdk'], typescript: ['@cerebras/cerebras_cloud_sdk'] },
    defaultExport: 'Cerebras',
    clients: { Cerebras: 'cerebras', AsyncCerebras: 'cerebras' },
  }),
  // https://docs.perplexity.ai/guides/perplexity-sdk
  compatible({
    id: 'perplexity',
    name: 'Perplexity',
    packages: { python: ['perplexity'], typescript: ['@perplexity-ai/perplexity_ai'] },
    defaultExport: 'Perplexity',
    clients: { Perplexity: 'perplexity', AsyncPerplexity: 'perplexity' },
  }),
  // https://docs.z.ai/guides/develop/python/introduction · https://open.bigmodel.cn/dev/api
  compatible({
    id: 'zhipuai',
    name: 'Zhipu AI',
    packages: { python: ['zhipuai', 'zai'] },
    clients: { ZhipuAI: 'zhipuai', ZhipuAiClient: 'zhipuai', ZaiClient: 'zai' },
  }),
  // https://portkey.ai/docs: a gateway, whose settings choose who answers
  compatible({
    id: 'portkey',
    name: 'Portkey',
    packages: { python: ['portkey_ai'], typescript: ['portkey-ai'] },
    defaultExport: 'Portkey',
    clients: { Portkey: null, AsyncPortkey: null },
  }),
];
