import { type Step, type Value, unknown } from './value.ts';

/** What was found at a locator, and why more may hide there. */
export interface Found {
  value: Value | undefined;
  hidden: string[];
  /** Where nothing is found but the arguments come in as a parameter (`**kwargs`): what a required one of them then is. */
  passed: Value | null;
}

export const found = (value: Value | undefined, hidden: string[] = [], passed: Value | null = null): Found => ({
  value,
  hidden,
  passed,
});

export interface Unseen {
  unseen: Extract<Value, { kind: 'unknown' }>;
}

/** An argument of a call that was made elsewhere. */
export const unseen = ({ unseen: { name, why, place, from } }: Unseen, head: string): Found =>
  found(
    undefined,
    [`\`${name}\` is ${why}`],
    unknown(head.startsWith('(') ? name : `${name}.${head}`, why, place, from),
  );

export const nameAt = (steps: readonly Step[], at: number): string | undefined => {
  const step = steps[at];
  return step?.kind === 'member' ? step.name : undefined;
};

/** The number of a positional locator, `(0)`. */
export function positionOf(key: string): number | undefined {
  const position = /^\((\d+)\)$/.exec(key)?.[1];
  return position === undefined ? undefined : Number(position);
}

export const isOpaque = (value: Value): boolean => value.kind === 'unknown' || value.kind === 'external';

/** Languages write one name each their way: `max_tokens`, `maxTokens`, `MaxTokens`. */
export const looseName = (name: string): string => name.replaceAll('_', '').toLowerCase();

export const isName = (name: string, wanted: string): boolean =>
  name === wanted || looseName(name) === looseName(wanted);

/** An object's entry by its name as any language writes it. */
export function entryOf({ entries }: { entries: ReadonlyMap<string, Value> }, name: string): Value | undefined {
  const exact = entries.get(name);
  if (exact) return exact;
  const loose = looseName(name);
  for (const [key, value] of entries) if (looseName(key) === loose) return value;
  return undefined;
}

/** A key of an object, or of one of several. */
export function keyOf(value: Value, key: string): Found {
  if (value.kind === 'object') {
    const inner = entryOf(value, key);
    return found(inner, inner ? [] : value.open);
  }
  if (value.kind === 'unknown') return found(undefined, [], value);
  return value.kind === 'choice' ? oneOf(value.options.map(option => keyOf(option, key))) : found(undefined);
}

export function oneOf(options: readonly Found[]): Found {
  const values = options.flatMap(option => option.value ?? []);
  const [only] = values;
  return found(
    values.length > 1 ? { kind: 'choice', options: values } : only,
    options.flatMap(option => option.hidden),
    options.find(option => option.passed !== null)?.passed ?? null,
  );
}
