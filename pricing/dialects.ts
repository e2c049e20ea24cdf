import type { Known } from './price.ts';

/** What clouds and routers write around a model's name, told apart by form alone. */

/** Names of something of the user's own, of which no list has a price. */
const OWN: readonly { pattern: RegExp; why: (id: string) => string }[] = [
  {
    pattern:
      /:(?:application-inference-profile|provisioned-model|custom-model|custom-model-deployment|imported-model)\//,
    why: () => "the ARN names a profile or a model of one's own: which model answers does not stand in it",
  },
  { pattern: /:(?:default-)?prompt-router\//, why: () => 'a prompt router chooses the model for each request' },
  { pattern: /^arn:aws[\w-]*:sagemaker:/, why: () => 'an endpoint of SageMaker is paid by the hour' },
  { pattern: /^bedrock\/.+\/\d-month-commitment\//, why: () => 'provisioned throughput is paid by the hour' },
  {
    pattern: /^(?:projects\/.+\/)?endpoints\/|^tunedModels\//,
    why: id => `"${id}" is an endpoint or a tuned model of one's own: the catalogue has no price for it`,
  },
  {
    pattern: /^(?:litellm_proxy|custom_openai)\//,
    why: id => `which model answers to "${id}" is for a proxy of one's own to decide`,
  },
  // Ollama's `name:tag`, where the tag is a size, `latest` or a quantisation.
  {
    pattern: /^[\w.-]+:(?:latest|(?:\d+x)?e?\d+(?:\.\d+)?[bm](?:-[\w.-]+)?|[\w.-]*q\d\w*)$/i,
    why: id => `"${id}" is a tag of Ollama, which runs on a server of one's own: the catalogue has no price for it`,
  },
];

/** Why nobody sells the model, where its name says so. */
export const ownServerOf = (id: string): string | null => OWN.find(({ pattern }) => pattern.test(id))?.why(id) ?? null;

interface Named {
  modelId: string;
  extra: string | null;
}

const named = (modelId: string): Known<Named> => ({ known: true, value: { modelId, extra: null } });

/** A model's name as its provider has it. */
export function withoutWrapping(provider: string, id: string): Known<Named> {
  if (provider === 'aws') return fromBedrock(id);
  if (provider === 'google')
    return named(id.replace(/^(?:projects\/[^/]+\/locations\/[^/]+\/)?publishers\/[^/]+\/models\/|^models\//, ''));
  if (provider === 'openrouter') return fromOpenRouter(id.replace(/^openrouter\/(?=[^/]+\/)/, ''));
  if (provider === 'openai' || provider === 'azure') return named(fromFineTuning(id));
  return named(id);
}

/** `bedrock/converse/us-east-1/…`, and the model at the end of an ARN. */
function fromBedrock(id: string): Known<Named> {
  const arn = /^(?:bedrock\/|converse\/|invoke\/)*arn:aws([\w-]*):bedrock:[\w-]*:\d*:[\w-]+\/(.+)$/.exec(id);
  if (arn?.[1]?.startsWith('-us-gov'))
    return { known: false, why: 'GovCloud has prices of its own, which the catalogue lacks' };
  if (arn?.[2] !== undefined) return named(arn[2]);
  return named(id.replace(/^(?:bedrock\/|converse\/|converse_like\/|invoke\/|[a-z]{2}(?:-gov)?-[a-z]+-\d\/)+/, ''));
}

/** What `:nitro` and its like change of a price: they choose another host, and with it another price. */
function fromOpenRouter(id: string): Known<Named> {
  const [, model, variant] = /^(.+):(nitro|floor|exacto|online)$/.exec(id) ?? [];
  if (model === undefined) return named(id);
  if (variant === 'online') return { known: true, value: { modelId: model, extra: 'a web search is charged on top' } };
  return { known: false, why: `":${variant}" leaves the host to OpenRouter, and with it the price` };
}

/** `ft:gpt-4o-mini-2024-07-18:acme::9x` has the price of all models that are tuned from that one. */
const fromFineTuning = (id: string): string => id.replace(/^(ft:[^:]+):.*$/, '$1');
