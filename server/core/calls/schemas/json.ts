import { type Engine, type Value, plainText } from '../value.ts';
import { functionTool } from './functions.ts';
import { madeByLibrary } from './libraries.ts';
import { isRecord, pydanticSchema } from './pydantic.ts';
import { type SchemaReader, unread, whyNot } from './reader.ts';
import { isZod, zodSchema } from './zod.ts';

/** Reads values as the JSON that is sent: what is not known is left out, with its reason in `missing`. */
export function createReader(engine: Engine): SchemaReader {
  const reader: SchemaReader = { engine, missing: [], json: value => toJson(reader, value) };
  return reader;
}

function toJson(reader: SchemaReader, value: Value): unknown {
  switch (value.kind) {
    case 'number':
    case 'constant':
      return value.value;
    case 'text':
      return plainText(value) ?? textWithHoles(reader, value);
    case 'list':
      return listJson(reader, value);
    case 'object':
      return objectJson(reader, value);
    case 'class':
      return isRecord(reader, value) ? pydanticSchema(reader, value) : unread(reader, whyNot(value));
    case 'function':
      return functionTool(reader, value);
    case 'external':
      return isZod(value) ? zodSchema(reader, value) : madeByLibrary(reader, value);
    default:
      return unread(reader, whyNot(value));
  }
}

function textWithHoles({ missing }: SchemaReader, { pieces }: Extract<Value, { kind: 'text' }>): string {
  missing.push('a text in it is put together at run time');
  return pieces.map(piece => (piece.kind === 'text' ? piece.text : '')).join('');
}

function listJson(reader: SchemaReader, { items, open }: Extract<Value, { kind: 'list' }>): unknown[] {
  reader.missing.push(...open);
  return items.flatMap(({ value, repeat }) => {
    if (repeat) return unread(reader, `it is built from \`${repeat.over}\``) ?? [];
    const json = reader.json(value);
    return json === undefined ? [] : [json];
  });
}

/** JSON holds no functions: `execute` of a tool stays where it is. */
function objectJson(reader: SchemaReader, { entries, open }: Extract<Value, { kind: 'object' }>): unknown {
  reader.missing.push(...open);
  const fields = [...entries].flatMap(([name, value]) => {
    const json = value.kind === 'function' ? undefined : reader.json(value);
    return json === undefined ? [] : [[name, json] as const];
  });
  return Object.fromEntries(fields);
}
