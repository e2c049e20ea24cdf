import { plainText, type Value } from '../value.ts';
import { type Link, type Schema, type SchemaReader, isSchema, linksOf, positionals, unread } from './reader.ts';

/**
 * Schemas of Zod as JSON, in the form of `z.toJSONSchema()` and of zod-to-json-schema, which differ in nothing that is
 * billed but unions with null: https://zod.dev/json-schema
 */

type External = Extract<Value, { kind: 'external' }>;

const ZOD = /^(?:zod(?:$|\/)|@zod\/|@hono\/zod-openapi$)/;

export const isZod = (value: Value): value is External =>
  value.kind === 'external' && ZOD.test(value.package) && value.steps.at(-1)?.kind === 'call';

/** A schema, and whether a field of it may be left out. */
interface Read {
  schema: Schema;
  isOptional: boolean;
}

export function zodSchema(reader: SchemaReader, value: Value): Schema | undefined {
  return readZod(reader, value)?.schema;
}

function readZod(reader: SchemaReader, value: Value): Read | undefined {
  if (!isZod(value)) return unread(reader, 'a part of it is no schema that is known');
  const links = linksOf(value);
  const at = links.findIndex(link => link.args !== null);
  const [made, ...steps] = links.slice(at);
  if (!made) return undefined;
  const schema = madeBy(reader, made);
  return schema && steps.reduce((read, step) => modified(reader, read, step), { schema, isOptional: false } as Read);
}

const inner = (reader: SchemaReader, value: Value | undefined): Schema =>
  (value && readZod(reader, value)?.schema) ?? {};

const listOf = (reader: SchemaReader, value: Value | undefined): Schema[] => {
  if (value?.kind !== 'list') return [];
  for (const why of value.open) unread(reader, why);
  return value.items.map(item => inner(reader, item.value));
};

type Make = (reader: SchemaReader, args: Value[], name: string) => Schema;

const plain =
  (schema: Schema): Make =>
  () => ({ ...schema });
const string = (format?: string): Make => plain({ type: 'string', ...(format ? { format } : {}) });

const object: Make = (reader, [shape]) => objectOf(reader, shape);
const union: Make = (reader, args) => ({
  anyOf: listOf(
    reader,
    args.find(arg => arg.kind === 'list'),
  ),
});

const MAKERS: Readonly<Record<string, Make>> = {
  object,
  strictObject: object,
  looseObject: object,
  interface: object,
  string: string(),
  email: string('email'),
  url: string('uri'),
  uuid: string('uuid'),
  datetime: string('date-time'),
  date: string('date'),
  number: plain({ type: 'number' }),
  int: plain({ type: 'integer' }),
  bigint: plain({ type: 'integer' }),
  boolean: plain({ type: 'boolean' }),
  null: plain({ type: 'null' }),
  any: plain({}),
  unknown: plain({}),
  enum: (reader, [values]) => enumOf(reader, values),
  nativeEnum: (reader, [values]) => enumOf(reader, values),
  literal: (reader, [value]) => literalOf(value && reader.json(value)),
  array: (reader, [items]) => ({ type: 'array', items: inner(reader, items) }),
  set: (reader, [items]) => ({ type: 'array', uniqueItems: true, items: inner(reader, items) }),
  tuple: (reader, [items]) => ({ type: 'array', prefixItems: listOf(reader, items) }),
  record: (reader, args) => ({ type: 'object', additionalProperties: inner(reader, args.at(-1)) }),
  union,
  discriminatedUnion: union,
  intersection: (reader, args) => ({ allOf: args.map(arg => inner(reader, arg)) }),
  optional: (reader, [of]) => inner(reader, of),
  nullable: (reader, [of]) => nullable(inner(reader, of)),
};

function madeBy(reader: SchemaReader, link: Link): Schema | undefined {
  const make = Object.hasOwn(MAKERS, link.name) ? MAKERS[link.name] : undefined;
  return make ? make(reader, positionals(reader, link), link.name) : unread(reader, `\`z.${link.name}\` is not read`);
}

