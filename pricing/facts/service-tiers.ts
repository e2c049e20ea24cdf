import type { Fact } from './fact.ts';

/** How a request is served, where a provider sells more than one way. `reserved`: by capacity that is paid beforehand. */
export type Service = 'standard' | 'batch' | 'flex' | 'priority' | 'reserved';

/** What a way to be served costs, as a multiple of the list price of every unit. Two figures: between them, it depends. */
interface ServiceFactor extends Fact {
  provider: string;
  service: Exclude<Service, 'standard' | 'reserved'>;
  low: number;
  high: number;
}

export const SERVICE_FACTORS: readonly ServiceFactor[] = [
  {
    provider: 'anthropic',
    service: 'batch',
    low: 0.5,
    high: 0.5,
    source: 'https://platform.claude.com/docs/en/build-with-claude/batch-processing.md',
    asOf: '2026-11-21',
  },
  {
    provider: 'openai',
    service: 'batch',
    low: 0.5,
    high: 0.5,
    source: 'https://dev.classmethod.jp/en/articles/openai-flex-processing/',
    asOf: '2026-08-28',
  },
  {
    provider: 'openai',
    service: 'flex',
    low: 0.5,
    high: 0.5,
    source: 'https://dev.classmethod.jp/en/articles/openai-flex-processing/',
    asOf: '2026-08-28',
  },
  {
    provider: 'azure',
    service: 'batch',
    low: 0.5,
    high: 0.5,
    source: 'https://learn.microsoft.com/en-us/azure/ai-foundry/openai/how-to/batch',
    asOf: '2026-11-21',
  },
  {
    provider: 'azure',
    service: 'flex',
    low: 0.5,
    high: 0.5,
    source: 'https://learn.microsoft.com/en-ca/Azure/foundry/openai/how-to/flex-processing',
    asOf: '2026-11-21',
  },
  {
    provider: 'google',
    service: 'batch',
    low: 0.5,
    high: 0.5,
    source: 'https://ai.google.dev/gemini-api/docs/optimization',
    asOf: '2026-11-21',
  },
  {
    provider: 'google',
    service: 'flex',
    low: 0.5,
    high: 0.5,
    source: 'https://ai.google.dev/gemini-api/docs/optimization',
    asOf: '2026-11-21',
  },
  {
    provider: 'google',
    service: 'priority',
    low: 1.75,
    high: 2,
    source: 'https://ai.google.dev/gemini-api/docs/optimization',
    asOf: '2026-11-21',
  },
  {
    provider: 'aws',
    service: 'batch',
    low: 0.5,
    high: 0.5,
    source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/capacity-limits-cost-optimization.html',
    asOf: '2026-11-21',
  },
  {
    provider: 'mistral',
    service: 'batch',
    low: 0.5,
    high: 0.5,
    source: 'https://docs.mistral.ai/studio-api/batch-processing',
    asOf: '2026-11-21',
  },
  {
    provider: 'groq',
    service: 'batch',
    low: 0.5,
    high: 0.5,
    source: 'https://raw.githubusercontent.com/api-evangelist/groq/refs/heads/main/plans/groq-plans-pricing.yml',
    asOf: '2026-05-08',
  },
  {
    provider: 'groq',
    service: 'flex',
    low: 1,
    high: 1,
    source: 'https://console.groq.com/docs/flex-processing',
    asOf: '2026-11-21',
  },
  {
    provider: 'together',
    service: 'batch',
    low: 0.5,
    high: 1,
    source: 'https://docs.together.ai/docs/inference/batch/overview',
    asOf: '2026-11-21',
  },
];
