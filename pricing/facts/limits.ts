import type { Fact } from './fact.ts';

/** What a model takes and gives at the most, in tokens; null: the page does not say. */
interface Limit extends Fact {
  provider: string;
  /** The catalogue's ids. */
  models: readonly string[];
  context: number | null;
  output: number | null;
}

const MILLION = 1_000_000;

/** Whose pages on their models were read. Of OpenAI's models it is Microsoft's, who sells them too. */
const OPENAI = {
  provider: 'openai',
  source: 'https://learn.microsoft.com/en-us/azure/foundry/foundry-models/concepts/models-sold-directly-by-azure',
  asOf: '2026-06-11',
};
const GEMINI = { provider: 'google', context: 1_048_576, output: 65_536 };

export const LIMITS: readonly Limit[] = [
  {
    provider: 'anthropic',
    models: ['claude-opus-5', 'claude-opus-5-5', 'claude-fable-5-1'],
    context: MILLION,
    output: 128_000,
    source: 'https://platform.claude.com/docs/about-claude/models/whats-new-opus-5',
    asOf: '2026-11-21',
  },
  {
    provider: 'anthropic',
    models: ['claude-opus-4-8'],
    context: MILLION,
    output: 128_000,
    source: 'https://platform.claude.com/docs/en/about-claude/models/whats-new-claude-4-8',
    asOf: '2026-11-21',
  },
  {
    provider: 'anthropic',
    models: ['claude-opus-4-7'],
    context: MILLION,
    output: 128_000,
    // Google sells it as Anthropic does.
    source: 'https://docs.cloud.google.com/gemini-enterprise-agent-platform/models/partner-models/claude/opus-4-7',
    asOf: '2026-11-21',
  },
  {
    provider: 'anthropic',
    models: ['claude-opus-4-6'],
    context: MILLION,
    output: 128_000,
    source: 'https://platform.claude.com/docs/en/models/opus-4-6/overview.md',
    asOf: '2026-11-21',
  },
  {
    provider: 'anthropic',
    models: ['claude-sonnet-4-6'],
    context: MILLION,
    output: 128_000,
    source: 'https://platform.claude.com/docs/pt-BR/models/sonnet-4-6/overview.md',
    asOf: '2026-11-21',
  },
  {
    provider: 'anthropic',
    models: ['claude-opus-4-5'],
    context: 200_000,
    output: 64_000,
    source: 'https://platform.claude.com/docs/pt-BR/models/opus-4-5/overview.md',
    asOf: '2026-11-21',
  },
  {
    provider: 'anthropic',
    models: ['claude-sonnet-4-5'],
    context: 200_000,
    output: 64_000,
    source: 'https://platform.claude.com/docs/ja/models/sonnet-4-5/overview.md',
    asOf: '2026-11-21',
  },
  {
    provider: 'anthropic',
    models: ['claude-haiku-4-5'],
    context: 200_000,
    output: 64_000,
    source: 'https://platform.claude.com/docs/zh-CN/docs/about-claude/models/overview',
    asOf: '2026-11-21',
  },
  {
    provider: 'anthropic',
    models: ['claude-opus-4-1', 'claude-opus-4-0'],
    context: 200_000,
    output: 32_000,
    source: 'https://docs.rs/mixtape_core/latest/src/mixtape_core/models/claude.rs.html',
    asOf: '2026-11-21',
  },
  {
    provider: 'anthropic',
    models: ['claude-sonnet-4-0'],
    context: null,
    output: 64_000,
    source: 'https://github.com/labring/fastgpt-plugin/pull/242.diff',
    asOf: '2026-11-21',
  },
  {
    provider: 'openai',
    models: ['gpt-4o', 'gpt-4o-mini'],
    context: 128_000,
    output: 16_384,
    source: 'https://github.com/MicrosoftDocs/azure-ai-docs/pull/544/files',
    asOf: '2026-11-21',
  },
  {
    ...OPENAI,
    models: ['gpt-5.4-mini', 'gpt-5.4-nano', 'gpt-5.3-codex', 'gpt-5.2', 'gpt-5.1', 'gpt-5.1-codex-mini'],
    context: 400_000,
    output: 128_000,
  },
  {
    ...OPENAI,
    models: ['gpt-5', 'gpt-5-mini', 'gpt-5-nano', 'gpt-5-pro'],
    context: 400_000,
    output: 128_000,
  },
  { ...OPENAI, models: ['gpt-5.5', 'gpt-5.4', 'gpt-5.4-pro'], context: 1_050_000, output: 128_000 },
  { ...OPENAI, models: ['gpt-4.1', 'gpt-4.1-mini', 'gpt-4.1-nano'], context: 1_047_576, output: 32_768 },
  { ...OPENAI, models: ['o1', 'o3', 'o3-mini', 'o3-pro', 'o4-mini'], context: 200_000, output: 100_000 },
  {
    ...GEMINI,
    models: ['gemini-2.5-pro', 'gemini-2.5-flash', 'gemini-2.5-flash-lite'],
    source: 'https://ai.google.dev/gemini-api/docs/models/gemini-2.5-pro',
    asOf: '2026-09-20',
  },
  {
    ...GEMINI,
    models: [
      'gemini-3.8-flash',
      'gemini-3.7-flash',
      'gemini-3.6-flash',
      'gemini-3.5-flash',
      'gemini-3.5-flash-lite',
      'gemini-3.1-flash-lite',
      'gemini-3.1-pro-preview',
      'gemini-3-flash-preview',
    ],
    source: 'https://ai.google.dev/gemini-api/docs/models/gemini-3.8-flash',
    asOf: '2026-09-25',
  },
  {
    provider: 'google',
    models: ['gemini-2.0-flash'],
    context: 1_048_576,
    output: 8_192,
    source: 'https://ai.google.dev/gemini-api/docs/models/gemini-2.0-flash',
    asOf: '2026-11-21',
  },
];
