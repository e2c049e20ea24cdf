import type { Fact } from './fact.ts';

/** What a vendor calls a size of its models, and where it stands among its others: 1 is the smallest. */
interface Tier extends Fact {
  family: string;
  /** Of the catalogue's ids, wherever a model is sold. */
  pattern: RegExp;
  tier: string;
  rank: number;
}

const CLAUDE: Fact & { family: string } = {
  family: 'Claude',
  source: 'https://platform.claude.com/docs/about-claude/models/whats-new-opus-5',
  asOf: '2026-11-21',
};
const GEMINI: Fact & { family: string } = {
  family: 'Gemini',
  source: 'https://ai.google.dev/gemini-api/docs/models',
  asOf: '2026-11-21',
};
const GPT: Fact & { family: string } = {
  family: 'GPT',
  source: 'https://openai.com/api-priority-processing/',
  asOf: '2026-11-21',
};

/** The first that fits counts. */
export const TIERS: readonly Tier[] = [
  { ...CLAUDE, pattern: /claude-(?:[\d.-]+-)?haiku\b/, tier: 'Haiku', rank: 1 },
  { ...CLAUDE, pattern: /claude-(?:[\d.-]+-)?sonnet\b/, tier: 'Sonnet', rank: 2 },
  { ...CLAUDE, pattern: /claude-(?:[\d.-]+-)?opus\b/, tier: 'Opus', rank: 3 },
  { ...CLAUDE, pattern: /claude-fable\b/, tier: 'Fable', rank: 4 },
  { ...GEMINI, pattern: /gemini-[\d.]+-flash-lite\b/, tier: 'Flash-Lite', rank: 1 },
  { ...GEMINI, pattern: /gemini-[\d.]+-flash\b/, tier: 'Flash', rank: 2 },
  { ...GEMINI, pattern: /gemini-[\d.]+-pro\b/, tier: 'Pro', rank: 3 },
  { ...GPT, pattern: /(?:^|\/)gpt-[\d.]+o?-nano\b/, tier: 'nano', rank: 1 },
  { ...GPT, pattern: /(?:^|\/)gpt-[\d.]+o?-mini\b/, tier: 'mini', rank: 2 },
  { ...GPT, pattern: /(?:^|\/)gpt-[\d.]+o?$/, tier: 'full size', rank: 3 },
];
