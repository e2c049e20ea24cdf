import type { Configuration, Severity } from '../configuration/configuration.ts';
import { silencesRule } from '../configuration/comments.ts';
import type { Analysis, AnalyzedCall, Finding, Tier } from '../model.ts';
import { comparePlaces } from '../positions.ts';
import { batchForLoop } from './batch-for-loop.ts';
import { cacheBelowMinimum } from './cache-below-minimum.ts';
import { callInLoop } from './call-in-loop.ts';
import { changingPrefix } from './changing-prefix.ts';
import { duplicatePrompt } from './duplicate-prompt.ts';
import { endlessRetry } from './endless-retry.ts';
import { floatingModel } from './floating-model.ts';
import { imageDetail } from './image-detail.ts';
import { longContextPrice } from './long-context-price.ts';
import { nestedRetries } from './nested-retries.ts';
import { noOutputLimit } from './no-output-limit.ts';
import { noStepLimit } from './no-step-limit.ts';
import { prettyJson } from './pretty-json.ts';
import { promptOverBudget } from './prompt-over-budget.ts';
import { retiredModel } from './retired-model.ts';
import { retiringModel } from './retiring-model.ts';
import { streamWithoutUsage } from './stream-without-usage.ts';
import { tooManyCacheMarks } from './too-many-cache-marks.ts';
import { uncachedPrefix } from './uncached-prefix.ts';
import type { Context, Found, FoundAt, Rule } from './rule.ts';

/** Every rule, in the order that its findings are told of one place. */
export const RULES: readonly Rule[] = [
  retiredModel,
  retiringModel,
  tooManyCacheMarks,
  cacheBelowMinimum,
  uncachedPrefix,
  changingPrefix,
  promptOverBudget,
  longContextPrice,
  noOutputLimit,
  noStepLimit,
  endlessRetry,
  nestedRetries,
  callInLoop,
  batchForLoop,
  imageDetail,
  streamWithoutUsage,
  duplicatePrompt,
  prettyJson,
  floatingModel,
];

/** What the rules say of some files: of one while it is edited, of all of a project at once. */
export function findingsOf(analyses: readonly Analysis[], context: Context): Finding[] {
  const findings = RULES.flatMap(rule => {
    const severity = severityOf(rule, context.configuration);
    return severity === 'off' ? [] : foundBy(rule, analyses, context).map(found => toFinding(rule, severity, found));
  });
  const linesOf = createLines(context);
  return distinct(findings)
    .filter(
      ({ rule, place, subject }) =>
        !silencesRule(
          rule,
          [subject, place].filter(({ file }) => file === subject.file),
          linesOf(subject.file),
        ),
    )
    .toSorted((a, b) => comparePlaces(a.place, b.place));
}

/** The project's word goes before the rule's own. */
export const severityOf = ({ id, severity }: Rule, { rules }: Pick<Configuration, 'rules'>): Severity =>
  rules.get(id) ?? severity;

function foundBy(rule: Rule, analyses: readonly Analysis[], context: Context): FoundAt[] {
  const { check, tiers = PRODUCTION } = rule;
  const all =
    check.of === 'all'
      ? check.find(analyses, context)
      : analyses.flatMap(({ calls }) =>
          calls.flatMap(call => (tiers.includes(call.tier) ? check.find(call, context).map(ofCall(call)) : [])),
        );
  return all.filter(({ tier }) => tiers.includes(tier));
}

const PRODUCTION: readonly Tier[] = ['production'];

const ofCall =
  ({ place, anchor, tier }: AnalyzedCall) =>
  (found: Found): FoundAt => ({ ...found, place: found.place ?? anchor, subject: place, tier });

const toFinding = (
  { id }: Rule,
  severity: Finding['severity'],
  { place, subject, message, related = [], isDeprecated = false, fix = null }: FoundAt,
): Finding => ({ rule: id, severity, place: place ?? subject, subject, message, related, isDeprecated, fix });

/** Several calls may have one place in common: the constant that names their model. */
function distinct(findings: readonly Finding[]): Finding[] {
  const keyOf = ({ rule, place: { file, range }, message }: Finding): string =>
    [rule, file, range.start.line, range.start.character, message].join(':');
  return [...new Map(findings.toReversed().map(finding => [keyOf(finding), finding])).values()];
}

function createLines({ project }: Context): (file: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return file => {
    const lines = known.get(file) ?? (project.text(file) ?? '').split('\n');
    known.set(file, lines);
    return lines;
  };
}
