import type { Fact } from './fact.ts';

/**
 * The shortest prompt that a provider keeps, in tokens. Claude Sonnet 4.6 is left out: its page says 1,024, and those who tried found
 * 2,048 (https://github.com/anthropics/anthropic-sdk-python/issues/1194).
 */
interface CacheMinimum extends Fact {
  provider: string;
  /** The catalogue's ids; null: every model of the provider. */
  models: readonly string[] | null;
  tokens: number;
  /** Every prompt that is long enough is kept, at no price for keeping it; else only what a call marks. */
  isAutomatic?: true;
  /** It is kept in blocks of so many tokens, the last of them full. */
  block?: number;
}

const CLAUDE: Fact & { provider: string } = {
  provider: 'anthropic',
  source: 'https://platform.claude.com/docs/en/build-with-claude/prompt-caching',
  asOf: '2026-10-08',
};
const GEMINI: Fact & { provider: string; isAutomatic: true } = {
  provider: 'google',
  source: 'https://ai.google.dev/gemini-api/docs/caching',
  asOf: '2026-11-21',
  isAutomatic: true,
};

export const CACHE_MINIMUMS: readonly CacheMinimum[] = [
  { ...CLAUDE, models: ['claude-opus-5-5', 'claude-opus-5', 'claude-fable-5-1', 'claude-fable-5'], tokens: 512 },
  {
    ...CLAUDE,
    models: [
      'claude-opus-4-8',
      'claude-sonnet-5',
      'claude-sonnet-4-5',
      'claude-sonnet-4-0',
      'claude-opus-4-1',
      'claude-opus-4-0',
    ],
    tokens: 1024,
  },
  { ...CLAUDE, models: ['claude-opus-4-7'], tokens: 2048 },
  { ...CLAUDE, models: ['claude-opus-4-6', 'claude-opus-4-5', 'claude-haiku-4-5'], tokens: 4096 },
  {
    provider: 'anthropic',
    models: ['claude-3-5-haiku-latest', 'claude-3-haiku'],
    tokens: 2048,
    source: 'https://github.com/anthropics/anthropic-sdk-python/issues/1194',
    asOf: '2026-02-01',
  },
  {
    provider: 'openai',
    models: null,
    tokens: 1024,
    isAutomatic: true,
    // https://raw.githubusercontent.com/openai/openai-cookbook/main/examples/Prompt_Caching_201.ipynb
    block: 128,
    source: 'https://developers.openai.com/api/docs/guides/prompt-caching.md',
    asOf: '2026-11-21',
  },
  {
    ...GEMINI,
    models: ['gemini-3.8-flash', 'gemini-3.7-flash', 'gemini-3.6-flash', 'gemini-3.5-flash', 'gemini-3.1-pro-preview'],
    tokens: 4096,
  },
  { ...GEMINI, models: ['gemini-2.5-flash', 'gemini-2.5-pro'], tokens: 2048 },
  {
    provider: 'aws',
    models: ['regional.anthropic.claude-3-7-sonnet-20250219-v1:0'],
    tokens: 1024,
    source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html',
    asOf: '2026-11-21',
  },
];
