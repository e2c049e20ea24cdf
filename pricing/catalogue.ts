import { calcPrice, type ModelInfo, type ModelPrice } from '@pydantic/genai-prices';

/** Where every price comes from. A test holds the version to the installed package, which does not export it. */
export const SOURCE = '@pydantic/genai-prices 0.1.8';

/** The catalogue's providers, which it does not list by itself. A test holds them to the data. */
export const PROVIDERS: readonly string[] = [
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

/** What the catalogue says of one model at one moment. */
export interface Entry {
  provider: string;
  model: ModelInfo;
  prices: ModelPrice;
}

/** `at` is an ISO instant. The catalogue matches spellings and aliases by its own rules; null: it has no such model. */
export function findEntry(modelId: string, provider: string, at: string): Entry | null {
  const found = calcPrice({}, modelId, { providerId: provider, timestamp: new Date(at) });
  return found && { provider: found.provider.id, model: found.model, prices: found.model_price };
}
