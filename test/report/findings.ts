import { usd } from '../../pricing/money.ts';
import type { Finding, Place } from '../../server/core/model.ts';

const at = (file: string, line: number, character: number, length: number): Place => ({
  file,
  range: { start: { line: line - 1, character }, end: { line: line - 1, character: character + length } },
});

const place = at('shop/assistant.py', 12, 26, 6);

/** Made up: a finding of each kind. */
export const FINDINGS: Finding[] = [
  {
    rule: 'uncached-prefix',
    severity: 'info',
    place,
    subject: place,
    message:
      'About the first 4,036 tokens are the same in each call, and nothing marks them for the cache: claude-sonnet-4-5 keeps prompts from 1,024 tokens on.',
    related: [],
    isDeprecated: false,
    fix: {
      kind: 'edit',
      title: 'Use cache_control',
      saving: { perCall: usd(0.0109), exactness: 'approximate', when: 'after the first' },
      edits: [{ place: at('shop/assistant.py', 13, 15, 6), text: '[{"type": "text", "text": MANUAL}]' }],
      isSafe: true,
    },
  },
  {
    rule: 'retired-model',
    severity: 'error',
    place: at('shop/größe.py', 3, 8, 10),
    subject: at('shop/größe.py', 3, 0, 40),
    message: 'claude-2.1 was retired on 2025-07-21; its replacement is claude-opus-5-5.',
    related: [{ place: at('shop/models.py', 1, 8, 10), message: 'claude-2.1 stands here' }],
    isDeprecated: true,
    fix: {
      kind: 'disabled',
      title: 'Use claude-opus-5-5',
      saving: { perCall: usd(-0.02), exactness: 'lower-bound', when: null },
      why: 'the model is named in shop/models.py, line 1',
    },
  },
  {
    rule: 'too-many-cache-marks',
    severity: 'warning',
    place: at('shop/tools.ts', 40, 2, 6),
    subject: at('shop/tools.ts', 40, 0, 60),
    message: '5 marks for the cache: a request may have 4.',
    related: [],
    isDeprecated: false,
    fix: null,
  },
];
