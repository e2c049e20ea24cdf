import type { Attachment, CallKind, ModelCandidate, Prompt } from '../model.ts';
import type { CountTokens } from '../ports.ts';
import { familyOf } from './families.ts';
import { type Json, isObject, readFormat, readTools } from './schema.ts';

/**
 * Tokens of an answer in the form that the call asks for; null where it asks for none that is known. Whoever answers may refuse,
 * and a limit may cut the answer off.
 */
export function answerTokens(
  { attachments }: Prompt,
  kind: CallKind,
  model: ModelCandidate,
  count: CountTokens,
): { min: number; max: number | null } | null {
  if (kind !== 'chat') return null;
  const { encoding, fit, isExact } = familyOf(model.id, model.provider, kind);
  const length = (text: string): number => count(encoding, text);
  const answers = attachments.flatMap(attachment => formOf(attachment) ?? []).map(form => answersOf(form, length));
  const [only, ...others] = answers;
  if (!only || others.length > 0) return null;
  // A fitted rule counts what is usual, which is no bound.
  const min = Math.floor(length(only.shortest) * Math.min(1, fit.factor));
  return { min, max: only.longest === null || !isExact ? null : length(only.longest) };
}

/** The schema of the answer, or of the arguments of the tool that must be called. */
function formOf({ kind, json, open, choice }: Attachment): Json | undefined {
  if (!json.known || open) return undefined;
  if (kind === 'schema') return readFormat(json.value[0])?.value.schema;
  if (typeof choice !== 'object') return undefined;
  return readTools(json.value)?.value.tools.find(({ name }) => name === choice.name)?.parameters;
}

/**
 * The shortest and the longest answer of a form, in JSON on one line: without blanks, and with those that are usual. `longest` is null
 * where the form bounds nothing.
 */
export interface Answers {
  shortest: string;
  longest: string | null;
}

/** A form that holds much of itself is not written out. */
const MAX_STEPS = 5_000;

/**
 * What a JSON schema allows at the least and at the most; undefined for a form that no answer fits or that is said in ways that
 * are not read here. `length` compares texts.
 */
export function answersOf(schema: unknown, length: (text: string) => number): Answers | undefined {
  const either = (all: readonly (Answers | undefined)[]): Answers | undefined => {
    const known = all.flatMap(one => one ?? []);
    const [first] = known;
    if (!first) return undefined;
    const shortest = known.reduce(
      (best, { shortest: text }) => (length(text) < length(best) ? text : best),
      first.shortest,
    );
    const isBounded = known.length === all.length;
    const longest = known.reduce<string | null>(
      (most, { longest: text }) => (most === null || text === null || length(text) <= length(most) ? most : text),
      known.some(one => one.longest === null) ? null : first.longest,
    );
    return { shortest, longest: isBounded ? longest : null };
  };

  let steps = 0;

  /** `within`: definitions around the node. The shortest answer never holds one inside of itself. */
  function of(node: unknown, within: readonly string[]): Answers | undefined {
    steps += 1;
    if (steps > MAX_STEPS) return undefined;
    if (!isObject(node)) return ANYTHING;
    const { $ref: ref, const: only, enum: values, anyOf, oneOf, allOf, type, nullable } = node;
    const inner = (one: unknown): Answers | undefined => of(one, within);
    if (nullable === true) return either([exactly(null), inner({ ...node, nullable: false })]);
    if (typeof ref === 'string') return within.includes(ref) ? undefined : of(targetOf(ref, schema), [...within, ref]);
    if (only !== undefined) return exactly(only);
    if (Array.isArray(values)) return either(values.map(exactly));
    const options = [anyOf, oneOf].find(Array.isArray);
    if (options) return either(options.map(inner));
    if (Array.isArray(allOf)) return allOf.length === 1 ? inner(allOf[0]) : { ...ANYTHING, shortest: '{}' };
    if (Array.isArray(type)) return either(type.map(one => inner({ ...node, type: one })));
    return ofType(typeof type === 'string' ? type.toLowerCase() : undefined, node, inner);
  }

  const answers = of(schema, []);
  return steps > MAX_STEPS ? undefined : answers;
}

/** Of which only one thing is known: a digit is an answer. */
const ANYTHING: Answers = { shortest: '0', longest: null };

const exactly = (value: unknown): Answers => ({ shortest: JSON.stringify(value), longest: JSON.stringify(value) });

function ofType(
  type: string | undefined,
  node: Json,
  inner: (node: unknown) => Answers | undefined,
): Answers | undefined {
  const { minimum, maximum } = node;
  switch (type) {
    case 'null':
      return exactly(null);
    case 'boolean':
      return { shortest: 'true', longest: 'false' };
    case 'string':
      return { shortest: '""', longest: null };
    case 'integer': {
      const isBounded = typeof minimum === 'number' && typeof maximum === 'number';
      const ends = isBounded ? [String(minimum), String(maximum)] : [];
      return { shortest: '0', longest: ends.toSorted((a, b) => b.length - a.length)[0] ?? null };
    }
    case 'array':
      return ofArray(node, inner);
    case 'object':
      return ofObject(node, inner);
    default:
      return isObject(node['properties']) ? ofObject(node, inner) : ANYTHING;
  }
}

/** Longer lists than this are not written out. */
const MAX_ITEMS = 64;

function ofArray(
  { items, minItems, maxItems }: Json,
  inner: (node: unknown) => Answers | undefined,
): Answers | undefined {
  const least = Math.min(typeof minItems === 'number' ? minItems : 0, MAX_ITEMS);
  const one = inner(items);
  if (!one) return least === 0 ? { shortest: '[]', longest: null } : undefined;
  const list = (text: string, count: number, comma: string): string =>
    `[${Array.from({ length: count }, () => text).join(comma)}]`;
  const isBounded = typeof maxItems === 'number' && maxItems <= MAX_ITEMS && one.longest !== null;
  return {
    shortest: list(one.shortest, least, ','),
    longest: isBounded ? list(one.longest ?? '', maxItems, ', ') : null,
  };
}

function ofObject(
  { properties, required, additionalProperties }: Json,
  inner: (node: unknown) => Answers | undefined,
): Answers | undefined {
  const names = Object.keys(isObject(properties) ? properties : {});
  const needed = new Set(Array.isArray(required) ? required : []);
  const fields = names.map(name => ({ name, answers: inner(isObject(properties) ? properties[name] : undefined) }));
  if (fields.some(({ name, answers }) => answers === undefined && needed.has(name))) return undefined;
  const write = (all: readonly [string, string][], blank: string): string =>
    `{${all.map(([name, text]) => `${JSON.stringify(name)}:${blank}${text}`).join(`,${blank}`)}}`;
  const least = fields.flatMap(({ name, answers }): [string, string][] =>
    answers && needed.has(name) ? [[name, answers.shortest]] : [],
  );
  const most = fields.flatMap(({ name, answers }): [string, string][] =>
    answers && answers.longest !== null ? [[name, answers.longest]] : [],
  );
  const isBounded = additionalProperties === false && most.length === names.length;
  return { shortest: write(least, ''), longest: isBounded ? write(most, ' ') : null };
}

/** `#/$defs/Berth` in the schema. */
const targetOf = (ref: string, schema: unknown): unknown =>
  ref
    .replace(/^#\/?/, '')
    .split('/')
    .filter(step => step !== '')
    .reduce<unknown>((at, step) => (isObject(at) ? at[decodeURIComponent(step)] : undefined), schema);
