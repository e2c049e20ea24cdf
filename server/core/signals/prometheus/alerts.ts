import type { SignalId } from '../model.ts';
import type { RateSignal } from '../live.ts';
import { MOST_WEEKS } from '../baselines.ts';
import { LEAST_BASELINE, LEAST_RATE, LEAST_REQUESTS, RATE_SIGNALS, RATE_STEPS } from '../rates.ts';
import { recordOf } from './recorded.ts';
import type { AlertingRule } from './rule.ts';

const HOURS_OF_MONTH = 720;

/** Budgets burn so many times too fast, on a long window and on a short one that says that it still does. */
const BURNS = [
  { factor: 14.4, long: '1h', short: '5m', severity: 'page', holds: 'two days' },
  { factor: 6, long: '6h', short: '30m', severity: 'ticket', holds: 'five days' },
  { factor: 1, long: '3d', short: '6h', severity: 'ticket', holds: 'the month' },
] as const;

/** What to be woken for, of the series that rules record. Every threshold stands in the expression, to be changed there. */
export function alertsOf(ids: ReadonlySet<SignalId>, budgetUsd: number | null): AlertingRule[] {
  return [
    ...RATE_SIGNALS.filter(id => ids.has(id)).flatMap(id =>
      RATE_STEPS.map(at => rateBeyond(id, at, ids.has('requests'))),
    ),
    ...(ids.has('prompt-length-p95') ? [promptLength()] : []),
    ...(ids.has('cache-prompt') ? [cacheDrop()] : []),
    ...(ids.has('retries') ? [retries()] : []),
    ...(ids.has('spend') && budgetUsd !== null ? BURNS.map(burn => budgetBurn(burn, budgetUsd)) : []),
  ];
}

const READS: Readonly<Record<RateSignal, string>> = {
  'input-tokens': 'reads {{ $value | humanize }} tokens a second',
  'output-tokens': 'writes {{ $value | humanize }} tokens a second',
  spend: 'spends ${{ $value | printf "%.2f" }} an hour',
};

/**
 * Comes before any alert of dollars: a rate against the same time of earlier weeks, by the definition that the editor has (`rates.ts`). The
 * median of up to four weeks is the baseline; without one nothing fires.
 */
function rateBeyond(
  id: RateSignal,
  { long, short, longMs, limit, severity }: RateStepRule,
  hasRequests: boolean,
): AlertingRule {
  const weeks = Array.from({ length: MOST_WEEKS }, (_, at) => {
    const then = mean(recordOf(id), long, ` offset ${at + 1}w`);
    return `label_replace(${then}, "week", "${at + 1}", "", "")`;
  });
  const least = LEAST_RATE[id];
  const base = `(quantile by (vocabulary) (0.5, ${weeks.join(' or ')}) >= ${round(least * LEAST_BASELINE)})`;
  const sparse = `(${mean(recordOf('requests'), long)} < ${round((LEAST_REQUESTS * 1000) / longMs)})`;
  const now = (window: string): string => `${mean(recordOf(id), window)} > ${limit} * ${base}`;
  return {
    alert: id === 'spend' ? 'PromptCostSpendRate' : 'PromptCostTokenRate',
    expr: `(${now(long)} and ${now(short)} and ${mean(recordOf(id), long)} > ${least})${hasRequests ? ` unless on (vocabulary) ${sparse}` : ''}`,
    for: '2m',
    labels: { severity, signal: id, times: String(limit) },
    annotations: {
      summary: `{{ $labels.vocabulary }} ${READS[id]}: more than ${limit} times what it does at this time of the week`,
      description: `Windows: ${long} and ${short}, against the median of that time in up to ${MOST_WEEKS} earlier weeks; from ${least} and ${LEAST_REQUESTS} requests on.`,
    },
  };
}

type RateStepRule = (typeof RATE_STEPS)[number];
const round = (value: number): number => Number(value.toPrecision(6));

/** By vocabulary: two may have counted the same calls. A series that ended counts as nothing from then on. */
const mean = (record: string, window: string, offset = ''): string => {
  const of = `${record}[${window}]${offset}`;
  return `sum by (vocabulary) (sum_over_time(${of})) / on (vocabulary) max by (vocabulary) (count_over_time(${of}))`;
};

/** A quantile jumps from edge to edge of its buckets: what fires at half more goes on until it is a quarter more. */
function promptLength(): AlertingRule {
  const length = 'prompt_cost:prompt_length_p95:5m';
  const ratio = `avg_over_time(${length}[30m]) / avg_over_time(${length}[6h] offset 1d)`;
  const firing = 'ALERTS{alertname="PromptCostPromptLength", alertstate="firing"}';
  return {
    alert: 'PromptCostPromptLength',
    expr: `${ratio} > 1.5 or (${ratio} > 1.25 and on (vocabulary, model) ${firing})`,
    for: '15m',
    labels: { severity: 'ticket' },
    annotations: {
      summary: 'The longest prompts of {{ $labels.model }} are {{ $value | humanize }} times those of yesterday',
      description: 'p95 of input tokens, as precise as the edges of its histogram. Fires at 1.5 times, ends at 1.25.',
    },
  };
}

function cacheDrop(): AlertingRule {
  const hits = 'prompt_cost:cache_prompt:5m';
  const before = `avg_over_time(${hits}[6h] offset 1d)`;
  return {
    alert: 'PromptCostCacheDrop',
    expr: `avg_over_time(${hits}[30m]) < 0.7 * ${before} and ${before} > 0.1`,
    for: '15m',
    labels: { severity: 'ticket' },
    annotations: {
      summary: 'The prompt cache of {{ $labels.model }} has only {{ $value | humanizePercentage }} of input tokens',
      description: 'More than three tenths less than yesterday: has the beginning of a prompt changed?',
    },
  };
}

function retries(): AlertingRule {
  return {
    alert: 'PromptCostRetries',
    expr: 'avg_over_time(prompt_cost:retries:5m[15m]) > 1.2',
    for: '10m',
    labels: { severity: 'ticket' },
    annotations: {
      summary: '{{ $labels.model }} takes {{ $value | humanize }} attempts for each that succeeds',
      description: 'Attempts that fail after the prompt was read are paid for.',
    },
  };
}

/** Each vocabulary for itself: two may have counted the same calls. */
function budgetBurn({ factor, long, short, severity, holds }: (typeof BURNS)[number], budgetUsd: number): AlertingRule {
  const limit = Number(((factor * budgetUsd) / HOURS_OF_MONTH).toPrecision(6));
  const perHour = (window: string): string => mean(recordOf('spend'), window);
  return {
    alert: 'PromptCostBudgetBurn',
    expr: `${perHour(long)} > ${limit} and ${perHour(short)} > ${limit}`,
    for: '2m',
    labels: { severity, burn: String(factor) },
    annotations: {
      summary: `{{ $labels.vocabulary }} spends \${{ $value | printf "%.2f" }} an hour: ${factor} times what $${budgetUsd} a month allow`,
      description: `At this rate the budget holds for ${holds} or less. Windows: ${long} and ${short}.`,
    },
  };
}
