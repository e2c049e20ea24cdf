import { withoutFollowed } from '../../core/callers.ts';
import type { AnalyzedCall, Known } from '../../core/model.ts';
import { targetOf } from '../../core/signals/join.ts';
import { unknown } from '../../core/signals/model.ts';
import { type Counted, tieCalls } from '../../core/signals/prometheus/call-ties.ts';
import { askersIn, ownOf, rowsOf } from '../../core/signals/prometheus/call-use.ts';
import { quoteLabel } from '../../core/signals/prometheus/promql.ts';
import type { Seen } from '../../core/signals/prometheus/watched.ts';
import type { UsageOf } from '../../core/signals/usage-rows.ts';
import { escape } from './watched.ts';
import { openPrometheus, type PrometheusOptions } from './prometheus.ts';

export interface UsageAsked {
  server: Omit<PrometheusOptions, 'timeoutMs'>;
  root: string;
  calls: ReadonlyMap<string, AnalyzedCall>;
  /** ISO date. */
  on: string;
  now: number;
  days: number;
  /** Only this repository's calls are counted there. */
  isAllOurs: boolean;
}

/** Rows of what a server counted of a repository's calls, and what could not be said. */
export interface UsageFound {
  rows: UsageOf[];
  problems: string[];
}

/** A month of samples is read on the way to an answer. */
const TIMEOUT_MS = 60_000;

/** What the calls of a repository were used for, by what a server counted over some days. */
export async function usageFromPrometheus(asked: UsageAsked): Promise<Known<UsageFound>> {
  const { server, root, calls, on, now, days } = asked;
  const opened = openPrometheus({ ...server, timeoutMs: TIMEOUT_MS });
  if (!opened.known) return opened;
  const history = await opened.value.history(now, days);
  if (!history.known) return history;
  const { counted, problems, seen } = history.value;
  if (counted.length === 0) return unknown('it has no metrics that tell calls of a model apart');
  const targets = withoutFollowed([...calls.values()]).map(call => targetOf(root, call));
  const { tied, others } = tieCalls(counted, targets, on);
  const chosen = tied.map(one => ({ tie: one.tie, ...ownOf(one, asked.isAllOurs) }));
  const watched = new Map<string, Seen>();
  for (const one of counted) {
    const uses = chosen.flatMap(({ own }) => own.filter(({ vocabulary }) => vocabulary === one.vocabulary));
    if (uses.length > 0) watched.set(one.vocabulary, await seen(one.vocabulary, asked.isAllOurs ? [] : whereOf(uses)));
  }
  const context = {
    on,
    calls,
    seenBy: (id: string) => watched.get(id) ?? { window: { from: now, to: now }, gap: null },
    only: server.matchers ? server.matchers : null,
  };
  const doubts = chosen.flatMap(one => (one.own.length === 0 ? one.problems : []));
  return {
    known: true,
    value: {
      rows: chosen.flatMap(({ tie, own }) => rowsOf(tie, own, context)),
      problems: [...problems, ...new Set(doubts), ...strangers(others)],
    },
  };
}

/** Series of those who asked for what was tied. */
function whereOf(uses: readonly Counted[]): string[] {
  const askers = uses.flatMap(({ counts }) => askersIn(counts)).filter(asker => asker !== null);
  const [first] = askers;
  // By two labels none can be told from the other: then all are looked at.
  if (!first || askers.some(({ label }) => label !== first.label)) return [];
  const values = [...new Set(askers.map(({ value }) => escape(value)))];
  return [`${quoteLabel(first.label)}=~${JSON.stringify(values.join('|'))}`];
}

const MOST_STRANGERS = 5;

function strangers(others: ReadonlyMap<string, number>): string[] {
  const models = [...others].toSorted(([, a], [, b]) => b - a).map(([model]) => model);
  if (models.length === 0) return [];
  const more = models.length > MOST_STRANGERS ? [`${models.length - MOST_STRANGERS} more`] : [];
  return [`no call of this repository has ${[...models.slice(0, MOST_STRANGERS), ...more].join(', ')}`];
}
