import type { Fact } from './fact.ts';

/** Priority processing, where a provider lists a price for each model. US dollars per million tokens. */
interface PriorityRate extends Fact {
  provider: string;
  model: string;
  input: number;
  cacheRead: number | null;
  output: number;
}

const OPENAI: Fact & { provider: string } = {
  provider: 'openai',
  source: 'https://openai.com/api-priority-processing/',
  asOf: '2026-11-21',
};

export const PRIORITY_RATES: readonly PriorityRate[] = [
  { ...OPENAI, model: 'gpt-4.1', input: 3.5, cacheRead: 0.875, output: 14 },
  { ...OPENAI, model: 'gpt-4.1-mini', input: 0.7, cacheRead: 0.175, output: 2.8 },
  { ...OPENAI, model: 'gpt-4.1-nano', input: 0.2, cacheRead: 0.05, output: 0.8 },
  { ...OPENAI, model: 'gpt-4o', input: 4.25, cacheRead: 2.125, output: 17 },
  { ...OPENAI, model: 'gpt-4o-2024-05-13', input: 8.75, cacheRead: null, output: 26.25 },
  { ...OPENAI, model: 'gpt-4o-mini', input: 0.25, cacheRead: 0.125, output: 1 },
  { ...OPENAI, model: 'o3', input: 3.5, cacheRead: 0.875, output: 14 },
  { ...OPENAI, model: 'o4-mini', input: 2, cacheRead: 0.5, output: 8 },
];
