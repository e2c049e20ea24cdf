import type { Known } from '../../model.ts';
import {
  type Basis,
  known,
  NOT_TOLD,
  type Reading,
  type Series,
  type SignalId,
  type Unit,
  unknown,
  type Window,
} from '../model.ts';
import { isOther } from '../cells.ts';
import type { PrometheusQuery } from '../vocabularies/vocabulary.ts';
import type { Answer, Row } from './answer.ts';
import { type Expression, MOST_SERIES } from './promql.ts';
import { edgesAround, quantileOf } from './quantile.ts';

const UNITS: Readonly<Record<SignalId, Unit>> = {
  requests: 'requests/s',
  'input-tokens': 'tokens/s',
  'output-tokens': 'tokens/s',
  spend: 'USD/h',
  'prompt-length-p50': 'tokens',
  'prompt-length-p95': 'tokens',
  'cache-prompt': 'ratio',
  'cache-response': 'ratio',
  routing: 'ratio',
  retries: 'factor',
  failures: 'ratio',
  'first-token-p95': 's',
  'gpu-count': 'GPUs',
  'gpu-utilization': 'ratio',
  'gpu-hourly': 'USD/h',
  'gpu-power': 'W',
};

/** What a signal's query was, and over what. */
export interface Asked {
  id: SignalId;
  query: PrometheusQuery;
  expression: Expression;
  /** It is asked of what rules recorded. */
  isRecorded: boolean;
  window: Window;
  /** What is to know of all readings of this source. */
  notes: readonly string[];
}

/** One query that asks for all of it: the total has no labels, buckets have an edge, the others are by label. */
export function instantQuery({ total, by, buckets }: Expression): string {
  const sum = buckets ?? total;
  return by === null ? sum : `(${sum}) or (${by})`;
}

/** The total and the parts of an answer to `instantQuery`. */
export function readInstant(asked: Asked, answer: Known<Answer>): { total: Reading; by: Reading[] } {
  if (!answer.known) return { total: reading(asked, answer), by: [] };
  const { rows } = answer.value;
  const edges = rows.filter(({ labels }) => 'le' in labels);
  const parts = rows.filter(({ labels }) => !('le' in labels) && Object.keys(labels).length > 0);
  const why = [...answer.value.warnings, ...(answer.value.isPartial ? ['a part of the server did not answer'] : [])];
  const told = { ...asked, notes: [...asked.notes, ...why] };
  if (told.query.kind === 'share') return readShares(told, rows);
  const whole = asked.expression.buckets === null ? totalOf(told, rows) : quantileTotal(told, edges);
  const total: Reading = why.length > 0 && whole.value.known ? { ...whole, exactness: 'lower-bound' } : whole;
  return { total, by: partsOf(told, parts, edges) };
}

/** Nothing happened, which is no failure to find it out. */
export const isEmpty = ({ value }: Reading): boolean => !value.known && EMPTY.has(value.why);

/** The points of an answer to a range query, at every step; null where nothing was measured. */
export function readSeries({ id }: Asked, answer: Answer, span: Window, stepMs: number): Series {
  const values = new Map(answer.rows[0]?.points ?? []);
  const at = Array.from({ length: Math.floor((span.to - span.from) / stepMs) + 1 }, (_, i) => span.from + i * stepMs);
  return { unit: UNITS[id], at, values: at.map(time => finite(values.get(time))) };
}

const finite = (value: number | undefined): number | null =>
  value !== undefined && Number.isFinite(value) ? value : null;

function totalOf(asked: Asked, rows: readonly Row[]): Reading {
  return reading(asked, valueOf(rows.find(({ labels }) => Object.keys(labels).length === 0)));
}

function quantileTotal(asked: Asked, edges: readonly Row[]): Reading {
  const { query } = asked;
  if (query.kind !== 'quantile') return totalOf(asked, edges);
  const scale = query.of[0]?.scale ?? 1;
  const found = quantileOf(
    query.quantile,
    edges.map(({ labels, points }) => ({ edge: edgeOf(labels['le']) * scale, count: points[0]?.[1] ?? Number.NaN })),
  );
  if (!found) return reading(asked, unknown(edges.length === 0 ? NO_SAMPLES : NOTHING_HAPPENED));
  const { value, low, high } = found;
  return { ...reading(asked, known(value)), range: { low, high }, exactness: boundOf(high) };
}

