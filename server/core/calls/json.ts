import type { Place } from '../model.ts';
import { type Engine, type Value, plainText, textOf } from './value.ts';

type External = Extract<Value, { kind: 'external' }>;

/** Functions that write a value as JSON, and those that make bytes of a text: what is read is their first argument. */
const WRITERS: ReadonlySet<string> = new Set([
  'JSON.stringify',
  'JSON.generate',
  'json_encode',
  'json.dumps',
  'orjson.dumps',
  'ujson.dumps',
  'simplejson.dumps',
  'Buffer.from',
  'bytes',
  'TextEncoder.encode',
  'Uint8ArrayBlobAdapter.fromString',
]);

/** The value that a text or its bytes were written from as JSON; any other value as it is. */
export function readJson(engine: Engine, value: Value): Value {
  if (value.kind === 'text') return parse(value);
  if (value.kind !== 'external') return value;
  const before = beforeEncode(value);
  if (before) return readJson(engine, before);
  const last = value.steps.at(-1);
  const [first] = last?.kind === 'call' ? (last.args?.list ?? []) : [];
  if (last?.kind !== 'call' || !last.args || !first || first.name !== null || !WRITERS.has(nameOf(value))) return value;
  return readJson(engine, engine.evaluate(first.value, last.args.frame));
}

const nameOf = ({ package: library, steps }: External): string =>
  [library, ...steps.flatMap(step => (step.kind === 'member' ? [step.name] : []))].join('.');

/** The text in `text.encode()`. */
function beforeEncode(value: External): External | undefined {
  const [member, call] = value.steps.slice(-2);
  const isEncode = member?.kind === 'member' && member.name === 'encode' && call?.kind === 'call';
  const made = { ...value, steps: value.steps.slice(0, -2) };
  return isEncode && WRITERS.has(nameOf(made)) ? made : undefined;
}

/** JSON that stands in the source to the letter. */
function parse(text: Extract<Value, { kind: 'text' }>): Value {
  const plain = plainText(text);
  if (plain === undefined || !/^\s*[{[]/.test(plain)) return text;
  try {
    return toValue(JSON.parse(plain), text.place);
  } catch {
    // No JSON: it is the text that it is.
    return text;
  }
}

function toValue(json: unknown, place: Place): Value {
  if (typeof json === 'string') return textOf(json, place);
  if (typeof json === 'number') return { kind: 'number', value: json };
  if (typeof json === 'boolean' || json === null || json === undefined)
    return { kind: 'constant', value: json ?? null };
  if (Array.isArray(json))
    return { kind: 'list', items: json.map(item => ({ value: toValue(item, place), repeat: null })), open: [] };
  const entries = Object.entries(json).map(([key, inner]) => [key, toValue(inner, place)] as const);
  return { kind: 'object', entries: new Map(entries), open: [] };
}
