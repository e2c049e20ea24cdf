/** Values of JSON and tables that nobody has checked yet. */

export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Empty is not told. */
export const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null;

/** A number, or a text that is one. */
export function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  const text = textOf(value);
  return text !== null && /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : null;
}

/** No count is less than none, or a fraction. */
export function countIn(value: unknown): number | null {
  const number = numberOf(value);
  return number !== null && number >= 0 && Number.isSafeInteger(number) ? number : null;
}

/** The UTC day of seconds since 1970, or of a time as ISO 8601 has it; a time without a zone is UTC. */
export function dayOf(value: unknown): string | null {
  const time = timeOf(value);
  return time === null ? null : new Date(time).toISOString().slice(0, 10);
}

/** Milliseconds since 1970. */
export function timeOf(value: unknown): number | null {
  if (typeof value === 'number') return isTime(value * 1000) ? value * 1000 : null;
  const text = textOf(value);
  const [, date, time, zone] = ISO.exec(text ?? '') ?? [];
  if (date === undefined) return null;
  const at = Date.parse(`${date}T${time ?? '00:00'}${zoneOf(zone)}`);
  return isTime(at) ? at : null;
}

const zoneOf = (zone = 'Z'): string => (/^(?:Z|UTC)$/i.test(zone) ? 'Z' : zone.replace(/^([+-]\d\d)$/, '$1:00'));

const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?\s*(Z|UTC|[+-]\d\d(?::?\d\d)?)?$/i;

/** Between 2000 and 2100: what else stands there is no time of a bill. */
const isTime = (at: number): boolean => at >= 946_684_800_000 && at < 4_102_444_800_000;

/** A time bucket of a report, with what is told of it. */
export interface Bucket {
  start: unknown;
  results: readonly Fields[];
}

/** Buckets of a page, of a list of pages, or of a list of buckets: reports are kept in each of these ways. */
export function bucketsOf(json: unknown, start: 'start_time' | 'starting_at'): Bucket[] {
  if (Array.isArray(json)) return json.flatMap(one => bucketsOf(one, start));
  if (!isFields(json)) return [];
  if (Array.isArray(json['data'])) return bucketsOf(json['data'], start);
  // OpenAI's reference calls the list `result` where its schema and its answers have `results`.
  const results = json['results'] ?? json['result'];
  return json[start] !== undefined && Array.isArray(results)
    ? [{ start: json[start], results: results.filter(isFields) }]
    : [];
}