const boundOf = (high: number | null): Reading['exactness'] => (high === null ? 'lower-bound' : 'approximate');

const edgeOf = (text = ''): number => (text === '+Inf' ? Infinity : Number(text));

function partsOf(asked: Asked, parts: readonly Row[], edges: readonly Row[]): Reading[] {
  const { query, expression } = asked;
  const notes =
    parts.length >= MOST_SERIES ? [...asked.notes, `the greatest ${MOST_SERIES}: there may be more`] : asked.notes;
  const scale = query.kind === 'quantile' ? (query.of[0]?.scale ?? 1) : 1;
  const bounds = edges.map(({ labels }) => edgeOf(labels['le']) * scale);
  return parts
    .map(row => {
      const value = valueOf(row);
      const one: Reading = {
        ...reading({ ...asked, notes }, value),
        of: namesOf(row.labels, expression.labels),
        how: expression.by ?? expression.total,
      };
      if (bounds.length === 0 || !value.known) return one;
      const range = edgesAround(value.value, bounds);
      return { ...one, range, exactness: boundOf(range.high) };
    })
    .toSorted((a, b) => sizeOf(b) - sizeOf(a));
}

/** Shares by the model that answered, and in total what another answered than was asked for. */
function readShares(asked: Asked, rows: readonly Row[]): { total: Reading; by: Reading[] } {
  const models = new Map<string, number>();
  let [moved, told] = [0, 0];
  for (const row of rows) {
    const value = valueOf(row);
    if (!value.known) continue;
    const { model = NOT_TOLD, requested } = namesOf(row.labels, asked.expression.labels);
    models.set(model, (models.get(model) ?? 0) + value.value);
    if (requested === undefined || model === NOT_TOLD) continue;
    told += value.value;
    if (isOther(requested, model)) moved += value.value;
  }
  const none = rows.length === 0 ? NO_SAMPLES : ASKED_NOT_TOLD;
  const total = reading(asked, told > 0 ? known(moved / told) : unknown(none));
  const by = [...models].map(([model, value]) => ({ ...reading(asked, known(value)), of: { model } }));
  return { total, by: by.toSorted((a, b) => sizeOf(b) - sizeOf(a)) };
}

const sizeOf = ({ value }: Reading): number => (value.known ? value.value : -Infinity);

/** LiteLLM writes None where it has nothing to say, OpenTelemetry nothing. */
const isTold = (value: string | undefined): value is string => value !== undefined && value !== '' && value !== 'None';

function namesOf(labels: Row['labels'], meanings: Expression['labels']): Record<string, string> {
  const entries = Object.entries(meanings).map(([key, label]) => [key, labels[label]] as const);
  const told = entries.flatMap(([key, value]) => (isTold(value) ? [[key, value] as const] : []));
  const first = entries[0]?.[0];
  return { ...(first === undefined ? {} : { [first]: NOT_TOLD }), ...Object.fromEntries(told) };
}

const NO_SAMPLES = 'no samples in this window';
const NOTHING_HAPPENED = 'nothing happened in this window';
const PART_OF_NOTHING = 'a part of nothing: the whole was zero';
const ASKED_NOT_TOLD = 'no request tells both the model that was asked for and the one that answered';
const EMPTY: ReadonlySet<string> = new Set([NO_SAMPLES, NOTHING_HAPPENED, PART_OF_NOTHING, ASKED_NOT_TOLD]);

function valueOf(row: Row | undefined): Known<number> {
  const value = row?.points[0]?.[1];
  if (value === undefined) return unknown(NO_SAMPLES);
  if (Number.isNaN(value)) return unknown(NOTHING_HAPPENED);
  if (!Number.isFinite(value)) return unknown(PART_OF_NOTHING);
  return known(value);
}

function reading({ id, query, expression, window, notes }: Asked, value: Known<number>): Reading {
  return {
    value,
    unit: UNITS[id],
    exactness: !value.known ? 'unknown' : query.kind === 'quantile' ? 'approximate' : 'exact',
    range: null,
    basis: basisOf(id),
    of: {},
    window,
    how: expression.total,
    why: [...(query.note === undefined ? [] : [query.note]), ...notes],
  };
}

/** What a gateway says that a call cost is its own word; all else is counted. */
const basisOf = (id: SignalId): Basis => (id === 'spend' || id === 'gpu-hourly' ? 'billed' : 'measured');
