import { MESSAGE } from '../sdks/anthropic.ts';
import { bedrock } from '../sdks/bedrock.ts';
import { cohere } from '../sdks/cohere.ts';
import { ollama } from '../sdks/ollama.ts';
import { openai } from '../sdks/openai.ts';
import { replicate } from '../sdks/replicate.ts';
import { IMAGE, type Operation, RERANK, SPEECH, type Sdk } from '../sdks/sdk.ts';

/** What tells that a request goes to an LLM: all that is given here. */
export interface Evidence {
  /** In the host, or in the name of what holds it (`OLLAMA_URL`). */
  host?: string;
  /** Keys of the body. */
  keys?: readonly string[];
}

/** A path that LLM servers answer at, and what is sent there. */
export interface Endpoint {
  /** Ends of the URL's path; `{model}` is a segment that names the model, `{model…}` may be several. */
  paths: readonly string[];
  body: Omit<Operation, 'callee' | 'operation'>;
  /** Any of these tells. Empty evidence: nobody else has such a path. */
  evidence: readonly Evidence[];
}

const ALONE: readonly Evidence[] = [{}];
const hosts = (...names: string[]): Evidence[] => names.map(host => ({ host }));

/** The body of an SDK's operation is the arguments of its method. */
function bodyOf(sdk: Sdk, name: string): Endpoint['body'] {
  const found = sdk.operations.find(({ operation }) => operation === name);
  if (!found) throw new Error(`${sdk.id} has no operation ${name}`);
  return found;
}

const CHAT = bodyOf(openai, 'chat.completions.create');
const COMPLETION = bodyOf(openai, 'completions.create');
const EMBEDDING = bodyOf(openai, 'embeddings.create');
const RERANK_HOSTS = hosts('cohere', 'api.jina.ai', 'api.voyageai.com');
const OPENAI_HOSTS = hosts('api.openai.com', 'openai.azure.com');
const OLLAMA_HOSTS = hosts('ollama', ':11434');

/** https://ai.google.dev/api/generate-content */
const GENERATE_CONTENT: Endpoint['body'] = {
  kind: 'chat',
  model: ['model'],
  prompt: [
    { from: ['systemInstruction', 'system_instruction'], as: 'system' },
    { from: ['contents'], as: 'input' },
  ],
  maxOutput: ['generationConfig.maxOutputTokens', 'generation_config.max_output_tokens'],
  tools: ['tools'],
  thinkingBudget: ['generationConfig.thinkingConfig.thinkingBudget'],
  effort: ['generationConfig.thinkingConfig.thinkingLevel'],
  schema: ['generationConfig.responseSchema', 'generation_config.response_schema'],
};

/** https://huggingface.co/docs/text-generation-inference */
const TEXT_GENERATION: Endpoint['body'] = {
  kind: 'completion',
  model: ['model'],
  prompt: [{ from: ['inputs'], as: 'user' }],
  maxOutput: ['parameters.max_new_tokens'],
};

/** Servers of pictures: their bodies differ in how they name the model, and in little else that counts. */
const HOSTED_IMAGE: Endpoint['body'] = { ...IMAGE, model: ['model', 'model_id', 'modelId', 'engine'] };

