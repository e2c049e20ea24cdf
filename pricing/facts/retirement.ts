import type { Fact } from './fact.ts';

/** The day after which a provider answers no more to these names. Who resells a model has days of its own. */
interface Retirement extends Fact {
  provider: string;
  /** As requests spell them, or the catalogue's ids. */
  models: readonly string[];
  on: string;
  /** Not before that day, without more being said. */
  isEarliest: boolean;
  /** What the provider would have instead. */
  replacement: string | null;
}

const retired = (
  provider: string,
  models: readonly string[],
  on: string,
  replacement: string | null,
  source: string,
  asOf: string,
): Retirement => ({ provider, models, on, isEarliest: false, replacement, source, asOf });

const CLAUDE = 'https://docs.anthropic.com/zh-CN/docs/about-claude/model-deprecations';
const OPENAI = 'https://spybara.com/openai/api/history/docs/en/2026-04-22-0555..2026-04-23-0556/';
const SONNET_4 =
  'https://raw.githubusercontent.com/ottto-ai/ai-provider-watch/main/data/events/2026-06-15-anthropic-sonnet-4-opus-4-retirement.json';

export const RETIREMENTS: readonly Retirement[] = [
  retired('anthropic', ['claude-2', 'claude-2.0', 'claude-2.1'], '2025-07-21', null, CLAUDE, '2025-12-01'),
  retired('anthropic', ['claude-3-sonnet'], '2025-07-21', null, CLAUDE, '2025-12-01'),
  retired('anthropic', ['claude-3-opus-latest'], '2026-01-05', null, CLAUDE, '2025-12-01'),
  retired(
    'anthropic',
    ['claude-3-5-sonnet'],
    '2025-10-28',
    'claude-sonnet-4-5',
    'https://github.com/thevibeworks/claude-code-docs/pull/417',
    '2025-10-28',
  ),
  retired(
    'anthropic',
    ['claude-3-7-sonnet-latest'],
    '2026-02-19',
    null,
    'https://github.com/thevibeworks/claude-code-docs/pull/417',
    '2025-10-28',
  ),
  retired('anthropic', ['claude-sonnet-4-0'], '2026-06-15', 'claude-sonnet-4-6', SONNET_4, '2026-06-17'),
  retired('anthropic', ['claude-opus-4-0'], '2026-06-15', 'claude-opus-4-8', SONNET_4, '2026-06-17'),
  retired(
    'anthropic',
    ['claude-opus-4-1'],
    '2026-08-05',
    null,
    'https://github.com/multidotdev/cli/releases/tag/v0.0.135',
    '2026-09-24',
  ),
  retired(
    'anthropic',
    ['claude-sonnet-4-5'],
    '2026-11-30',
    'claude-sonnet-5-5',
    'https://platform.claude.com/docs/ja/models/sonnet-4-5/overview.md',
    '2026-11-21',
  ),
  {
    ...retired(
      'anthropic',
      ['claude-opus-5'],
      '2027-07-24',
      'claude-opus-5-5',
      'https://platform.claude.com/docs/about-claude/models/whats-new-opus-5',
      '2026-11-21',
    ),
    isEarliest: true,
  },
  retired(
    'google',
    ['gemini-2.0-flash', 'gemini-2.0-flash-lite'],
    '2026-06-01',
    'gemini-3.1-flash-lite',
    'https://docs.cloud.google.com/gemini-enterprise-agent-platform/models/gemini/2-0-flash.md.txt',
    '2026-11-21',
  ),
  retired(
    'google',
    ['gemini-3-pro-preview'],
    '2026-03-09',
    'gemini-3.1-pro-preview',
    'https://ai.google.dev/gemini-api/docs/deprecations.md',
    '2026-11-21',
  ),
  retired(
    'google',
    ['gemini-2.5-pro'],
    '2026-12-01',
    'gemini-3.8-flash',
    'https://dev.to/aideprecations/what-to-do-before-gemini-25-pro-and-25-flash-are-retired-on-december-1-2026-5gg9',
    '2026-11-10',
  ),
  retired(
    'google',
    ['gemini-2.5-flash'],
    '2026-12-01',
    'gemini-3.5-flash-lite',
    'https://dev.to/aideprecations/what-to-do-before-gemini-25-pro-and-25-flash-are-retired-on-december-1-2026-5gg9',
    '2026-11-10',
  ),
  retired(
    'openai',
    ['chatgpt-4o-latest'],
    '2026-02-17',
    'gpt-5.1-chat-latest',
    'https://archive.li/3RThE',
    '2025-11-18',
  ),
  retired('openai', ['codex-mini-latest'], '2026-01-16', 'gpt-5-codex-mini', 'https://archive.li/3RThE', '2025-11-17'),
  retired('openai', ['gpt-5-chat-latest'], '2026-07-23', 'gpt-5.3-chat-latest', OPENAI, '2026-04-22'),
  retired('openai', ['gpt-5-codex'], '2026-07-23', 'gpt-5.4', OPENAI, '2026-04-22'),
  retired('openai', ['gpt-4o-audio-preview-2024-12-17'], '2026-07-23', 'gpt-audio', OPENAI, '2026-04-22'),
  retired('openai', ['gpt-4o-search-preview-2025-03-11'], '2026-07-23', 'gpt-4.1-mini', OPENAI, '2026-04-22'),
  retired('openai', ['gpt-3.5-turbo', 'gpt-3.5-turbo-0125'], '2026-10-23', 'gpt-4.1-mini', OPENAI, '2026-04-22'),
  retired('openai', ['gpt-4', 'gpt-4-0613'], '2026-10-23', null, OPENAI, '2026-04-22'),
];
