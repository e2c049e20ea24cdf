import type { SignalId } from '../model.ts';
import type { Vocabulary } from '../vocabularies/vocabulary.ts';
import { alertsOf } from './alerts.ts';
import { type Spell, isAnswerable } from './present.ts';
import { expressionOf } from './promql.ts';
import { RECORDED_WINDOW_S, recordOf } from './recorded.ts';
import type { RecordingRule, RuleGroup } from './rule.ts';

/** A vocabulary that rules are made for, and how the server spells its names. */
export interface Ruled {
  vocabulary: Vocabulary;
  spell: Spell;
}

/** How a server spells names that follows Prometheus' older alphabet, of which nothing else is known. */
export const usualSpelling =
  ({ prometheus }: Vocabulary): Spell =>
  name => {
    if (name.endsWith('_created') && !prometheus?.isSparse) return [];
    return [name.replaceAll('.', '_')];
  };

/** Series for each signal, by vocabulary and model, and what to be woken for. `budgetUsd` is a month's. */
export function ruleGroups(ruled: readonly Ruled[], budgetUsd: number | null): RuleGroup[] {
  const recording = ruled.map(each => ({
    name: `prompt-cost-${each.vocabulary.id}`,
    interval: '1m',
    rules: recordingRules(each),
  }));
  const ids = new Set(ruled.flatMap(({ vocabulary }) => signalsOf(vocabulary)));
  const alerts = alertsOf(ids, budgetUsd);
  return [...recording, ...(alerts.length > 0 ? [{ name: 'prompt-cost-alerts', interval: '1m', rules: alerts }] : [])];
}

/** What a vocabulary tells. */
export const signalsOf = ({ prometheus }: Vocabulary): SignalId[] =>
  Object.keys(prometheus?.signals ?? {}) as SignalId[];

function recordingRules({ vocabulary, spell }: Ruled): RecordingRule[] {
  const { prometheus } = vocabulary;
  if (!prometheus) return [];
  return signalsOf(vocabulary).flatMap(id => {
    const query = [prometheus.signals[id] ?? []].flat().find(each => isAnswerable(each, spell));
    if (!query) return [];
    const scope = { spell, windowS: RECORDED_WINDOW_S, matchers: '', replicas: [] };
    const { each, total, labels } = expressionOf(query, prometheus.by, scope);
    const expr = each === null ? total : relabelled(each, labels);
    return [{ record: recordOf(id), expr, labels: { vocabulary: vocabulary.id } }];
  });
}

/** Labels by their meaning, as all vocabularies have it. There is one series of each, so that `max` only takes the old labels off. */
function relabelled(expr: string, labels: Readonly<Record<string, string>>): string {
  const differing = Object.entries(labels).filter(([meaning, label]) => meaning !== label);
  const named = differing.reduce(
    (inner, [meaning, label]) => `label_replace(${inner}, "${meaning}", "$1", "${label}", "(.*)")`,
    expr,
  );
  return differing.length === 0 ? expr : `max by (${Object.keys(labels).join(', ')}) (${named})`;
}
