import type { Place } from '../../model.ts';
import { setOfType } from '../allowed.ts';
import {
  type Arguments,
  type Engine,
  type Step,
  type Value,
  environmentDefault,
  plainText,
  settingDefault,
} from '../value.ts';
import { environment } from './environment.ts';

/**
 * What a checked object holds by its schema: `schema.parse(process.env).MODEL` with zod, `createEnv({ server: … })` of t3-env,
 * `cleanEnv(process.env, { … })` of envalid.
 */

type External = Extract<Value, { kind: 'external' }>;

interface Checked {
  fields: ReadonlyMap<string, Value>;
  isEnvironment: boolean;
}

const SCHEMAS = /^(?:zod|valibot|yup|envalid|@t3-oss\/env-\w+)(?:$|\/)/;

/** A member of a checked object; undefined where this is none, or its schema says nothing of the value. */
export function schemaMember(engine: Engine, object: External, name: string, place: Place): Value | undefined {
  if (!SCHEMAS.test(object.package)) return undefined;
  const checked = checkedObject(engine, object);
  const field = checked?.fields.get(name);
  if (!checked || field?.kind !== 'external') return undefined;
  const value = fieldValue(engine, field, place);
  if (value?.kind === 'text')
    return { ...value, origin: checked.isEnvironment ? environmentDefault(name) : settingDefault(name) };
  return value ?? (checked.isEnvironment ? environment(name, place) : undefined);
}

function checkedObject(engine: Engine, { steps }: External): Checked | undefined {
  const at = steps.findLastIndex(step => step.kind === 'call');
  const { name, args } = callAt(steps, at);
  const values = valuesOf(engine, args);
  if (name === 'createEnv') return { fields: merged(values[0], ['shared', 'server', 'client']), isEnvironment: true };
  if (name === 'cleanEnv') return { fields: merged(values[1], null), isEnvironment: true };
  if (!/^(?:safe)?[Pp]arse(?:Async)?$/.test(name)) return undefined;
  const made = steps
    .slice(0, at)
    .findLastIndex((step, index) => step.kind === 'call' && callAt(steps, index).name === 'object');
  const shape = made >= 0 ? callAt(steps, made).args : shapeOf(values[0]);
  const [first] = shape?.list ?? [];
  const fields = first && shape ? engine.evaluate(first.value, shape.frame) : undefined;
  return { fields: merged(fields, null), isEnvironment: values.some(isEnvironment) };
}

/** The name and arguments of a call among the steps. */
function callAt(steps: readonly Step[], at: number): { name: string; args: Arguments | null } {
  const [before, call] = [steps[at - 1], steps[at]];
  return { name: before?.kind === 'member' ? before.name : '', args: call?.kind === 'call' ? call.args : null };
}

const valuesOf = (engine: Engine, args: Arguments | null): Value[] =>
  args === null ? [] : args.list.map(arg => engine.evaluate(arg.value, args.frame));

/** The shape of a schema that is handed over: `v.parse(v.object({ … }), input)`. */
function shapeOf(schema: Value | undefined): Arguments | null {
  if (schema?.kind !== 'external') return null;
  const made = schema.steps.findLastIndex(
    (step, at) => step.kind === 'call' && callAt(schema.steps, at).name === 'object',
  );
  return made < 0 ? null : callAt(schema.steps, made).args;
}

const isEnvironment = (value: Value): boolean =>
  value.kind === 'external' && value.package === 'process' && value.steps.at(-1)?.kind === 'member';

/** Fields of an object, or of some of its parts. */
function merged(value: Value | undefined, parts: readonly string[] | null): ReadonlyMap<string, Value> {
  if (value?.kind !== 'object') return new Map();
  if (parts === null) return value.entries;
  return new Map(parts.flatMap(part => [...merged(value.entries.get(part), null)]));
}

/** What a field's schema says of its value: the default, else the values that it allows. */
function fieldValue(engine: Engine, { steps }: External, place: Place): Value | undefined {
  for (let at = steps.length - 1; at > 0; at--) {
    const { name, args } = callAt(steps, at);
    const [first, second] = valuesOf(engine, args);
    if (/^(?:default|prefault|catch)$/.test(name) && first?.kind === 'text') return first;
    if (/^(?:optional|nullish|fallback)$/.test(name) && second?.kind === 'text') return second;
    const named = first?.kind === 'object' ? first.entries.get('default') : undefined;
    if (named?.kind === 'text') return named;
    if (/^(?:enum|nativeEnum|picklist|literal)$/.test(name) && first) return setOf(engine, first, place);
  }
  return undefined;
}

function setOf(engine: Engine, value: Value, place: Place): Value | undefined {
  const values =
    value.kind === 'class'
      ? engine.members(value)
      : value.kind === 'list'
        ? value.items.map(item => item.value)
        : [value];
  return values && values.every(option => plainText(option) !== undefined) ? setOfType(values, place) : undefined;
}
