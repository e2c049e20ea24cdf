import { plainText, type Value } from '../value.ts';
import { isRecord, nameOf, pydanticSchema, strict } from './pydantic.ts';
import { cleaned } from './docs.ts';
import {
  type Link,
  type Schema,
  type SchemaReader,
  linksOf,
  namedArguments,
  positionals,
  unread,
  whyNot,
} from './reader.ts';

type External = Extract<Value, { kind: 'external' }>;
type Maker = (reader: SchemaReader, call: Link) => unknown;

const text = (value: Value | undefined): string | undefined => value && plainText(value);

/** `pydantic_function_tool(Model, name="…", description="…")`. */
const pydanticTool: Maker = (reader, call) => {
  const [model] = positionals(reader, call);
  if (model?.kind !== 'class' || !isRecord(reader, model)) return model && unread(reader, whyNot(model));
  const named = namedArguments(reader, call);
  const doc = model.module.scope(model.scope)?.doc;
  const description = text(named.get('description')) ?? (doc ? cleaned(doc) : undefined);
  return {
    type: 'function',
    function: {
      name: text(named.get('name')) ?? nameOf(model),
      ...(description === undefined ? {} : { description }),
      strict: true,
      parameters: strict(pydanticSchema(reader, model)),
    },
  };
};

/** `zodResponseFormat(Schema, "name")`, and `zodTextFormat` of the newer endpoint. */
const zodFormat =
  (endpoint: 'chat' | 'responses'): Maker =>
  (reader, call) => {
    const [schema, name] = positionals(reader, call);
    const json = schema && reader.json(schema);
    if (json === undefined) return undefined;
    return formatOf(endpoint, text(name) ?? '', strict(json));
  };

/** `zodFunction({ name, description, parameters })`. */
const zodTool =
  (endpoint: 'chat' | 'responses'): Maker =>
  (reader, call) => {
    const { function: _, ...tool } = fieldsOf(reader, call);
    return endpoint === 'chat' ? { type: 'function', function: tool } : { type: 'function', ...tool };
  };

const firstArgument: Maker = (reader, call) => {
  const [first] = positionals(reader, call);
  return first && reader.json(first);
};

/** What makes tools and schemas of others, by its last name: it is not called so by chance in the place of one. */
const MAKERS: Readonly<Record<string, Maker>> = {
  pydantic_function_tool: pydanticTool,
  zodResponseFormat: zodFormat('chat'),
  zodTextFormat: zodFormat('responses'),
  zodFunction: zodTool('chat'),
  zodResponsesFunction: zodTool('responses'),
  zodToJsonSchema: firstArgument,
  toJSONSchema: firstArgument,
  jsonSchema: firstArgument,
  zodSchema: firstArgument,
  TypeAdapter: firstArgument,
};

/** A class's own schema: `Model.model_json_schema()`. */
const OWN_SCHEMA = /^(?:model_json_schema|schema|json_schema)$/;

/** What a library's function makes of what it is given: a form, a tool, or an object with the fields named. */
export function madeByLibrary(reader: SchemaReader, value: External): unknown {
  const links = linksOf(value);
  const last = links.at(-1);
  // `types.Type.OBJECT`: a constant has the name of what it stands for.
  if (last && !last.args && /^[A-Z][A-Z_]*$/.test(last.name)) return last.name;
  if (!last?.args) return unread(reader, whyNot(value));
  if (OWN_SCHEMA.test(last.name)) return ownSchema(reader, value, links);
  const make = Object.hasOwn(MAKERS, last.name) ? MAKERS[last.name] : undefined;
  if (make) return make(reader, last);
  if (last.args.args?.list.length === 0 && value.package !== '') return {};
  return HOLDER.test(last.name) ? fieldsOf(reader, last) : unread(reader, whyNot(value));
}

/** Classes, and functions that give back an object of the fields that they are given: `types.Tool(…)`, `tool({ … })`. */
const HOLDER =
  /(?:Tool|Function|Schema|Format|Declaration|Definition|Parameters?|Property|Spec|Config)(?:$|[A-Z])|^(?:dynamicTool|tool|createTool|defineTool)$/;

function ownSchema(reader: SchemaReader, value: External, links: readonly Link[]): unknown {
  const before = links.at(-2);
  const by = before?.args?.by;
  if (by) return pydanticSchema(reader, { kind: 'class', ...by });
  return before?.name === 'TypeAdapter' ? firstArgument(reader, before) : unread(reader, whyNot(value));
}

function fieldsOf(reader: SchemaReader, call: Link): Schema {
  const given = call.args?.args;
  if (!given || given.list.some(arg => arg.spread))
    return unread(reader, `what \`${call.name}\` is made of is added at run time`) ?? {};
  const fields = [...namedArguments(reader, call)].flatMap(([name, field]) => {
    const json = field.kind === 'function' ? undefined : reader.json(field);
    return json === undefined ? [] : [[name, json] as const];
  });
  if (fields.length === 0) unread(reader, `\`${call.name}\` is made at run time`);
  return Object.fromEntries(fields);
}

/** How OpenAI's endpoints take the form of an answer. */
export const formatOf = (endpoint: 'chat' | 'responses', name: string, schema: unknown): Schema =>
  endpoint === 'chat'
    ? { type: 'json_schema', json_schema: { schema, name, strict: true } }
    : { type: 'json_schema', strict: true, name, schema };
