import { type Json, type Tool, isObject } from './schema.ts';

/**
 * Tools as OpenAI shows them to its models: a TypeScript namespace, descriptions as comments. The form is that of
 * https://github.com/openai/harmony/blob/main/src/encoding.rs, with what 297 billed requests of 2023 to 2026 say of
 * line breaks, indentation, titles, defaults and limits.
 */
export const namespaceOf = (tools: readonly Tool[]): string =>
  `# Tools\n\n## functions\n\nnamespace functions {\n\n${tools.map(declare).join('')}} // namespace functions`;

function declare({ name, description, parameters }: Tool): string {
  const type = fieldsOf(parameters).length === 0 ? '()' : `(_: ${objectOf(parameters, parameters, 0, 0)})`;
  return `${comment(description, '')}type ${name} = ${type} => any;\n\n`;
}

function typeOf(schema: Json, root: Json, depth: number, indent: number): string {
  const { type, anyOf, oneOf, enum: values, description } = schema;
  const variants = Array.isArray(anyOf) ? anyOf : oneOf;
  if (Array.isArray(variants))
    return variants.map(one => (isObject(one) ? resolved(one, root, depth, indent) : 'any')).join(' | ');
  if (Array.isArray(values)) return values.map(value => JSON.stringify(value)).join(' | ');
  if ('const' in schema) return JSON.stringify(schema['const']) ?? 'any';
  if (Array.isArray(type)) return union(type, schema, root, depth, indent, description);
  switch (type) {
    case 'object':
      return objectOf(schema, root, depth, indent);
    case 'array':
      // What is in a list is set in by a space a level, what is in an object is not.
      return isObject(schema['items']) ? `${resolved(schema['items'], root, depth, depth)}[]` : 'any[]';
    case 'integer':
      return 'number';
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
      return type;
    default:
      return 'any';
  }
}

const resolved = (schema: Json, root: Json, depth: number, indent: number): string =>
  typeOf(refer(schema, root), root, depth, indent);

/** Each type of a list of types has the description behind it. */
function union(types: unknown[], schema: Json, root: Json, depth: number, indent: number, note: unknown): string {
  const spelled = types.map(type => typeOf({ ...schema, type }, root, depth, indent));
  if (typeof note !== 'string' || note === '') return spelled.join(' | ');
  return `${spelled.map(type => `${type} // ${note}`).join('\n | ')}\n`;
}

function objectOf(schema: Json, root: Json, depth: number, indent: number): string {
  const fields = fieldsOf(schema);
  if (fields.length === 0) return 'object';
  const required = new Set(Array.isArray(schema['required']) ? schema['required'] : []);
  const margin = ' '.repeat(indent);
  const rows = fields.map(([name, given]) => {
    const field = refer(given, root);
    const mark = required.has(name) ? '' : '?';
    const type = typeOf(field, root, depth + 1, 0);
    const above = comment(field['title'], margin) + comment(field['description'], margin);
    return `${above}${margin}${name}${mark}: ${type},${behind(field)}\n`;
  });
  // Without a comment it is written in one line.
  if (depth === 0 && !rows.some(row => row.includes('//')))
    return `{ ${rows.map(row => row.trim().replace(/,$/, '')).join(', ')} }`;
  const head = depth === 0 ? comment(schema['title'], '') + comment(schema['description'], '') : '';
  return `${head}{\n${rows.join('')}${margin}}`;
}

const LIMITS = ['minimum', 'maximum', 'minLength', 'maxLength', 'pattern', 'format', 'minItems', 'maxItems'];

/** What stands behind a field: its default, its limits. */
function behind(field: Json): string {
  const limits = LIMITS.filter(key => key in field).map(key => `${key}: ${String(field[key])}`);
  const notes = [...('default' in field ? [`default: ${JSON.stringify(field['default'])}`] : []), limits.join(', ')];
  return notes
    .filter(Boolean)
    .map(note => ` // ${note}`)
    .join('');
}

/** A line of comment for each line, without what is around it. */
function comment(text: unknown, margin: string): string {
  if (typeof text !== 'string' || text.trim() === '') return '';
  const lines = text.trim().split('\n');
  return lines.map(line => `${`${margin}// ${line.trim()}`.trimEnd()}\n`).join('');
}

const fieldsOf = ({ properties }: Json): [string, Json][] =>
  isObject(properties)
    ? Object.entries(properties).flatMap(([name, field]) => (isObject(field) ? [[name, field]] : []))
    : [];

/** What a `$ref` points at, with what stands beside it. */
function refer(schema: Json, root: Json): Json {
  const { $ref, ...beside } = schema;
  if (typeof $ref !== 'string') return schema;
  let at: unknown = root;
  for (const key of $ref.replace(/^#\//, '').split('/')) at = isObject(at) ? at[key] : undefined;
  // A type that holds itself would never end.
  return isObject(at) && !JSON.stringify(at).includes(JSON.stringify($ref)) ? { ...at, ...beside } : { type: 'object' };
}
