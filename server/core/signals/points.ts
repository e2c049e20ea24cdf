import { addTo } from '../groups.ts';
import { bucketsOf, explicitSizes, exponentialSizes, type Sizes, sizesSince } from './histograms.ts';
import type { Quantity, UsageIncrement } from './model.ts';
import type { Attributes, OtlpMetric, Temporality } from './otlp/model.ts';
import { counterOf, ENVIRONMENT, labelsOf, operationOf, providerOf, textOf } from './spans.ts';
import { GEN_AI } from './vocabularies/gen-ai.ts';
import { VOCABULARIES } from './vocabularies/index.ts';
import type { MetricMapping, Vocabulary } from './vocabularies/vocabulary.ts';

/** Series that are remembered, the latest: of one that is forgotten, the next total only says where it goes on. */
const MOST_SERIES = 20_000;
/** Exports of one series that may come again. */
const MOST_EXPORTS = 16;

/** One total, or what one export adds. */
interface Reading {
  attributes: Attributes;
  start: number;
  at: number;
  amount: number;
  count: number | null;
  sizes: Sizes | null;
}

/** What metrics add, as increments that are disjoint in time. `since`: see `NormalizerOptions`. */
export function createPoints(
  asked: readonly string[],
  since: number,
): { take: (metrics: readonly OtlpMetric[]) => UsageIncrement[]; earlierTotals: () => number } {
  const totals = remembering<Reading>(MOST_SERIES);
  const exports = remembering<string[]>(MOST_SERIES);
  /** Of all series of one metric of one program: when it first said something. */
  const firsts = remembering<number>(MOST_SERIES);
  let earlier = 0;

  const added = (family: string, now: Reading, temporality: Temporality): Reading | null => {
    const series = family + wordsOf(now.attributes);
    if (temporality === 'delta') return isNew(exports, series, `${now.start} ${now.at}`) ? now : null;
    // Two programs that call themselves the same began at different times.
    const [key, began] = [`${series} ${now.start}`, `${family} ${now.start}`];
    const before = totals.get(key);
    const first = firsts.get(began);
    if (first === undefined) firsts.set(began, now.at);
    if (before && now.at <= before.at) return null;
    totals.set(key, now);
    if (before) return sinceLast(now, before);
    if (now.start >= since && now.start > 0) return now;
    // A label set that was not there when the program last told all that it has.
    if (first !== undefined && first < now.at) return { ...now, start: first };
    earlier += 1;
    return null;
  };

  return {
    earlierTotals: () => earlier,
    take: metrics =>
      metrics.flatMap(metric => {
        const found = mappingOf(metric);
        if (!found) return [];
        const { temporality, readings } = readingsOf(metric);
        const family = `${wordsOf(metric.resource)} ${metric.scope.name} ${metric.name} `;
        return readings.filter(isSound).flatMap(reading => {
          const quantity = quantityOf(found.mapping, reading.attributes);
          const labels = quantity && incrementLabels(metric, reading.attributes, found, asked);
          const more = labels && added(family, reading, temporality);
          if (!quantity || !labels || !more || (more.amount === 0 && !more.count)) return [];
          const { start: from, at: to, amount, count, sizes } = more;
          const increment = { ...labels, metric: metric.name, from, to, quantity, amount, count };
          return [
            { ...increment, buckets: sizes && bucketsOf(sizes), error: textOf(reading.attributes, ['error.type']) },
          ];
        });
      }),
  };
}

const isSound = ({ amount, count }: Reading): boolean =>
  Number.isFinite(amount) && amount >= 0 && (count === null || count >= 0);

/** A total that fell began anew, and nobody says when. */
function sinceLast(now: Reading, before: Reading): Reading {
  const amount = now.amount - before.amount;
  const count = now.count === null ? null : now.count - (before.count ?? 0);
  const sizes = now.sizes && before.sizes ? sizesSince(now.sizes, before.sizes) : null;
  const isAnew = amount < 0 || (count !== null && count < 0) || (now.sizes !== null && sizes === null);
  return isAnew ? { ...now, start: before.at } : { ...now, start: before.at, amount, count, sizes };
}

