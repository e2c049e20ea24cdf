import type { SignalId } from '../model.ts';
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
    ...(ids.has('input-tokens') ? [tokenRate()] : []),
    ...(ids.has('prompt-length-p95') ? [promptLength()] : []),
    ...(ids.has('cache-prompt') ? [cacheDrop()] : []),
    ...(ids.has('retries') ? [retries()] : []),
    ...(ids.has('spend') && budgetUsd !== null ? BURNS.map(burn => budgetBurn(burn, budgetUsd)) : []),
  ];
}

/** Comes before any alert of dollars: against the same hour of yesterday and of a week ago. */
function tokenRate(): AlertingRule {
  const rate = 'prompt_cost:input_tokens:5m';
  const then = (ago: string): string => `avg_over_time(${rate}[1h] offset ${ago})`;
  const now = `avg_over_time(${rate}[30m])`;
  return {
    alert: 'PromptCostTokenRate',
    expr: `${now} / ((${then('1d')} + ${then('1w')}) / 2 or ${then('1d')}) > 2 and ${now} > 10`,
    for: '15m',
    labels: { severity: 'ticket' },
    annotations: {
      summary: '{{ $labels.model }} reads {{ $value | humanize }} times the input tokens of this hour on other days',
      description: 'Mean of 30 minutes against the same hour a day and a week ago; from 10 tokens a second on.',
    },
  };
}

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
  const spend = (window: string): string => `sum by (vocabulary) (sum_over_time(prompt_cost:spend:5m[${window}]))`;
  const steps = (window: string): string => `max by (vocabulary) (count_over_time(prompt_cost:spend:5m[${window}]))`;
  // The sum over the most samples that any series has: one that ended counts as nothing from then on.
  const perHour = (window: string): string => `${spend(window)} / ${steps(window)}`;
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