function objectOf(reader: SchemaReader, shape: Value | undefined): Schema {
  if (shape?.kind !== 'object') return unread(reader, 'the fields of a schema are decided at run time') ?? {};
  for (const why of shape.open) unread(reader, why);
  const fields = [...shape.entries].map(([name, value]) => ({ name, read: readZod(reader, value) }));
  const required = fields.flatMap(({ name, read }) => (read?.isOptional ? [] : [name]));
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map(({ name, read }) => [name, read?.schema ?? {}])),
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  };
}

function enumOf(reader: SchemaReader, values: Value | undefined): Schema {
  const members = values?.kind === 'class' ? reader.engine.members(values) : undefined;
  const json = members ? members.map(reader.json) : values && reader.json(values);
  const all = Array.isArray(json) ? json : isSchema(json) ? Object.values(json) : [];
  return { type: all.every(one => typeof one === 'number') && all.length > 0 ? 'number' : 'string', enum: all };
}

function literalOf(value: unknown): Schema {
  if (Array.isArray(value)) return { enum: value };
  return value === null ? { type: 'null' } : { type: typeof value, const: value };
}

const nullable = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });

/** Limits, by what they are called of texts, lists and numbers. */
const LIMITS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  min: { string: 'minLength', array: 'minItems', number: 'minimum', integer: 'minimum' },
  max: { string: 'maxLength', array: 'maxItems', number: 'maximum', integer: 'maximum' },
  gte: { number: 'minimum', integer: 'minimum' },
  lte: { number: 'maximum', integer: 'maximum' },
};

/** What a step of the chain makes of a schema. What only checks or turns the value into another is not sent. */
function modified(reader: SchemaReader, { schema, isOptional }: Read, step: Link): Read {
  const [first] = positionals(reader, step);
  const same = (more: Schema, optional = isOptional): Read => ({
    schema: { ...schema, ...more },
    isOptional: optional,
  });
  switch (step.name) {
    case 'optional':
      return same({}, true);
    case 'nullish':
      return { schema: nullable(schema), isOptional: true };
    case 'nullable':
      return { schema: nullable(schema), isOptional };
    case 'describe':
      return same({ description: describedBy(reader, first) });
    case 'meta':
      return same(first?.kind === 'object' ? (reader.json(first) as Schema) : {});
    case 'default':
    case 'prefault':
      return same({ default: first && reader.json(first) });
    case 'int':
      return same({ type: 'integer' });
    case 'array':
      return { schema: { type: 'array', items: schema }, isOptional };
    case 'or':
      return { schema: { anyOf: [schema, inner(reader, first)] }, isOptional };
    case 'email':
    case 'uuid':
      return same({ format: step.name });
    case 'url':
      return same({ format: 'uri' });
    case 'datetime':
      return same({ format: 'date-time' });
    case 'extend':
    case 'safeExtend':
    case 'augment':
      return { schema: merged(schema, objectOf(reader, first)), isOptional };
    case 'merge':
      return { schema: merged(schema, inner(reader, first)), isOptional };
    case 'partial':
      return { schema: { ...schema, required: undefined }, isOptional };
    case 'pick':
    case 'omit':
      return { schema: chosen(schema, first, step.name === 'pick'), isOptional };
    default: {
      const limit = LIMITS[step.name]?.[String(schema['type'])];
      return limit ? same({ [limit]: first && reader.json(first) }) : same({});
    }
  }
}

function describedBy(reader: SchemaReader, text: Value | undefined): string {
  const json = text && (plainText(text) ?? reader.json(text));
  return typeof json === 'string' ? json : '';
}

const fieldsIn = ({ properties }: Schema): Schema => (isSchema(properties) ? properties : {});
const requiredIn = ({ required }: Schema): unknown[] => (Array.isArray(required) ? required : []);

function merged(one: Schema, other: Schema): Schema {
  const required = [...new Set([...requiredIn(one), ...requiredIn(other)])];
  return { ...one, properties: { ...fieldsIn(one), ...fieldsIn(other) }, required };
}

function chosen(schema: Schema, mask: Value | undefined, isPick: boolean): Schema {
  if (mask?.kind !== 'object') return schema;
  const keeps = (name: unknown): boolean => mask.entries.has(String(name)) === isPick;
  const properties = Object.fromEntries(Object.entries(fieldsIn(schema)).filter(([name]) => keeps(name)));
  return { ...schema, properties, required: requiredIn(schema).filter(keeps) };
}
