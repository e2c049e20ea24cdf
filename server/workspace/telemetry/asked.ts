import type { SignalId, Window } from '../../core/signals/model.ts';
import { isAnswerable } from '../../core/signals/prometheus/present.ts';
import { type Expression, expressionOf } from '../../core/signals/prometheus/promql.ts';
import type { Asked } from '../../core/signals/prometheus/read.ts';
import { RECORDED_WINDOW_S, recordedExpression, recordOf } from '../../core/signals/prometheus/recorded.ts';
import type { PrometheusQuery } from '../../core/signals/vocabularies/vocabulary.ts';
import type { Found } from './detect.ts';
import type { HttpClient } from './http.ts';

/** One vocabulary of one server. */
export interface SourceOf {
  client: HttpClient;
  found: Found;
  matchers: string;
  source: string;
}

const LEAST_WINDOW_MS = 5 * 60_000;
const SCRAPES_IN_WINDOW = 4;

/** Long enough for rates: a rate of fewer than four samples is one of chance. */
export function windowOf(intervalMs: number | null, to: number, wantedMs = 0): Window {
  return { from: to - Math.max(LEAST_WINDOW_MS, SCRAPES_IN_WINDOW * (intervalMs ?? 0), wantedMs), to };
}

interface Ask {
  /** How long before now. */
  agoMs?: number;
  /** As in `Scope`. */
  inAll?: true;
}

/** The query of a signal, if the server has what it needs. Of what rules recorded, where that reaches as far back. */
export function askedFor(id: SignalId, of: SourceOf, window: Window, { agoMs = 0, inAll }: Ask = {}): Asked | null {
  const { found, matchers } = of;
  const { by, signals } = found.vocabulary.prometheus;
  const given = signals[id];
  const queries: readonly PrometheusQuery[] = given === undefined ? [] : [given].flat();
  const query = queries.find(candidate => isAnswerable(candidate, found.spell));
  if (!query) return null;
  const windowS = Math.round((window.to - window.from) / 1000);
  const recorded = inAll ? null : recordedFor(id, query, of, windowS, agoMs);
  const scope = { spell: found.spell, windowS, matchers, replicas: found.replicas, ...(inAll && { inAll }) };
  const expression = recorded ?? expressionOf(query, by, scope);
  const notes = recorded ? [...found.notes, `as a rule recorded it (${recordOf(id)})`] : found.notes;
  return { id, query, expression, isRecorded: recorded !== null, window, notes };
}

/** What rules recorded of a signal: null where they did not, or not as far back. */
export function recordedFor(
  id: SignalId,
  query: PrometheusQuery,
  { found }: SourceOf,
  windowS: number,
  agoMs: number,
): Expression | null {
  const { vocabulary, recorded, replicas } = found;
  const reachMs = recorded.get(id);
  if (reachMs === undefined || reachMs < agoMs || windowS !== RECORDED_WINDOW_S) return null;
  return recordedExpression(id, query, { vocabulary: vocabulary.id, by: vocabulary.prometheus.by, replicas });
}
