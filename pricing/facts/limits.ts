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
    models: ['claude-opus-4-6'],
    context: MILLION,
    output: 128_000,
    source: 'https://platform.claude.com/docs/en/models/opus-4-6/overview.md',
    asOf: '2026-11-21',
  },
  {
    provider: 'anthropic',
    models: ['claude-opus-4-7', 'claude-sonnet-4-6'],
    context: null,
    output: 128_000,
    source: 'https://github.com/Effect-TS/effect/releases/tag/@effect%2Fai-anthropic@4.0.0-beta.106',
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
    provider: 'openai',
    models: ['gpt-4o', 'gpt-4o-mini'],
    context: 128_000,
    output: 16_384,
    source: 'https://github.com/MicrosoftDocs/azure-ai-docs/pull/544/files',
    asOf: '2026-11-21',
  },
  {
    provider: 'openai',
    models: ['gpt-5', 'gpt-5-mini'],
    context: 400_000,
    output: 128_000,
    source: 'https://docs.uipath.com/es/autopilot/other/latest/user-guide/supported-models-and-limits.md',
    asOf: '2026-11-21',
  },
  {
    provider: 'openai',
    models: ['gpt-5-nano'],
    context: 400_000,
    output: 128_000,
    source: 'https://vercel.com/ai-gateway/models/gpt-5-nano.md',
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
    models: ['gpt-4.1'],
    context: 1_047_576,
    output: 32_768,
    source: 'https://vercel.com/ai-gateway/models/gpt-4.1-fast.md',
    asOf: '2026-11-21',
  },
  {
    provider: 'openai',
    models: ['gpt-4.1-mini'],
    context: null,
    output: 32_768,
    source: 'https://gist.github.com/ei-grad/9a7c000f3487bc01221c7bb5e2b3d74a',
    asOf: '2026-11-21',
  },
  {
    provider: 'openai',
    models: ['gpt-4.1-nano'],
    context: 1_047_576,
    output: 32_768,
    source: 'https://vercel.com/ai-gateway/models/gpt-4.1-nano-fast.md',
    asOf: '2026-11-21',
  },
  {
    provider: 'openai',
    models: ['o3', 'o4-mini'],
    context: 200_000,
    output: 100_000,
    source: 'https://github.com/RooCodeInc/Roo-Code/pull/2691.patch',
    asOf: '2026-11-21',
  },
  {
    provider: 'google',
    models: ['gemini-2.5-flash'],
    context: 1_048_576,
    output: 65_536,
    source: 'https://docs.oracle.com/en-us/iaas/Content/generative-ai/google-gemini-2-5-flash.htm',
    asOf: '2026-11-21',
  },
  {
    provider: 'google',
    models: ['gemini-2.5-pro'],
    context: 1_048_576,
    output: 65_535,
    source: 'https://docs.uipath.com/es/autopilot/other/latest/user-guide/supported-models-and-limits.md',
    asOf: '2026-11-21',
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
