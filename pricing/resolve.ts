import { catalogue, findEntry } from './catalogue.ts';
import { ownServerOf, withoutWrapping } from './dialects.ts';
import type { Known } from './price.ts';
import { catalogueId, isSelfHosted, sellerAt, vendorOf } from './provider.ts';

/** A model as the one who is paid for it spells it. */
export interface Served {
  provider: string;
  modelId: string;
  /** What is charged on top of the tokens, in words; null for nothing. */
  extra: string | null;
  /** Why the model may be another after all; null where the name is proof. */
  doubt: string | null;
}

/** Who is paid for a model, and by which name it is known there: one price, or the reason why there is none. Never by likeness. */
export function resolve(modelId: string, provider: string | null, at: string): Known<Served> {
  const id = modelId.trim();
  const own = ownServerOf(id);
  if (own !== null) return { known: false, why: own };
  return provider === null || provider === 'litellm' ? byName(id, at) : byProvider(id, provider, at);
}

/** A provider that the source names: by the catalogue's id, a router's word for it, or the host of its API. */
function byProvider(id: string, name: string, at: string): Known<Served> {
  const provider = catalogueId(name) ?? sellerAt(name);
  if (provider !== undefined) return servedBy(provider, id, at);
  if (name === 'huggingface') return byRouter(id, at);
  if (isSelfHosted(name))
    return { known: false, why: `"${name}" is a server of one's own: the catalogue has no price for it` };
  return { known: false, why: `no prices of "${name}" in the catalogue` };
}

/** The source names a model but nobody who serves it: the name itself may tell. */
function byName(id: string, at: string): Known<Served> {
  const spelling = SPELLINGS.find(({ pattern }) => pattern.test(id));
  if (spelling) return servedBy(spelling.provider, id, at);
  if (HUGGING_FACE.test(id)) return byRouter(id, at);
  const [, prefix = '', rest = ''] = /^([\w-]+)[/:](.+)$/.exec(id) ?? [];
  const provider = catalogueId(prefix);
  if (provider !== undefined) return servedBy(provider, rest, at);
  if (prefix === 'huggingface') return byRouter(rest, at);
  if (prefix !== '' && isSelfHosted(prefix)) return byProvider(rest, prefix, at);
  return byCatalogue(id, at);
}

/** Spellings that only one provider uses: `us.anthropic.claude-…-v1:0`, `claude-sonnet-4-5@20250929`. */
const SPELLINGS: readonly { pattern: RegExp; provider: string }[] = [
  {
    pattern:
      /^(?:bedrock\/.*)?(?:[a-z-]+\.)?(?:ai21|amazon|anthropic|cohere|deepseek|meta|mistral|nvidia|openai|qwen|writer)\.[a-z]/,
    provider: 'aws',
  },
  { pattern: /^arn:aws[\w-]*:bedrock:/, provider: 'aws' },
  { pattern: /^claude-.*@(\d{8}|default|latest)$/, provider: 'google' },
  { pattern: /^(?:projects\/|publishers\/|models\/)/, provider: 'google' },
  { pattern: /^accounts\/fireworks\//, provider: 'fireworks' },
  { pattern: /^[\w.-]+\/.+:(?:free|nitro|floor|online|extended|thinking|beta|exacto)$/, provider: 'openrouter' },
  { pattern: /^ft:/, provider: 'openai' },
];

/** As the provider spells it, without what routers and clouds wrap it in. */
function servedBy(provider: string, id: string, at: string): Known<Served> {
  const named = withoutWrapping(provider, id);
  if (!named.known) return named;
  const { modelId, extra } = named.value;
  const own = /^([\w-]+)\/(.+)$/.exec(modelId);
  const isOwnName = own?.[1] !== undefined && catalogueId(own[1]) === provider && !findEntry(modelId, provider, at);
  const bare = isOwnName ? (own[2] ?? modelId) : modelId;
  return { known: true, value: { provider, modelId: bare, extra, doubt: doubtOf(bare, provider) } };
}

/** Why a model may be another than its name says; null where the name is proof. */
export const doubtOf = (modelId: string, provider: string | null): string | null =>
  provider === 'azure'
    ? `the name of an Azure deployment is free: that \`${modelId}\` is that model is only likely`
    : null;

/** Hugging Face's router: who answers stands behind the name, or the account's settings decide. */
function byRouter(id: string, at: string): Known<Served> {
  const [, model = '', host = ''] = HUGGING_FACE.exec(id) ?? [];
  if (host !== '') return servedBy(`huggingface_${host.toLowerCase()}`, model, at);
  // LiteLLM puts the host in front: `huggingface/together/deepseek-ai/DeepSeek-R1`.
  const [, first = '', rest = ''] = /^([\w-]+)\/([\w-]+\/.+)$/.exec(id) ?? [];
  const provider = catalogueId(`huggingface_${first}`);
  if (provider !== undefined) return servedBy(provider, rest, at);
  return { known: false, why: `who serves "${id}" is for Hugging Face's router to decide` };
}

const HUGGING_FACE =
  /^([\w.-]+\/[\w.-]+):(cerebras|fireworks-ai|groq|hyperbolic|nebius|novita|nscale|ovhcloud|publicai|sambanova|together)$/i;

/**
 * A model costs what its vendor takes: the catalogue gives each vendor a pattern of its model names. Of a model without a
 * vendor, each reseller has its own price, and a spelling that only one of them uses is no proof.
 */
function byCatalogue(modelId: string, at: string): Known<Served> {
  const as = (provider: string): Known<Served> => ({
    known: true,
    value: { provider, modelId, extra: null, doubt: null },
  });
  const owner = vendorOf(modelId);
  if (owner !== undefined && findEntry(modelId, owner, at)) return as(owner);
  const sellers = sellersOf(modelId, at);
  if (sellers.length === 0) return { known: false, why: `no price for "${modelId}" in the catalogue` };
  const [vendor, ...others] = sellers.filter(isVendor);
  if (vendor !== undefined && others.length === 0) return as(vendor);
  return {
    known: false,
    why: `"${modelId}" has a price at ${listed(sellers)}, but the source does not say who serves it`,
  };
}

/** Everybody who has a price of this model under this very name. */
export const sellersOf = (modelId: string, at: string): string[] =>
  catalogue()
    .providers.map(({ id }) => id)
    .filter(id => findEntry(modelId, id, at));

/** A host that only takes ids with its own name in them claims none of the models it lists. */
const isVendor = (providerId: string): boolean =>
  catalogue()
    .providers.find(({ id }) => id === providerId)
    ?.models.some(({ id }) => vendorOf(id) === providerId) ?? false;

const LISTED = 4;
function listed(ids: readonly string[]): string {
  if (ids.length <= LISTED) return ids.join(', ');
  return `${ids.slice(0, LISTED).join(', ')} and ${ids.length - LISTED} more`;
}
