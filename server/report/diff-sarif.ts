import type { CostDiff } from '../core/history/diff.ts';
import type { Verdict } from '../core/policies/evaluate.ts';
import { type Sentence, sentencesOf } from './diff-sentences.ts';
import { ofProduction } from './diff-words.ts';
import { toLocation, toLog } from './sarif.ts';

const RULE = {
  id: 'cost-change',
  shortDescription: { text: 'A change to what an LLM call costs' },
  fullDescription: {
    text: 'What a change does to the cost of a call, and what the policies of the project say of it.',
  },
  properties: { tags: ['cost'] },
};

/** A result for each call that changed, as serious as the policies of the project make it. */
export const writeDiffSarif = (whole: CostDiff, verdicts: readonly Verdict[], version: string, isAll = false): string =>
  `${JSON.stringify(toDiffSarif(isAll ? whole : ofProduction(whole), verdicts, version), null, 2)}\n`;

const toDiffSarif = (diff: CostDiff, verdicts: readonly Verdict[], version: string) =>
  toLog([RULE], sentencesOf(diff, verdicts).map(toResult), version);

const toResult = ({ level, place, id, text }: Sentence) => ({
  ruleId: RULE.id,
  ruleIndex: 0,
  level,
  // In SARIF `[words](address)` is a link.
  message: { text: text.replaceAll(/[\\[\]]/g, String.raw`\$&`) },
  locations: [{ physicalLocation: toLocation(place) }],
  partialFingerprints: { 'promptCostCall/v1': id },
});
