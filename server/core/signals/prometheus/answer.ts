import type { Known } from '../../model.ts';
import { known, unknown } from '../model.ts';

/** What a server says to a query. Values may be NaN or infinite: they are kept, and told apart where they are read. */
export interface Answer {
  rows: readonly Row[];
  /** What the server says besides: that a part of it did not answer. */
  warnings: readonly string[];
  isPartial: boolean;
}

export interface Row {
  labels: Readonly<Record<string, string>>;
  /** Milliseconds since 1970 and values, ascending; one of an instant. */
  points: readonly (readonly [at: number, value: number])[];
}

/** An answer of `/api/v1/query` and `/api/v1/query_range`; what is not in their form is told, never taken for nothing. */
export function readAnswer(body: unknown): Known<Answer> {
  if (!isRecord(body)) return unknown('the answer is no JSON object: is this the address of a Prometheus API?');
  if (body['status'] === 'error') return unknown(errorOf(body));
  const data = body['data'];
  if (body['status'] !== 'success' || !isRecord(data)) return unknown('the answer is not that of a Prometheus API');
  const rows = rowsOf(data['resultType'], data['result']);
  if (rows === null) return unknown(`the answer has no result that can be read (${String(data['resultType'])})`);
  const isPartial = body['isPartial'] === true || data['isPartial'] === true;
  return known({ rows, warnings: textsOf(body['warnings']), isPartial });
}

/** An answer of `/api/v1/label/…/values`. */
export function readNames(body: unknown): Known<readonly string[]> {
  if (isRecord(body) && body['status'] === 'error') return unknown(errorOf(body));
  if (!isRecord(body) || body['status'] !== 'success') return unknown('the answer is not that of a Prometheus API');
  // VictoriaMetrics and Mimir say null, or leave it out, where there is nothing.
  return known(textsOf(body['data']));
}

/** What a server says that went wrong, in one line. */
export function errorOf(body: Readonly<Record<string, unknown>>): string {
  const text = typeof body['error'] === 'string' && body['error'] !== '' ? body['error'] : 'it says no more';
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > LONGEST_ERROR ? `${line.slice(0, LONGEST_ERROR)}…` : line;
}

const LONGEST_ERROR = 300;

function rowsOf(type: unknown, result: unknown): Row[] | null {
  if (!Array.isArray(result)) return null;
  if (type === 'scalar') {
    const point = pointOf(result);
    return point && [{ labels: {}, points: [point] }];
  }
  if (type !== 'vector' && type !== 'matrix') return null;
  const rows = result.map((entry: unknown) => rowOf(entry));
  return rows.every(row => row !== null) ? rows : null;
}

function rowOf(entry: unknown): Row | null {
  if (!isRecord(entry) || !isRecord(entry['metric'])) return null;
  const given: unknown[] = Array.isArray(entry['values']) ? entry['values'] : [entry['value']];
  const points = given.map(pointOf);
  if (!points.every(point => point !== null)) return null;
  const labels = Object.entries(entry['metric']).flatMap(([key, value]) =>
    typeof value === 'string' ? [[key, value] as const] : [],
  );
  return { labels: Object.fromEntries(labels), points };
}

/** `[1700000000.123, "42"]`: numbers are texts, as JSON has no NaN. */
function pointOf(pair: unknown): readonly [number, number] | null {
  if (!Array.isArray(pair) || pair.length !== 2) return null;
  const [seconds, text] = pair as unknown[];
  const value = numberOf(text);
  if (typeof seconds !== 'number' || value === null) return null;
  return [Math.round(seconds * 1000), value];
}

function numberOf(text: unknown): number | null {
  if (typeof text !== 'string' || text.trim() === '') return null;
  const words: Readonly<Record<string, number>> = {
    NaN: Number.NaN,
    '+Inf': Infinity,
    Inf: Infinity,
    '-Inf': -Infinity,
  };
  if (Object.hasOwn(words, text)) return words[text] ?? null;
  const value = Number(text);
  return Number.isNaN(value) ? null : value;
}

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((text: unknown) => typeof text === 'string') : [];
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
