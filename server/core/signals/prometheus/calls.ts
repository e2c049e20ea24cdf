import type { UsageOperation } from '../model.ts';
import { operationOf, textOf } from '../spans.ts';
import type { CallSeries, PrometheusQuery } from '../vocabularies/vocabulary.ts';
import type { Row } from './answer.ts';
import { isAnswerable, type Present } from './present.ts';
import { expressionOf, type Scope } from './promql.ts';

/** What is counted of calls, day by day. `cached` is a part of `input`; `told` counts requests that told their tokens. */
export const FIGURES = ['requests', 'input', 'output', 'inputTold', 'outputTold', 'cached'] as const;
export type Figure = (typeof FIGURES)[number];

const DAY_S = 86_400;

/** One query of a month's usage: each point of its answer is of the day before it. */
export interface CallQuery {
  figure: Figure;
  promql: string;
  /** The instrument's names of labels, as this server spells them. */
  labels: Readonly<Record<string, string>>;
}

/** What one label set of a vocabulary counted. */
export interface CallCount {
  /** The label, as the server spells it, and its value; null: not told. */
  asker: { label: string; value: string } | null;
  requestModel: string | null;
  responseModel: string | null;
  /** Null: not told. */
  operation: UsageOperation | null;
  name: string | null;
  /** By the end of the day, in milliseconds. */
  days: ReadonlyMap<number, number>;
}

/** Queries for all that a vocabulary counts of calls, of which the server has what they need; at most one a figure. */
export function callQueries(
  { vocabulary, spell }: Present,
  calls: CallSeries,
  scope: Pick<Scope, 'matchers' | 'replicas'>,
): CallQuery[] {
  const { signals } = vocabulary.prometheus;
  const rate = (of: CallSeries['requests']): PrometheusQuery[] => (of ? [{ kind: 'rate', of }] : []);
  const queries: Readonly<Record<Figure, readonly PrometheusQuery[]>> = {
    requests: calls.requests ? rate(calls.requests) : [signals.requests ?? []].flat(),
    input: [signals['input-tokens'] ?? []].flat(),
    output: [signals['output-tokens'] ?? []].flat(),
    inputTold: rate(calls.told.input),
    outputTold: rate(calls.told.output),
    cached: [signals['cache-prompt'] ?? []].flat(),
  };
  const keys = keysOf(calls);
  const by = Object.fromEntries(keys.map(key => [key, key]));
  return FIGURES.flatMap(figure => {
    const query = queries[figure].find(each => isAnswerable(each, spell));
    if (!query) return [];
    const { each, labels } = expressionOf({ ...query, by }, by, { ...scope, spell, windowS: DAY_S, inAll: true });
    return each === null ? [] : [{ figure, promql: each, labels }];
  });
}

const keysOf = ({ askers, requestModel, responseModel, operation, name }: CallSeries): string[] => [
  ...new Set([...askers, ...requestModel, ...responseModel, ...operation.keys, ...name]),
];

/** The counts of an answer. What is no inference itself repeats what others tell, and is left out. */
export function readCalls({ figure, labels }: CallQuery, rows: readonly Row[], calls: CallSeries): CallCount[] {
  const perDay = figure === 'cached' ? 1 : DAY_S;
  return rows.flatMap(row => {
    const told = Object.fromEntries(Object.entries(labels).map(([key, spelled]) => [key, row.labels[spelled] ?? '']));
    const operation = operationOf(told, { ...calls, provider: [] });
    if (operation === 'parent') return [];
    const asking = calls.askers.find(key => textOf(told, [key]) !== null);
    const points = row.points.filter(([, value]) => Number.isFinite(value));
    return [
      {
        asker: asking === undefined ? null : { label: labels[asking] ?? asking, value: told[asking] ?? '' },
        requestModel: textOf(told, calls.requestModel),
        responseModel: textOf(told, calls.responseModel),
        operation: operation ?? (textOf(told, calls.operation.keys) === null ? null : 'other'),
        name: textOf(told, calls.name),
        days: new Map(points.map(([at, value]) => [at, value * perDay])),
      },
    ];
  });
}

/** Shares of the cache as tokens: of each label set and day, its part of that day's input, and that input. */
export function cachedTokens(
  shares: readonly CallCount[],
  input: readonly CallCount[],
): { cached: CallCount[]; cachedOf: CallCount[] } {
  const inputs = new Map(input.map(count => [keyOf(count), count.days]));
  const both = shares.map(share => {
    const days = inputs.get(keyOf(share));
    const of = new Map([...share.days.keys()].flatMap(at => pairs(at, days?.get(at))));
    const part = new Map([...of].map(([at, tokens]) => [at, tokens * (share.days.get(at) ?? 0)]));
    return { cached: { ...share, days: part }, cachedOf: { ...share, days: of } };
  });
  return { cached: both.map(({ cached }) => cached), cachedOf: both.map(({ cachedOf }) => cachedOf) };
}

const pairs = (at: number, tokens: number | undefined): [number, number][] =>
  tokens === undefined ? [] : [[at, tokens]];

const keyOf = (count: CallCount): string => JSON.stringify({ ...count, days: null });
