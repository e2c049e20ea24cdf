import { createHash } from 'node:crypto';
import type { CostDiff } from '../core/history/diff.ts';
import type { Verdict } from '../core/policies/evaluate.ts';
import { sentencesOf } from './diff-sentences.ts';
import { ofProduction } from './diff-words.ts';

/** A code quality report of GitLab: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */

const SEVERITIES = { note: 'info', warning: 'minor', error: 'major' } as const;

/** An entry for each call that changed, known again by its id. */
export function writeCodeQuality(whole: CostDiff, verdicts: readonly Verdict[], isAll = false): string {
  const diff = isAll ? whole : ofProduction(whole);
  const entries = sentencesOf(diff, verdicts).map(({ level, place, id, text }) => ({
    description: `LLM cost: ${text}`,
    check_name: 'prompt-cost',
    fingerprint: createHash('sha256').update(id).digest('hex'),
    severity: SEVERITIES[level],
    location: { path: place.file, lines: { begin: place.range.start.line + 1 } },
  }));
  return `${JSON.stringify(entries, null, 2)}\n`;
}
