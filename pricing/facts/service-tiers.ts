import type { Fact } from './fact.ts';

/** How a request is served, where a provider sells more than one way. `reserved`: by capacity that is paid beforehand. */
export type Service = 'standard' | 'batch' | 'flex' | 'priority' | 'reserved';

/** What a way to be served costs, as a multiple of the list price of every unit. Two figures: between them, it depends. */
interface ServiceFactor extends Fact {
  provider: string;
  service: Exclude<Service, 'standard' | 'reserved'>;
  /** Names, without their dates, of the models that are sold so; null: what the provider sells so has this price. */
  models: RegExp | null;
  low: number;
  high: number;
  /** The page lists no price for input that is read from the cache. */
  isUncached?: true;
}

const half = { low: 0.5, high: 0.5 };

const OPENAI = {
  provider: 'openai',
  source: 'https://developers.openai.com/api/docs/pricing.md',
  asOf: '2026-09-22',
};

const GEMINI = /^gemini-/;

export const SERVICE_FACTORS: readonly ServiceFactor[] = [
  {
    provider: 'anthropic',
    service: 'batch',
    models: null,
    ...half,
    source: 'https://platform.claude.com/docs/en/build-with-claude/batch-processing.md',
    asOf: '2026-11-21',
  },
  {
    ...OPENAI,
    service: 'flex',
    models:
      /^(?:gpt-6-(?:astra|sol|luna)|gpt-5\.6(?:-sol|-terra|-luna)?|gpt-5\.5(?:-pro)?|gpt-5\.4(?:-mini|-nano|-pro)?|gpt-5\.[12]|gpt-5(?:-mini|-nano)?|o3|o4-mini)$/,
    ...half,
  },
  {
    ...OPENAI,
    service: 'batch',
    models:
      /^(?:gpt-6-(?:astra|sol|luna)|gpt-5\.6(?:-sol|-terra|-luna)?|gpt-5\.5|gpt-5\.4(?:-mini|-nano)?|gpt-5\.[12]|gpt-5(?:-mini|-nano)?)$/,
    ...half,
  },
  {
    provider: 'openai',
    service: 'batch',
    // Tuned models have prices of their own for batches, and those of gpt-4o are not the half.
    models: /^(?!ft:)/,
    ...half,
    isUncached: true,
    source: 'https://help.openai.com/en/articles/9197833-batch-api-faq',
    asOf: '2026-11-21',
  },
  // Priority processing is called Fast mode since 2026-07-30. Of gpt-5.5 and gpt-5.4 long prompts have no price.
  {
    ...OPENAI,
    service: 'priority',
    models: /^(?:gpt-6-astra|gpt-5\.6(?:-sol|-terra|-luna)?|gpt-5\.4-mini|gpt-5\.[12]|gpt-5|gpt-5\.3-codex)$/,
    low: 2,
    high: 2,
  },
  {
    provider: 'azure',
    service: 'batch',
    models: null,
    ...half,
    source: 'https://learn.microsoft.com/en-us/azure/ai-foundry/openai/how-to/batch',
    asOf: '2026-11-21',
  },
  {
    provider: 'azure',
    service: 'flex',
    models: /^gpt-5\.6-sol$/,
    ...half,
    source: 'https://learn.microsoft.com/en-us/azure/foundry/openai/how-to/flex-processing',
    asOf: '2026-09-24',
  },
  {
    provider: 'google',
    service: 'batch',
    models: GEMINI,
    ...half,
    source: 'https://ai.google.dev/gemini-api/docs/optimization',
    asOf: '2026-11-21',
  },
  {
    provider: 'google',
    service: 'flex',
    models:
      /^gemini-(?:3\.[5678]-flash|3\.[15]-flash-lite|3\.1-pro-preview|3-flash-preview|2\.5-(?:pro|flash|flash-lite))$/,
    ...half,
    source: 'https://ai.google.dev/gemini-api/docs/flex-inference',
    asOf: '2026-09-23',
  },
  {
    provider: 'google',
    service: 'priority',
    models:
      /^gemini-(?:3\.[567]-flash|3\.[15]-flash-lite|3\.1-pro-preview|3-flash-preview|2\.5-(?:pro|flash|flash-lite))$/,
    low: 1.75,
    high: 2,
    source: 'https://ai.google.dev/gemini-api/docs/priority-inference',
    asOf: '2026-11-21',
  },
  {
    provider: 'aws',
    service: 'batch',
    models: null,
    ...half,
    source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/capacity-limits-cost-optimization.html',
    asOf: '2026-11-21',
  },
  {
    provider: 'mistral',
    service: 'batch',
    models: null,
    ...half,
    source: 'https://docs.mistral.ai/studio-api/batch-processing',
    asOf: '2026-11-21',
  },
  {
    provider: 'groq',
    service: 'batch',
    models: null,
    ...half,
    source: 'https://raw.githubusercontent.com/api-evangelist/groq/refs/heads/main/plans/groq-plans-pricing.yml',
    asOf: '2026-05-08',
  },
  {
    provider: 'groq',
    service: 'flex',
    models: null,
    low: 1,
    high: 1,
    source: 'https://console.groq.com/docs/flex-processing',
    asOf: '2026-11-21',
  },
  {
    provider: 'together',
    service: 'batch',
    models: null,
    low: 0.5,
    high: 1,
    source: 'https://docs.together.ai/docs/inference/batch/overview',
    asOf: '2026-11-21',
  },
];
