import type { Attachment, Place } from '../model.ts';
import { isDecorated } from './decorators.ts';
import { type CallArguments, locate } from './locate.ts';
import type { Match } from './match.ts';
import { createReader } from './schemas/json.ts';
import { formatOf } from './schemas/libraries.ts';
import { nameOf, strict } from './schemas/pydantic.ts';
import { type Schema, isSchema } from './schemas/reader.ts';
import { isZod } from './schemas/zod.ts';
import { type Value, plainText } from './value.ts';

/** Tools and the form of the answer, as a call sends them. */
export function attachments(call: CallArguments, match: Match, place: Place): Attachment[] {
  const { tools, schema } = match.operation;
  const kinds = [
    ['tools', tools],
    ['schema', schema],
  ] as const;
  return kinds.flatMap(([kind, locators]): Attachment[] => {
    const found = locators && locate(call, locators);
    if (kind === 'tools' && isDecorated(call, match.sdk.decorators?.tools ?? []))
      return [{ kind, json: { known: false, why: 'they are functions, which are not read yet' }, place }];
    if (!found?.value || (kind === 'schema' && isBareFormat(found.value))) return [];
    const read = kind === 'tools' ? toolsOf(call, found.value) : schemaOf(call, match, found.value);
    const choice = kind === 'tools' ? choiceOf(call, match) : undefined;
    return [{ kind, ...read, place, ...(choice ? { choice } : {}) }];
  });
}

type Attached = Pick<Attachment, 'json' | 'open'> & Partial<Pick<Attachment, 'kind' | 'choice'>>;

/** With nothing of it known, there is no JSON. */
function attached(json: readonly unknown[], missing: readonly string[]): Attached {
  const [why] = missing;
  if (why !== undefined && json.length === 0) return { json: { known: false, why } };
  return { json: { known: true, value: json }, ...(why === undefined ? {} : { open: [...new Set(missing)] }) };
}

function toolsOf({ engine }: CallArguments, value: Value): Attached {
  const reader = createReader(engine);
  const json = reader.json(value);
  const list = Array.isArray(json) ? json : isSchema(json) ? (toolsByName(json) ?? [json]) : [];
  const tools = list.filter(tool => !isSchema(tool) || Object.keys(tool).length > 0);
  if (tools.length < list.length) reader.missing.push('a tool of the library itself is among them');
  return attached(tools.map(modelTool), reader.missing);
}

/** A class stands for a tool of its name: `bind_tools([Model])`. */
function modelTool(tool: unknown): unknown {
  if (!isSchema(tool) || !('title' in tool && 'properties' in tool) || 'name' in tool) return tool;
  const { title, description, ...parameters } = tool;
  return { name: title, ...(description === undefined ? {} : { description }), parameters };
}

/** The AI SDK has them by name: `{ weather: tool({ … }) }`. */
function toolsByName(json: Record<string, unknown>): unknown[] | undefined {
  const entries = Object.entries(json);
  if (entries.length === 0) return [];
  const areTools = entries.every(
    ([, tool]) => isSchema(tool) && ('description' in tool || 'inputSchema' in tool || 'parameters' in tool),
  );
  return areTools ? entries.map(([name, tool]) => ({ name, ...(tool as object) })) : undefined;
}

function schemaOf({ engine }: CallArguments, { operation }: Match, value: Value): Attached {
  const reader = createReader(engine);
  const json = reader.json(value);
  const { schemaForm } = operation;
  if (!isSchema(json)) return attached([], reader.missing);
  if (!(value.kind === 'class' || isZod(value)) || schemaForm === 'schema') return attached([json], reader.missing);
  if (!schemaForm) return attached([json], [...reader.missing, 'the library decides how it is asked for']);
  const name = value.kind === 'class' ? nameOf(value) : 'response';
  if (schemaForm === 'tool')
    return { kind: 'tools', choice: { name }, ...attached([answerTool(name, json)], reader.missing) };
  return attached([formatOf(schemaForm, name, value.kind === 'class' ? strict(json) : json)], reader.missing);
}

/** A form of the answer that is asked for as the arguments of a tool. */
function answerTool(name: string, schema: Schema): Schema {
  const { description, ...parameters } = { ...schema };
  delete parameters['title'];
  const told = description ?? `Correctly extracted \`${name}\` with all the required parameters with correct types`;
  return { type: 'function', function: { name, description: told, parameters } };
}

/** Whether a tool must be called, in the words of all providers: `required`, `{ type: 'any' }`, `{ function: { name } }`. */
function choiceOf(call: CallArguments, { operation }: Match): Attachment['choice'] {
  const value = operation.toolChoice && locate(call, operation.toolChoice).value;
  if (!value) return undefined;
  const words = [value, ...(value.kind === 'object' ? [value.entries.get('type')] : [])];
  if (words.some(word => word && /^(?:required|any)$/.test(plainText(word) ?? ''))) return 'required';
  if (value.kind !== 'object') return undefined;
  const inner = value.entries.get('function');
  const name = (inner?.kind === 'object' ? inner : value).entries.get('name');
  const known = name && plainText(name);
  return known === undefined ? undefined : { name: known };
}

/** `{ type: 'json_object' }` asks for a form and sends no schema. */
const isBareFormat = (value: Value): boolean =>
  value.kind === 'object' && value.open.length === 0 && value.entries.size === 1 && value.entries.has('type');
