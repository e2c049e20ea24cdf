import { findProvider, type ModelInfo, type ModelPrice, type Provider } from '@pydantic/genai-prices';
import { fits, isSpellingOf } from './spelling.ts';

/** Prices of models, as of a day. */
export interface Catalogue {
  providers: readonly Provider[];
  /** Where every price in it comes from, for a reader. */
  source: string;
  /** The day it was published, ISO date. */
  asOf: string;
}

/** The package that the built-in catalogue is, and the day it was published. A test holds the version to what is installed. */
const SOURCE = '@pydantic/genai-prices 0.1.8';
const PUBLISHED = '2026-09-23';

/** The catalogue's providers, which it does not list by itself. A test holds them to the data. */
const PROVIDERS: readonly string[] = [
  'anthropic',
  'arcee',
  'avian',
  'aws',
  'azure',
  'baseten',
  'cerebras',
  'cloudflare',
  'cohere',
  'cursor',
  'deepseek',
  'doubleword',
  'fireworks',
  'github-copilot',
  'google',
  'groq',
  'huggingface_cerebras',
  'huggingface_fireworks-ai',
  'huggingface_groq',
  'huggingface_hyperbolic',
  'huggingface_nebius',
  'huggingface_novita',
  'huggingface_nscale',
  'huggingface_ovhcloud',
  'huggingface_publicai',
  'huggingface_sambanova',
  'huggingface_together',
  'minimax',
  'mistral',
  'modal',
  'moonshotai',
  'novita',
  'openai',
  'openrouter',
  'ovhcloud',
  'perplexity',
  'quicksilverpro',
  'together',
  'typesafe',
  'voyageai',
  'x-ai',
  'zai',
  'zhipuai',
];

/** What ships with the program. */
export const BUILT_IN: Catalogue = {
  providers: PROVIDERS.flatMap(providerId => findProvider({ providerId }) ?? []),
  source: SOURCE,
  asOf: PUBLISHED,
};

let current = BUILT_IN;
const found = new Map<string, ModelInfo | null>();

export const catalogue = (): Catalogue => current;

/** Prices by another catalogue from now on: one that the user has put in the built-in one's place. */
export function setCatalogue(next: Catalogue): void {
  current = next;
  found.clear();
}

export const providerOf = (id: string): Provider | undefined => current.providers.find(provider => provider.id === id);

/** What the catalogue says of one model at one moment. */
export interface Entry {
  provider: string;
  model: ModelInfo;
  prices: ModelPrice;
}

/** `at` is an ISO instant. Null: the provider has no model that is spelled so. */
export function findEntry(modelId: string, providerId: string, at: string): Entry | null {
  const provider = providerOf(providerId);
  const model = provider && findModel(modelId, provider);
  return model ? { provider: provider.id, model, prices: pricesAt(model, new Date(at)) } : null;
}

/** Each provider's own models first, then those of whom it resells. */
function findModel(modelId: string, provider: Provider): ModelInfo | null {
  const key = `${provider.id}\n${modelId}`;
  const known = found.get(key);
  if (known !== undefined) return known;
  const model = spellings(modelId).flatMap(id => modelSpelled(id, provider) ?? [])[0] ?? null;
  found.set(key, model);
  return model;
}

function modelSpelled(id: string, { models, fallback_model_providers: others = [] }: Provider): ModelInfo | undefined {
  const isMeant = (model: ModelInfo): boolean =>
    isSpellingOf(id, model.match) || (id === model.id.toLowerCase() && fits(id, model.match));
  return models.find(isMeant) ?? others.flatMap(other => providerOf(other)?.models.find(isMeant) ?? [])[0];
}

/** As it is, and with the date as OpenAI writes one: `-20250414` is `-2025-04-14`. */
function spellings(modelId: string): string[] {
  const id = modelId.trim().toLowerCase();
  const dashed = id.replace(/-(20\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?=-|:|$)/g, '-$1-$2-$3');
  return dashed === id ? [id] : [id, dashed];
}

/** The last row that holds, as the catalogue's own library has it. A test holds the two together. */
export function pricesAt({ prices }: ModelInfo, at: Date): ModelPrice {
  if (!Array.isArray(prices)) return prices;
  const row = prices.findLast(({ constraint }) => {
    if (!constraint) return true;
    if (constraint.type === 'start_date') return at >= new Date(constraint.start_date);
    const [now, start, end] = [secondOfDay(at), startSecond(constraint.start_time), startSecond(constraint.end_time)];
    return end < start ? now >= start || now < end : now >= start && now < end;
  });
  return (row ?? prices[0])?.prices ?? {};
}

const secondOfDay = (at: Date): number => at.getUTCHours() * 3600 + at.getUTCMinutes() * 60 + at.getUTCSeconds();
/** `16:30:00Z`, `00:30:00+08:00` in UTC. */
const startSecond = (time: string): number => secondOfDay(new Date(`1970-01-02T${time}`));