function isNew(exports: Remembering<string[]>, series: string, one: string): boolean {
  const known = exports.get(series) ?? [];
  if (known.includes(one)) return false;
  exports.set(series, [...known.slice(1 - MOST_EXPORTS), one]);
  return true;
}

function readingsOf({ data }: OtlpMetric): { temporality: Temporality; readings: Reading[] } {
  switch (data.kind) {
    case 'gauge':
      return { temporality: 'cumulative', readings: [] };
    case 'sum': {
      // What may fall is no usage.
      const readings = data.points.flatMap(({ value, ...point }) =>
        value === null || !data.isMonotonic ? [] : [{ ...point, amount: value, count: null, sizes: null }],
      );
      return { temporality: data.temporality, readings };
    }
    case 'histogram':
      return {
        temporality: data.temporality,
        readings: data.points.map(point => ({ ...measured(point), sizes: explicitSizes(point) })),
      };
    case 'exponential-histogram':
      return {
        temporality: data.temporality,
        readings: data.points.map(point => ({ ...measured(point), sizes: exponentialSizes(point) })),
      };
  }
}

const measured = ({
  attributes,
  start,
  at,
  sum,
  count,
}: Omit<Reading, 'amount' | 'sizes' | 'count'> & { sum: number | null; count: number }): Omit<Reading, 'sizes'> => ({
  attributes,
  start,
  at,
  amount: sum ?? 0,
  count,
});

interface Found {
  vocabulary: Vocabulary;
  mapping: MetricMapping;
}

const BY_NAME = new Map<string, Found[]>();
for (const vocabulary of VOCABULARIES)
  for (const mapping of vocabulary.metrics ?? []) addTo(BY_NAME, mapping.name, { vocabulary, mapping });

/** Several write the same names: whose it is tells the scope, and it is the last one's (OpenTelemetry's own) otherwise. */
function mappingOf({ name, scope }: OtlpMetric): Found | undefined {
  const found = BY_NAME.get(name);
  return (
    found?.find(({ vocabulary }) => vocabulary.scopes?.some(prefix => scope.name.startsWith(prefix))) ?? found?.at(-1)
  );
}

function quantityOf({ quantity }: MetricMapping, attributes: Attributes): Quantity | null {
  if (typeof quantity === 'string') return quantity;
  const value = attributes[quantity.key];
  return typeof value === 'string' && Object.hasOwn(quantity.values, value) ? (quantity.values[value] ?? null) : null;
}

type Labels = Omit<UsageIncrement, 'metric' | 'from' | 'to' | 'quantity' | 'amount' | 'count' | 'buckets' | 'error'>;

/** Null of what is no inference. */
function incrementLabels(
  { resource }: OtlpMetric,
  attributes: Attributes,
  { vocabulary, mapping }: Found,
  asked: readonly string[],
): Labels | null {
  const keys = vocabulary.spans ?? GEN_AI;
  const operation = operationOf(attributes, keys);
  if (operation === 'parent') return null;
  return {
    vocabulary: vocabulary.id,
    counter: mapping.counter ?? counterOf(attributes, vocabulary, 0),
    service: textOf(resource, ['service.name']),
    environment: textOf(resource, ENVIRONMENT),
    provider: providerOf(attributes, keys),
    requestModel: textOf(attributes, keys.requestModel),
    responseModel: textOf(attributes, keys.responseModel),
    operation: operation ?? 'other',
    name: textOf(attributes, keys.name),
    code: null,
    labels: labelsOf({ attributes, resource }, asked) ?? {},
  };
}

const words = new WeakMap<Attributes, string>();

/** The same attributes in another order are the same. */
function wordsOf(attributes: Attributes): string {
  const known = words.get(attributes);
  if (known !== undefined) return known;
  const text = JSON.stringify(Object.entries(attributes).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  words.set(attributes, text);
  return text;
}

interface Remembering<T> {
  get: (key: string) => T | undefined;
  set: (key: string, value: T) => void;
}

/** The latest `most` of them. */
function remembering<T>(most: number): Remembering<T> {
  const kept = new Map<string, T>();
  return {
    get: key => kept.get(key),
    set: (key, value) => {
      kept.delete(key);
      kept.set(key, value);
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    },
  };
}
