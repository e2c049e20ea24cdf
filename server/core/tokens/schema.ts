/** An object of JSON, of which nothing is certain. */
export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export interface Tool {
  name: string;
  description: string;
  parameters: Json;
}

/** OpenAI's two endpoints spell tools and schemas apart, and bill them apart. */
export type Endpoint = 'chat' | 'responses';

export interface Declared<T> {
  value: T;
  /** The endpoint that takes this spelling; null where any may. */
  endpoint: Endpoint | null;
}

/**
 * Functions that a request declares, in the shapes of all providers, and the names of tools that run on the provider's
 * side, whose results are billed as well.
 */
export interface ToolSet {
  tools: Tool[];
  hosted: string[];
}

/** Undefined where one of them has a shape that is not known. */
export function readTools(json: readonly unknown[]): Declared<ToolSet> | undefined {
  const found = json.map(readTool);
  const read = found.flatMap(one => one ?? []);
  if (read.length < found.length) return undefined;
  return {
    value: { tools: read.flatMap(({ value }) => value.tools), hosted: read.flatMap(({ value }) => value.hosted) },
    endpoint: read.find(({ endpoint }) => endpoint !== null)?.endpoint ?? null,
  };
}

function readTool(json: unknown): Declared<ToolSet> | undefined {
  if (!isObject(json)) return undefined;
  const { type, name } = json;
  if (isObject(json['function'])) return ofTools([json['function']], 'chat');
  if (isObject(json['toolSpec'])) return ofTools([json['toolSpec']], null);
  const declarations = json['functionDeclarations'] ?? json['function_declarations'];
  if (Array.isArray(declarations)) return ofTools(declarations.filter(isObject), null);
  if (type === 'function' && typeof name === 'string') return ofTools([json], 'responses');
  if (typeof name === 'string' && (type === undefined || type === 'custom')) return ofTools([json], null);
  const hosted = typeof type === 'string' ? type : Object.keys(json)[0];
  return typeof type === 'string' || /search|execution|retrieval|context|maps|computer/i.test(hosted ?? '')
    ? { value: { tools: [], hosted: [hosted ?? 'tool'] }, endpoint: null }
    : undefined;
}

function ofTools(declared: readonly Json[], endpoint: Endpoint | null): Declared<ToolSet> | undefined {
  const tools = declared.flatMap(one => {
    const { name, description } = one;
    return typeof name === 'string'
      ? [{ name, description: typeof description === 'string' ? description : '', parameters: parametersOf(one) }]
      : [];
  });
  return tools.length < declared.length ? undefined : { value: { tools, hosted: [] }, endpoint };
}

const PARAMETERS = [
  'parameters',
  'input_schema',
  'inputSchema',
  'parametersJsonSchema',
  'parameters_json_schema',
  'parameter_definitions',
];

function parametersOf(tool: Json): Json {
  const found = PARAMETERS.map(key => tool[key]).find(isObject) ?? {};
  return isObject(found['json']) ? found['json'] : found;
}

/** Tools as text: all of their JSON, or what of it is said in words, as some bill it. */
export const toolText = (tools: readonly Tool[], basis: 'json' | 'words'): string =>
  basis === 'json' ? JSON.stringify(tools) : wordsIn(tools).join(' ');

const wordsIn = (json: unknown): string[] => {
  if (typeof json === 'string') return [json];
  return typeof json === 'object' && json !== null ? Object.values(json).flatMap(wordsIn) : [];
};

/** A form that the answer must have. */
export interface Format {
  name: string;
  description: string;
  schema: Json;
}

/** `response_format`, `text.format`, `output_format`, or the schema itself; undefined for anything else. */
export function readFormat(json: unknown): Declared<Format> | undefined {
  if (!isObject(json)) return undefined;
  const inner = json['json_schema'] ?? json['jsonSchema'] ?? json['format'];
  const holder = isObject(inner) ? inner : json;
  const schema = [holder['schema'], holder['json_schema']].find(isObject) ?? (isSchema(holder) ? holder : undefined);
  if (!schema) return undefined;
  const [name, description] = ['name', 'description'].map(key => holder[key]);
  const title = typeof schema['title'] === 'string' ? schema['title'] : 'response';
  return {
    value: {
      name: typeof name === 'string' ? name : title,
      description: typeof description === 'string' && holder !== schema ? description : '',
      schema,
    },
    endpoint: isObject(json['json_schema']) ? 'chat' : holder !== schema && 'schema' in holder ? 'responses' : null,
  };
}

const isSchema = (json: Json): boolean => 'properties' in json || '$ref' in json || 'anyOf' in json || 'items' in json;

/** Keys that are not billed: what is not allowed, and what is said otherwise. */
const UNBILLED = new Set(
  'additionalProperties required $schema default minItems maxItems minimum maximum minLength maxLength pattern format'.split(
    ' ',
  ),
);
/** Keys that hold names of the user's own. */
const NAMES = new Set(['properties', '$defs', 'definitions']);

/** A schema as OpenAI bills it. */
export function billedSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(billedSchema);
  if (!isObject(schema)) return schema;
  const kept = Object.entries(schema).filter(([key]) => !UNBILLED.has(key));
  return Object.fromEntries(
    kept.map(([key, value]) => [key, NAMES.has(key) && isObject(value) ? mapValues(value) : billedSchema(value)]),
  );
}

const mapValues = (object: Json): Json =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [name, billedSchema(value)]));
