import type { Expr } from '../../languages/facts.ts';
import { type Frame, type Value, frameOf, spell } from '../value.ts';
import { type Schema, type SchemaReader, unread } from './reader.ts';

/** Makes a schema of a class that an annotation names, and gives a reference to it. */
export interface Models {
  reader: SchemaReader;
  refer: (type: Extract<Value, { kind: 'class' }>) => Schema | undefined;
}

/** Types of the language and its libraries: https://docs.pydantic.dev/latest/api/standard_library_types/ */
const PLAIN: Readonly<Record<string, Schema>> = {
  str: { type: 'string' },
  int: { type: 'integer' },
  float: { type: 'number' },
  bool: { type: 'boolean' },
  bytes: { format: 'binary', type: 'string' },
  Any: {},
  object: {},
  None: { type: 'null' },
  list: { items: {}, type: 'array' },
  List: { items: {}, type: 'array' },
  Sequence: { items: {}, type: 'array' },
  tuple: { items: {}, type: 'array' },
  set: { items: {}, type: 'array', uniqueItems: true },
  dict: { additionalProperties: true, type: 'object' },
  Dict: { additionalProperties: true, type: 'object' },
  Mapping: { additionalProperties: true, type: 'object' },
  datetime: { format: 'date-time', type: 'string' },
  date: { format: 'date', type: 'string' },
  time: { format: 'time', type: 'string' },
  timedelta: { format: 'duration', type: 'string' },
  UUID: { format: 'uuid', type: 'string' },
  UUID4: { format: 'uuid4', type: 'string' },
  Path: { format: 'path', type: 'string' },
  EmailStr: { format: 'email', type: 'string' },
  HttpUrl: { format: 'uri', maxLength: 2083, minLength: 1, type: 'string' },
  AnyUrl: { format: 'uri', minLength: 1, type: 'string' },
  Decimal: { anyOf: [{ type: 'number' }, { pattern: '^(?!^[-+.]*$)[+-]?0*\\d*\\.?\\d*$', type: 'string' }] },
};

const LISTS = /^(?:list|List|Sequence|Iterable|Collection|MutableSequence|Deque|deque)$/;
const SETS = /^(?:set|Set|frozenset|FrozenSet|AbstractSet)$/;
const MAPS = /^(?:dict|Dict|Mapping|MutableMapping|DefaultDict|OrderedDict)$/;
/** What says more of a type, not another one. */
const WRAPPERS = /^(?:Annotated|Required|NotRequired|ReadOnly|Final)$/;

/** The schema of an annotation, as Pydantic makes it. */
export function schemaOf(models: Models, annotation: Expr, frame: Frame): Schema {
  switch (annotation.kind) {
    case 'constant':
      return { type: 'null' };
    case 'operation':
      return annotation.operator === '|'
        ? union(models, [annotation.left, annotation.right], frame)
        : notRead(models, annotation);
    case 'index':
      return generic(models, annotation, frame);
    case 'text':
      return named(models, forward(annotation), frame);
    case 'name':
    case 'member':
      return named(models, annotation, frame);
    default:
      return notRead(models, annotation);
  }
}

const notRead = ({ reader }: Models, { ...annotation }: Expr): Schema => {
  unread(reader, `the type \`${spell(annotation)}\` is not read`);
  return {};
};

/** A type that is named before it is declared: `"Node"`. */
function forward(text: Extract<Expr, { kind: 'text' }>): Expr {
  const name = text.parts.map(part => (part.kind === 'chars' ? part.text : '')).join('');
  return { kind: 'name', name: name.trim(), span: text.span };
}

/** Last name of a type, whatever it is imported from. */
export const lastName = (type: Expr): string => (type.kind === 'name' || type.kind === 'member' ? type.name : '');

/** What a generic type is given. */
export const typeArguments = (index: Expr): readonly Expr[] =>
  index.kind === 'list' ? index.items.map(item => item.value) : [index];

function generic(models: Models, { object, index }: Extract<Expr, { kind: 'index' }>, frame: Frame): Schema {
  const name = lastName(object);
  const given = typeArguments(index);
  const [first, second] = given;
  if (!first) return {};
  if (name === 'Literal') return literal(models, given, frame);
  if (name === 'Optional') return union(models, [first, { kind: 'constant', value: null, span: first.span }], frame);
  if (name === 'Union') return union(models, given, frame);
  if (WRAPPERS.test(name)) return schemaOf(models, first, frame);
  if (LISTS.test(name)) return { items: schemaOf(models, first, frame), type: 'array' };
  if (SETS.test(name)) return { items: schemaOf(models, first, frame), type: 'array', uniqueItems: true };
  if (MAPS.test(name) && second) {
    const values = schemaOf(models, second, frame);
    return { additionalProperties: Object.keys(values).length > 0 ? values : true, type: 'object' };
  }
  if (/^[tT]uple$/.test(name)) return tuple(models, given, frame);
  return notRead(models, object);
}

function tuple(models: Models, given: readonly Expr[], frame: Frame): Schema {
  const [first, second] = given;
  if (first && second?.kind === 'other') return { items: schemaOf(models, first, frame), type: 'array' };
  const prefixItems = given.map(one => schemaOf(models, one, frame));
  return { maxItems: given.length, minItems: given.length, prefixItems, type: 'array' };
}

function literal({ reader }: Models, given: readonly Expr[], frame: Frame): Schema {
  const values = given.map(one => reader.json(reader.engine.evaluate(one, frame)));
  const types = new Set(values.map(value => (Number.isInteger(value) ? 'integer' : typeof value)));
  const [type] = types;
  const ofType = types.size === 1 && type !== 'object' ? { type } : {};
  return values.length === 1 ? { const: values[0], ...ofType } : { enum: values, ...ofType };
}

/** Unions within a union are one. */
function union(models: Models, options: readonly Expr[], frame: Frame): Schema {
  const all = options.map(option => schemaOf(models, option, frame));
  const flat = all.flatMap(option =>
    Array.isArray(option['anyOf']) && Object.keys(option).length === 1 ? (option['anyOf'] as Schema[]) : [option],
  );
  const distinct = [...new Map(flat.map(option => [JSON.stringify(option), option])).values()];
  const [only] = distinct;
  return only && distinct.length === 1 ? only : { anyOf: distinct };
}

const MAX_ALIASES = 8;

function named(models: Models, type: Expr, frame: Frame, depth = 0): Schema {
  const { engine } = models.reader;
  const value = engine.evaluate(type, frame);
  if (value.kind === 'class') return models.refer(value) ?? notRead(models, type);
  if (value.kind === 'external') {
    const last = value.steps.at(-1);
    const name = last ? (last.kind === 'member' ? last.name : '') : value.package;
    const plain = Object.hasOwn(PLAIN, name) ? PLAIN[name] : undefined;
    return plain ? { ...plain } : notRead(models, type);
  }
  // `Status = Literal["open", "closed"]`: a name for a type.
  const alias = type.kind === 'name' ? frame.module.bindings(0, type.name).at(-1)?.value : undefined;
  return alias?.kind === 'value' && depth < MAX_ALIASES && alias.value.kind !== 'name'
    ? schemaOf(models, alias.value, frameOf(frame.module, 0))
    : notRead(models, type);
}
