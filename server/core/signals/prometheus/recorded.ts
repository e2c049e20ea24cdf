import { DAY_MS } from '../../time.ts';
import type { SignalId } from '../model.ts';
import type { PrometheusQuery, Vocabulary } from '../vocabularies/vocabulary.ts';
import type { Row } from './answer.ts';
import { RECORDED_FAMILY } from './present.ts';
import { type Expression, MOST_SERIES, quoteLabel } from './promql.ts';

/** What the rules of `prompt-cost rules` take rates over. */
export const RECORDED_WINDOW_S = 300;
const SUFFIX = ':5m';

/** `prompt_cost:input_tokens:5m`. */
export const recordOf = (id: SignalId): string => `${RECORDED_FAMILY}${id.replaceAll('-', '_')}${SUFFIX}`;

/** Since when a vocabulary's signals are recorded at least, in milliseconds back from now. */
export type Recorded = ReadonlyMap<SignalId, number>;

const AGES = [
  { words: '1w', ms: 7 * DAY_MS },
  { words: '1d', ms: DAY_MS },
] as const;

/** Asks which series rules record, now and some time ago; null where none of the names is of one. */
export function recordedQuery(names: readonly string[]): string | null {
  if (!names.some(name => name.startsWith(RECORDED_FAMILY) && name.endsWith(SUFFIX))) return null;
  const series = `{__name__=~"${RECORDED_FAMILY}.+${SUFFIX}"}`;
  const at = (age: string, selector: string): string =>
    `label_replace(count by (__name__, vocabulary) (${selector}), "age", "${age}", "", "")`;
  return [at('now', series), ...AGES.map(({ words }) => at(words, `${series} offset ${words}`))].join(' or ');
}

/** What of a vocabulary is recorded, of the answer to `recordedQuery`. */
export function recordedOf({ id, prometheus }: Vocabulary, rows: readonly Row[]): Recorded {
  const signals = Object.keys(prometheus?.signals ?? {}) as SignalId[];
  const has = (signal: SignalId, age: string): boolean =>
    rows.some(
      ({ labels }) => labels['__name__'] === recordOf(signal) && labels['vocabulary'] === id && labels['age'] === age,
    );
  const now = signals.filter(signal => has(signal, 'now'));
  return new Map(now.map(signal => [signal, AGES.find(({ words }) => has(signal, words))?.ms ?? 0]));
}

/**
 * A signal as it was recorded: null where its parts do not add up to the whole, as those of a ratio or a quantile don't. What is recorded
 * was taken of all series, and over five minutes.
 */
export function recordedExpression(
  id: SignalId,
  query: PrometheusQuery,
  {
    vocabulary,
    by,
    replicas,
  }: { vocabulary: string; by: Readonly<Record<string, string>>; replicas: readonly string[] },
): Expression | null {
  if (!isSum(query)) return null;
  const selected = `${recordOf(id)}{vocabulary=${JSON.stringify(vocabulary)}}`;
  const series = replicas.length === 0 ? selected : `max without (${replicas.join(', ')}) (${selected})`;
  const meanings = Object.keys(query.by ?? by);
  const labels = Object.fromEntries(meanings.map(meaning => [meaning, meaning]));
  const none = { labels, by: null, buckets: null };
  if (meanings.length === 0) return { ...none, total: `sum(${series})`, each: null };
  const each = `sum by (${meanings.map(quoteLabel).join(', ')}) (${series})`;
  const greatest = `topk(${MOST_SERIES}, ${each})`;
  return query.kind === 'share'
    ? { ...none, total: greatest, each }
    : { ...none, total: `sum(${series})`, each, by: greatest };
}

function isSum(query: PrometheusQuery): boolean {
  if (query.kind === 'gauge') return query.fold === 'sum';
  return query.kind === 'rate' || query.kind === 'share' || query.kind === 'count' || query.kind === 'product';
}
