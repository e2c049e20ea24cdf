import { catalogue, providerOf } from './catalogue.ts';
import { fits } from './spelling.ts';

/** Names that routers and SDKs (LiteLLM, LangChain, Vercel AI SDK) give a provider, where the catalogue's id is another. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['amazon', 'aws'],
  ['amazon-bedrock', 'aws'],
  ['azure_ai', 'azure'],
  ['azure_openai', 'azure'],
  ['bedrock', 'aws'],
  ['bedrock_converse', 'aws'],
  ['codestral', 'mistral'],
  ['cohere_chat', 'cohere'],
  ['fireworks-ai', 'fireworks'],
  ['fireworks_ai', 'fireworks'],
  ['gemini', 'google'],
  ['google-genai', 'google'],
  ['google-gla', 'google'],
  ['google_genai', 'google'],
  ['googleai', 'google'],
  ['google_vertexai', 'google'],
  ['google-vertex', 'google'],
  ['grok', 'x-ai'],
  ['mistralai', 'mistral'],
  ['moonshot', 'moonshotai'],
  ['openai-chat', 'openai'],
  ['openai-responses', 'openai'],
  ['text-completion-openai', 'openai'],
  ['text_completion_openai', 'openai'],
  ['together_ai', 'together'],
  ['togetherai', 'together'],
  ['vertex', 'google'],
  ['vertex_ai', 'google'],
  ['vertexai', 'google'],
  ['vertex_ai_beta', 'google'],
  ['voyage', 'voyageai'],
  ['xai', 'x-ai'],
]);

/** Programs that run a model on a machine of one's own, by the names that SDKs and routers give them. */
const RUNNERS =
  /^(?:hosted_)?(?:ollama(?:_chat)?|vllm|llama\.?cpp|llamafile|lm_?studio|lemonade|localai|xinference|mlx|text-generation-inference|sglang)$/;

/** A host of a private network: an address of one, or a name without a domain, which `providerOfHost` marks. */
const PRIVATE =
  /^(?:localhost|http:\/\/[\w-]+|(?:[\w-]+\.)+(?:local|localhost|lan)|(?:127|10)\.[\d.]+|192\.168\.[\d.]+|172\.(?:1[6-9]|2\d|3[01])\.[\d.]+|0\.0\.0\.0|\[::1?\])$/;

/** Whether nobody is paid by the token. */
export const isSelfHosted = (provider: string): boolean => RUNNERS.test(provider) || PRIVATE.test(provider);

/** The catalogue's id of a provider that is named as a router names it. */
export const catalogueId = (name: string): string | undefined => providerOf(name)?.id ?? NAMES.get(name);

/** The same; a provider that the catalogue does not have keeps its name. */
export const providerNamed = (name: string): string => catalogueId(name.toLowerCase()) ?? name.toLowerCase();

/** Hosts of a provider that the catalogue does not have among its addresses. */
const HOSTS: ReadonlyMap<string, string> = new Map([
  ['api.together.ai', 'together'],
  ['codestral.mistral.ai', 'mistral'],
]);

/** Who answers at an address of this host, as the catalogue has it. */
export const sellerAt = (host: string): string | undefined =>
  catalogue().providers.find(({ api_pattern }) => new RegExp(`^(?:${api_pattern})`).test(`https://${host}`))?.id;

/** Who answers at a host (`api.groq.com`); any other host stands for itself. */
export function providerOfHost(host: string): string {
  const known = HOSTS.get(host) ?? sellerAt(host);
  // A name without a domain could be taken for a provider's.
  return known ?? (/^(?!localhost$)[\w-]+$/.test(host) ? `http://${host}` : host);
}

/** Whose models are called so, by the pattern that a vendor has for the names of all of them. */
export const vendorOf = (modelId: string): string | undefined =>
  catalogue().providers.find(({ model_match }) => model_match && fits(modelId.toLowerCase(), model_match))?.id;