/** Of several that fit, the first. */
export const ENDPOINTS: readonly Endpoint[] = [
  { paths: ['/deployments/{model}/chat/completions'], body: CHAT, evidence: ALONE },
  { paths: ['/deployments/{model}/completions'], body: COMPLETION, evidence: ALONE },
  { paths: ['/deployments/{model}/embeddings'], body: EMBEDDING, evidence: ALONE },
  { paths: ['/chat/completions'], body: CHAT, evidence: ALONE },
  { paths: ['/v1/completions'], body: COMPLETION, evidence: ALONE },
  { paths: ['/completions'], body: COMPLETION, evidence: [...OPENAI_HOSTS, { keys: ['model', 'prompt'] }] },
  {
    paths: ['/responses'],
    body: bodyOf(openai, 'responses.create'),
    evidence: [...OPENAI_HOSTS, { keys: ['model', 'input'] }],
  },
  {
    paths: ['/embeddings'],
    body: EMBEDDING,
    evidence: [
      ...OPENAI_HOSTS,
      ...hosts('api.mistral.ai', 'api.together.', 'api.voyageai.com', 'api.jina.ai', 'openrouter.ai'),
      { keys: ['model', 'input'] },
    ],
  },
  { paths: ['/images/generations'], body: IMAGE, evidence: [...OPENAI_HOSTS, { keys: ['model', 'prompt'] }] },
  { paths: ['/audio/speech'], body: SPEECH, evidence: [...OPENAI_HOSTS, { keys: ['model', 'input', 'voice'] }] },
  {
    paths: ['/rerank'],
    body: RERANK,
    evidence: [...RERANK_HOSTS, { keys: ['model', 'query', 'documents'] }],
  },
  {
    paths: ['/v1/messages'],
    body: MESSAGE,
    evidence: [...hosts('anthropic'), { keys: ['model', 'messages', 'max_tokens'] }],
  },
  {
    // https://docs.anthropic.com/en/api/complete
    paths: ['/v1/complete'],
    body: { ...COMPLETION, maxOutput: ['max_tokens_to_sample'] },
    evidence: [...hosts('anthropic'), { keys: ['prompt', 'max_tokens_to_sample'] }],
  },
  {
    paths: ['/models/{model}:generateContent', '/models/{model}:streamGenerateContent'],
    body: GENERATE_CONTENT,
    evidence: ALONE,
  },
  {
    paths: ['/models/{model}:embedContent'],
    body: { kind: 'embedding', model: ['model'], prompt: [{ from: ['content'], as: 'user' }], maxOutput: [] },
    evidence: ALONE,
  },
  {
    paths: ['/models/{model}:rawPredict', '/models/{model}:streamRawPredict'],
    body: MESSAGE,
    evidence: [{ host: 'aiplatform', keys: ['messages', 'max_tokens'] }],
  },
  { paths: ['/v1/chat', '/v2/chat'], body: bodyOf(cohere, 'chat'), evidence: hosts('cohere') },
  { paths: ['/v1/embed', '/v2/embed'], body: bodyOf(cohere, 'embed'), evidence: hosts('cohere') },
  { paths: ['/v1/generate'], body: COMPLETION, evidence: hosts('cohere') },
  {
    paths: ['/api/chat'],
    body: bodyOf(ollama, 'chat'),
    evidence: [...OLLAMA_HOSTS, { keys: ['model', 'messages', 'options', 'stream'] }],
  },
  {
    paths: ['/api/generate'],
    body: bodyOf(ollama, 'generate'),
    evidence: [...OLLAMA_HOSTS, { keys: ['model', 'prompt', 'options', 'stream'] }],
  },
  {
    paths: ['/api/embed', '/api/embeddings'],
    body: bodyOf(ollama, 'embed'),
    evidence: OLLAMA_HOSTS,
  },
  {
    paths: ['/models/{model…}/predictions', '/v1/predictions'],
    body: bodyOf(replicate, 'predictions.create'),
    evidence: hosts('replicate'),
  },
  // https://github.com/AUTOMATIC1111/stable-diffusion-webui/wiki/API
  { paths: ['/sdapi/v1/txt2img'], body: IMAGE, evidence: ALONE },
  // https://docs.modelslab.com/image-generation/community-models/text2img
  { paths: ['/text2img', '/img2img'], body: HOSTED_IMAGE, evidence: hosts('modelslab.com', 'stablediffusionapi.com') },
  // https://platform.stability.ai/docs/api-reference
  {
    paths: ['/generation/{model}/text-to-image', '/stable-image/generate/{model}'],
    body: HOSTED_IMAGE,
    evidence: hosts('api.stability.ai'),
  },
  // https://developer.ideogram.ai · https://docs.leonardo.ai/reference/creategeneration
  { paths: ['/generate', '/generations'], body: HOSTED_IMAGE, evidence: hosts('api.ideogram.ai', 'cloud.leonardo.ai') },
  // https://github.com/ggml-org/llama.cpp/tree/master/tools/server
  {
    paths: ['/completion'],
    body: { ...COMPLETION, maxOutput: ['n_predict', 'max_tokens'] },
    evidence: [{ keys: ['prompt', 'n_predict'] }],
  },
  {
    paths: ['/generate', '/generate_stream'],
    body: TEXT_GENERATION,
    evidence: [{ keys: ['inputs', 'parameters'] }],
  },
  {
    paths: ['/models/{model…}'],
    body: TEXT_GENERATION,
    evidence: [{ host: 'huggingface', keys: ['inputs', 'parameters'] }],
  },
  {
    paths: ['/model/{model}/converse', '/model/{model}/converse-stream'],
    body: bodyOf(bedrock, 'converse'),
    evidence: hosts('bedrock'),
  },
  {
    paths: ['/model/{model}/invoke', '/model/{model}/invoke-with-response-stream'],
    body: bodyOf(bedrock, 'invoke_model'),
    evidence: hosts('bedrock'),
  },
  {
    // https://developers.cloudflare.com/workers-ai/get-started/rest-api/
    paths: ['/ai/run/{model…}'],
    body: { ...CHAT, prompt: [...CHAT.prompt, ...COMPLETION.prompt] },
    evidence: [
      { host: 'api.cloudflare.com', keys: ['messages'] },
      { host: 'api.cloudflare.com', keys: ['prompt', 'max_tokens'] },
    ],
  },
];

/** Text that a source with such a URL holds somewhere: the longest part of a path that is always written out. */
export const ENDPOINT_TEXT = new RegExp(
  [...new Set(ENDPOINTS.flatMap(({ paths }) => paths.map(path => longest(path.split(/\{[^}]*\}/)))))].join('|'),
);

function longest(parts: readonly string[]): string {
  return parts.reduce((a, b) => (b.length > a.length ? b : a), '');
}
