import type { Fact } from './fact.ts';

/** Models that think before they answer: a limit on the output counts what they think, which is billed as output. */
interface Reasoning extends Fact {
  /** Of the catalogue's ids, wherever a model is sold. */
  models: RegExp;
}

export const REASONING: readonly Reasoning[] = [
  {
    models: /(?:^|[./])(?:o\d|gpt-5(?!.*(?:chat|image)))/,
    source: 'https://community.openai.com/t/limiting-maximum-number-of-reasoning-tokens/1285430/2',
    asOf: '2026-11-21',
  },
  {
    models: /(?:^|[./])gemini-3(?:\.\d)?-(?:flash|pro)(?:-lite)?(?:-preview)?$/,
    source: 'https://github.com/googleapis/python-genai/issues/2062',
    asOf: '2026-11-21',
  },
  {
    models: /(?:^|\/)codex-mini$/,
    source: 'https://developers.openai.com/api/docs/models/codex-mini-latest.md',
    asOf: '2026-11-21',
  },
];
