import { findProvider } from '@pydantic/genai-prices';
import { findEntry, PROVIDERS } from './catalogue.ts';
import type { Known } from './price.ts';

/** A model as one provider spells it. */
export interface Served {
  provider: string;
  modelId: string;
}

/** Names that routers and SDKs (LiteLLM, LangChain, Vercel AI SDK) give a provider, where the catalogue's id is another. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['amazon', 'aws'],
  ['amazon-bedrock', 'aws'],
  ['azure_ai', 'azure'],
  ['azure_openai', 'azure'],
  ['bedrock', 'aws'],
  ['bedrock_converse', 'aws'],
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
  ['text_completion_openai', 'openai'],
  ['together_ai', 'together'],
  ['togetherai', 'together'],
  ['vertex', 'google'],
  ['vertex_ai', 'google'],
  ['vertexai', 'google'],
  ['voyage', 'voyageai'],
  ['xai', 'x-ai'],
]);

/** Spellings that only one provider uses: `us.anthropic.claude-…-v1:0`, `claude-sonnet-4-5@20250929`. */
const SPELLINGS: readonly { pattern: RegExp; provider: string }[] = [
  {
    pattern: /^([a-z-]+\.)?(ai21|amazon|anthropic|cohere|deepseek|meta|mistral|openai|qwen|writer)\.[a-z]/,
    provider: 'aws',
  },
  { pattern: /^arn:aws:bedrock:/, provider: 'aws' },
  { pattern: /^claude-.*@(\d{8}|default|latest)$/, provider: 'google' },
];

/**
 * The provider that the source names, as the catalogue calls it: its id, a router's word for it, or the host of its API.
 * The catalogue's own matching would take any name with "openai" in it for OpenAI, and its prices for a proxy's.
 */
export function namedServer(modelId: string, provider: string): Known<Served> {
  const id = catalogueId(provider) ?? findProvider({ providerApiUrl: `https://${provider}` })?.id;
  if (id === undefined && isSelfHosted(provider))
    return { known: false, why: `"${provider}" is a server of one's own: the catalogue has no price for it` };
  if (id === undefined) return { known: false, why: `no prices of "${provider}" in the catalogue` };
  return { known: true, value: { provider: id, modelId } };
}

/** Programs that run a model on a machine of one's own, by the names that SDKs and routers give them. */
const RUNNERS =
  /^(?:hosted_)?(?:ollama(?:_chat)?|vllm|llama\.?cpp|llamafile|lm_?studio|lemonade|localai|xinference|mlx|text-generation-inference|sglang)$/;

/** A host of a private network: an address of one, or a name without a domain, which `providerOfHost` marks. */
const PRIVATE =
  /^(?:localhost|http:\/\/[\w-]+|(?:[\w-]+\.)+(?:local|localhost|lan)|(?:127|10)\.[\d.]+|192\.168\.[\d.]+|172\.(?:1[6-9]|2\d|3[01])\.[\d.]+|0\.0\.0\.0|\[::1?\])$/;

const isSelfHosted = (provider: string): boolean => RUNNERS.test(provider) || PRIVATE.test(provider);

const catalogueId = (name: string): string | undefined => PROVIDERS.find(id => id === name) ?? NAMES.get(name);

/** The catalogue's id of a provider that is named as a router names it; a provider that it does not have keeps its name. */
export const providerNamed = (name: string): string => catalogueId(name.toLowerCase()) ?? name.toLowerCase();

/** Hosts of a provider that the catalogue does not have among its addresses. */
const HOSTS: ReadonlyMap<string, string> = new Map([
  ['api.together.ai', 'together'],
  ['codestral.mistral.ai', 'mistral'],
]);

/** Who answers at a host (`api.groq.com`); any other host stands for itself. */
export function providerOfHost(host: string): string {
  const known = HOSTS.get(host) ?? findProvider({ providerApiUrl: `https://${host}` })?.id;
  // A name without a domain could be taken for a provider's.
  return known ?? (/^(?!localhost$)[\w-]+$/.test(host) ? `http://${host}` : host);
}

/** Who is paid for a call, where the source names a model but nobody who serves it. */
export function serverOf(modelId: string, at: string): Known<Served> {
  const named = byPrefix(modelId) ?? bySpelling(modelId);
  return named ? { known: true, value: named } : byCatalogue(modelId, at);
}

function byPrefix(modelId: string): Served | undefined {
  const [, prefix, rest] = /^([\w-]+)[/:](.+)$/.exec(modelId) ?? [];
  if (!prefix || !rest) return undefined;
  const provider = catalogueId(prefix);
  return provider === undefined ? undefined : { provider, modelId: rest };
}

function bySpelling(modelId: string): Served | undefined {
  const spelling = SPELLINGS.find(({ pattern }) => pattern.test(modelId));
  return spelling && { provider: spelling.provider, modelId };
}

/**
 * A model costs what its vendor takes: the catalogue gives each vendor a pattern of its model names. Of a model without a
 * vendor, each reseller has its own price, and a spelling that only one of them uses is no proof.
 */
function byCatalogue(modelId: string, at: string): Known<Served> {
  const owner = findProvider({ modelId: modelId.toLowerCase() })?.id;
  if (owner && findEntry(modelId, owner, at)) return { known: true, value: { provider: owner, modelId } };
  const sellers = PROVIDERS.filter(id => findEntry(modelId, id, at));
  if (sellers.length === 0) return { known: false, why: `no price for "${modelId}" in the catalogue` };
  const [vendor, ...others] = sellers.filter(isVendor);
  if (vendor && others.length === 0) return { known: true, value: { provider: vendor, modelId } };
  return {
    known: false,
    why: `"${modelId}" has a price at ${listed(sellers)}, but the source does not say who serves it`,
  };
}

/** A host that only takes ids with its own name in them claims none of the models it lists. */
const isVendor = (providerId: string): boolean =>
  findProvider({ providerId })?.models.some(({ id }) => findProvider({ modelId: id })?.id === providerId) ?? false;

const LISTED = 4;
function listed(ids: readonly string[]): string {
  if (ids.length <= LISTED) return ids.join(', ');
  return `${ids.slice(0, LISTED).join(', ')} and ${ids.length - LISTED} more`;
}
