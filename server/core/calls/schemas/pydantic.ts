import type { Expr, Field } from '../../languages/facts.ts';
import { roleOf } from '../classes.ts';
import { type Frame, type Module, type Value, frameOf } from '../value.ts';
import { type Models, lastName, schemaOf, typeArguments } from './annotations.ts';
import { cleaned } from './docs.ts';
import { type Schema, type SchemaReader, isSchema } from './reader.ts';

/**
 * Classes with typed fields as the JSON schema that Pydantic makes of them; dataclasses and typed dictionaries become the
 * same where an SDK takes one: https://docs.pydantic.dev/latest/concepts/json_schema/
 */

type Class = Extract<Value, { kind: 'class' }>;

/** A longer line of ancestors is no one's. */
const MAX_DEPTH = 8;

/** Whether a class holds fields that a schema can be made of. */
export const isRecord = ({ engine }: SchemaReader, { module, scope }: Class): boolean =>
  /^(?:record|settings)$/.test(roleOf(engine, module, scope) ?? '');

export const nameOf = ({ module, scope }: Class): string => module.shape(scope)?.name ?? '';

/** `Model.model_json_schema()`. */
export function pydanticSchema(reader: SchemaReader, type: Class): Schema {
  const definitions = new Map<string, Schema>();
  const models: Models = { reader, refer: inner => refer(models, definitions, inner) };
  const root = modelSchema(models, type);
  const $defs = Object.fromEntries([...definitions].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  // What holds itself stands among the definitions.
  const isRecursive = definitions.has(nameOf(type));
  return definitions.size > 0 ? { $defs, ...(isRecursive ? { $ref: `#/$defs/${nameOf(type)}` } : root) } : root;
}

/** The schema of one annotation with all that it refers to: what a parameter takes. */
export function annotationSchema(reader: SchemaReader, annotation: Expr, frame: Frame): Schema {
  const definitions = new Map<string, Schema>();
  const models: Models = { reader, refer: inner => refer(models, definitions, inner) };
  const schema = schemaOf(models, annotation, frame);
  return definitions.size > 0 ? { ...schema, $defs: Object.fromEntries(definitions) } : schema;
}

function refer(models: Models, definitions: Map<string, Schema>, type: Class): Schema | undefined {
  const { engine } = models.reader;
  const name = nameOf(type);
  const members = engine.members(type);
  if (!members && !isRecord(models.reader, type)) return undefined;
  if (!definitions.has(name)) {
    // It stands for itself while it is made: a type may hold itself.
    definitions.set(name, {});
    definitions.set(name, members ? enumSchema(models.reader, type, members) : modelSchema(models, type));
  }
  return { $ref: `#/$defs/${name}` };
}

function enumSchema(reader: SchemaReader, type: Class, members: readonly Value[]): Schema {
  const values = members.map(reader.json);
  const kinds = new Set(values.map(value => (Number.isInteger(value) ? 'integer' : typeof value)));
  const [kind] = kinds;
  return { ...described(type), enum: values, title: nameOf(type), ...(kinds.size === 1 ? { type: kind } : {}) };
}

const described = ({ module, scope }: Class): Schema => {
  const doc = module.scope(scope)?.doc;
  return doc ? { description: cleaned(doc) } : {};
};

/** A field with the class that declares it. */
interface Declared {
  field: Field;
  module: Module;
  scope: number;
}

function modelSchema(models: Models, type: Class): Schema {
  const fields = [...fieldsOf(models.reader, type, 0).values()].map(declared => fieldSchema(models, declared));
  const required = fields.flatMap(({ name, isRequired }) => (isRequired ? [name] : []));
  return {
    ...described(type),
    properties: Object.fromEntries(fields.map(({ name, schema }) => [name, schema])),
    ...(required.length > 0 ? { required } : {}),
    title: nameOf(type),
    type: 'object',
  };
}

/** Own and inherited ones, those of the ancestors first; what is declared anew keeps its position. */
function fieldsOf(reader: SchemaReader, { module, scope }: Class, depth: number): Map<string, Declared> {
  const all = new Map<string, Declared>();
  const own = module.scope(scope);
  if (!own || depth > MAX_DEPTH) return all;
  for (const base of own.bases.toReversed()) {
    const value = reader.engine.evaluate(base, frameOf(module, Math.max(0, own.parent)));
    if (value.kind === 'class') for (const [name, field] of fieldsOf(reader, value, depth + 1)) all.set(name, field);
  }
  for (const field of own.fields) if (isSent(field)) all.set(field.name, { field, module, scope });
  return all;
}

const isSent = ({ name, annotation }: Field): boolean =>
  !name.startsWith('_') && name !== 'model_config' && !/ClassVar|InitVar/.test(outermost(annotation));

const outermost = (annotation: Expr): string =>
  annotation.kind === 'index' ? lastName(annotation.object) : lastName(annotation);

/** What `Field(…)` says, by the names that it has in a schema. */
const KEYS: Readonly<Record<string, string>> = {
  description: 'description',
  title: 'title',
  examples: 'examples',
  ge: 'minimum',
  gt: 'exclusiveMinimum',
  le: 'maximum',
  lt: 'exclusiveMaximum',
  multiple_of: 'multipleOf',
  pattern: 'pattern',
};

interface Said {
  more: Schema;
  /** Undefined: none; `value` is undefined where it is made as the program runs. */
  default: { value: unknown } | undefined;
  alias: string | undefined;
}

function fieldSchema(models: Models, { field, module, scope }: Declared) {
  const frame = frameOf(module, scope);
  const { name, annotation } = field;
  const inside = annotation.kind === 'index' && lastName(annotation.object) === 'Annotated' ? annotation.index : null;
  const notes = inside ? typeArguments(inside).slice(1).filter(isField) : [];
  const schema = schemaOf(models, annotation, frame);
  const said = [...notes, ...(field.default ? [field.default] : [])].map(one =>
    saidBy(models.reader, one, frame, schema),
  );
  const given = said.findLast(one => one.default !== undefined)?.default;
  // A reference, also one that may be null, has the title of what it refers to.
  const shownAs = said.findLast(one => one.alias !== undefined)?.alias ?? name;
  const titled = isReference(schema) ? {} : { title: titleOf(shownAs) };
  const more: Schema = Object.assign({}, ...said.map(one => one.more));
  const shown = given && given.value !== undefined ? { default: given.value } : {};
  const isRequired = given === undefined && outermost(annotation) !== 'NotRequired';
  return {
    name: shownAs,
    schema: sorted({ ...schema, ...titled, ...more, ...shown }),
    isRequired,
  };
}

const isReference = (schema: Schema): boolean =>
  '$ref' in schema ||
  (Array.isArray(schema['anyOf']) &&
    schema['anyOf'].length === 2 &&
    schema['anyOf'].some(option => isSchema(option) && option['type'] === 'null') &&
    schema['anyOf'].some(option => isSchema(option) && '$ref' in option));

const isField = (expr: Expr): expr is Extract<Expr, { kind: 'call' }> =>
  expr.kind === 'call' && /^(?:Field|field)$/.test(lastName(expr.callee));

/** What stands behind a field's `=`: its default, or a call that says more of it. */
function saidBy(reader: SchemaReader, expr: Expr, frame: Frame, schema: Schema): Said {
  const none: Said = { more: {}, default: undefined, alias: undefined };
  if (!isField(expr))
    return expr.kind === 'other'
      ? none
      : { ...none, default: { value: reader.json(reader.engine.evaluate(expr, frame)) } };
  const more: Schema = {};
  const said: Said = { ...none, more };
  expr.args.forEach(({ name, value }, at) => {
    const json = (): unknown => reader.json(reader.engine.evaluate(value, frame));
    const isDefault = name === 'default' || (name === null && at === 0);
    if (isDefault && value.kind !== 'other') said.default = { value: json() };
    if (name === 'default_factory' || name === 'factory') said.default = { value: undefined };
    if (name === 'alias' || name === 'validation_alias') said.alias = String(json());
    const key = name === null ? undefined : (KEYS[name] ?? lengthKey(name, schema));
    if (key !== undefined) more[key] = json();
  });
  return said;
}

function lengthKey(name: string, { type }: Schema): string | undefined {
  const of = type === 'array' ? 'Items' : type === 'object' ? 'Properties' : 'Length';
  return name === 'min_length' ? `min${of}` : name === 'max_length' ? `max${of}` : undefined;
}

/** `first_name` is shown as `First Name`. */
export const titleOf = (name: string): string =>
  name
    .replaceAll('_', ' ')
    .replaceAll(/[A-Za-z]+/g, word => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase());

/** Keys stand in alphabetical order. */
const sorted = (schema: Schema): Schema =>
  Object.fromEntries(Object.entries(schema).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** OpenAI's strict form: no other fields, all required, no default of null, and what is beside a reference put into it. */
export function strict(schema: unknown, root: unknown = schema): unknown {
  if (Array.isArray(schema)) return schema.map(one => strict(one, root));
  if (!isSchema(schema)) return schema;
  const { $ref, ...beside } = schema;
  if (typeof $ref === 'string' && Object.keys(beside).length > 0) {
    const target = $ref
      .split('/')
      .slice(1)
      .reduce<unknown>((at, key) => (isSchema(at) ? at[key] : undefined), root);
    if (isSchema(target)) return strict({ ...target, ...beside }, root);
  }
  const { default: preset, ...rest } = schema;
  const kept = preset === null || preset === undefined ? rest : schema;
  const closed = Object.fromEntries(
    Object.entries(kept).map(([key, value]) => [
      key,
      isProperties(key) ? inProperties(value, root) : strict(value, root),
    ]),
  );
  if (closed['type'] !== 'object' || !isSchema(closed['properties'])) return closed;
  return { ...closed, required: Object.keys(closed['properties']), additionalProperties: false };
}

const isProperties = (key: string): boolean => key === 'properties' || key === '$defs';

const inProperties = (value: unknown, root: unknown): unknown =>
  isSchema(value) ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, strict(one, root)])) : value;
