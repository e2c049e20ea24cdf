/** What a data file says, in the same words for every format. */
export type Data =
  | { kind: 'scalar'; value: string | number | boolean | null; offset: number }
  | { kind: 'list'; items: readonly Data[]; offset: number }
  | { kind: 'table'; entries: ReadonlyMap<string, Data>; offset: number };

/** Reads a text; undefined where it is no such data at all. `offset`s are where a value begins. */
export type ReadData = (text: string) => Data | undefined;

/** A plain value of which no more than its file is known. */
export function fromPlain(
  value: unknown,
  offsetOf: (path: readonly string[]) => number,
  path: readonly string[] = [],
): Data {
  const offset = offsetOf(path);
  if (Array.isArray(value))
    return { kind: 'list', items: value.map((item, at) => fromPlain(item, offsetOf, [...path, String(at)])), offset };
  if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    const entries = Object.entries(value).map(
      ([key, inner]) => [key, fromPlain(inner, offsetOf, [...path, key])] as const,
    );
    return { kind: 'table', entries: new Map(entries), offset };
  }
  const isScalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return {
    kind: 'scalar',
    value: isScalar ? value : value === null || value === undefined ? null : String(value),
    offset,
  };
}
