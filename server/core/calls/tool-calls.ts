import type { ToolCall } from '../model.ts';
import type { Draft, DraftMessage, Reader } from './drafts.ts';
import { fieldOf } from './fields.ts';
import { createReader } from './schemas/json.ts';
import { type Value, choiceOf, piecesOf, plainText, textOf } from './value.ts';

/** What a model asked its tools for, and what they gave back, in the history that a call sends. */

interface Calls {
  calls: ToolCall[];
  open: string[];
}

const NAMES = ['name', 'toolName', 'tool_name'] as const;
const ARGUMENTS = ['arguments', 'input', 'args'] as const;

/** Calls of an assistant's message: OpenAI's `tool_calls`, also those of LangChain, and the older `function_call`. */
export function callsIn(reader: Reader, message: Value): Calls {
  const list = firstOf(reader, message, ['tool_calls', 'toolCalls']);
  const old = firstOf(reader, message, ['function_call']);
  const items = list?.kind === 'list' ? list.items.map(item => item.value) : [];
  const open = list?.kind === 'list' ? list.open : list ? ['the calls of tools are decided at run time'] : [];
  const read = [...items, ...(old ? [old] : [])].map(item =>
    callOf(reader, firstOf(reader, item, ['function']) ?? item),
  );
  return { calls: read.flatMap(one => one.calls), open: [...open, ...read.flatMap(one => one.open)] };
}

function firstOf({ engine, name, place }: Reader, value: Value, keys: readonly string[]): Value | undefined {
  const isSet = (found: Value | undefined): found is Value =>
    found !== undefined && !(found.kind === 'constant' && found.value === null);
  const found = keys.map(key => fieldOf(engine, value, key).value).find(isSet);
  // Of equal ones, either.
  return found?.kind === 'choice' ? choiceOf([...found.options], name, place) : found;
}

/** A call by its name and arguments; these are a text of JSON, or what it says. */
function callOf(reader: Reader, value: Value): Calls {
  const name = firstOf(reader, value, NAMES);
  const given = firstOf(reader, value, ARGUMENTS);
  const text = given === undefined ? '{}' : jsonText(reader, given);
  const named = name && plainText(name);
  if (named === undefined || text === undefined)
    return { calls: [], open: ['a call of a tool is decided at run time'] };
  return { calls: [{ name: named, arguments: text, place: reader.place }], open: [] };
}

function jsonText({ engine }: Reader, value: Value): string | undefined {
  if (value.kind === 'text') return plainText(value);
  const json = createReader(engine);
  const text = JSON.stringify(json.json(value));
  return json.missing.length === 0 ? text : undefined;
}

/** A part of a message, or an item of a history, that is a call or the result of one: by its `type`, or its only key. */
const CALLS: ReadonlySet<string> = new Set(['tool_use', 'tool-call', 'function_call']);
const CALL_KEYS = ['toolUse', 'functionCall', 'function_call'] as const;
const RESULTS: ReadonlySet<string> = new Set(['tool_result', 'tool-result', 'function_call_output']);
const RESULT_KEYS = ['toolResult', 'tool_result', 'functionResponse', 'function_response'] as const;
const RESULT_CONTENT = ['content', 'output', 'result', 'response'] as const;

/** The message that such a part makes; undefined for any other part. */
export function toolPart(
  reader: Reader,
  object: Extract<Value, { kind: 'object' }>,
  type: string | undefined,
): Draft | undefined {
  const key = (keys: readonly string[]): Value | undefined =>
    type === undefined && !object.entries.has('role') ? firstOf(reader, object, keys) : undefined;
  const called = type !== undefined && CALLS.has(type) ? object : key(CALL_KEYS);
  if (called) {
    const { calls, open } = callOf(reader, called);
    const id = firstOf(reader, object, ['id']);
    const known = type === 'function_call' && id && plainText(id);
    const own = known ? calls.map(call => ({ ...call, id: known })) : calls;
    return { messages: [{ role: 'assistant', pieces: [], calls: own }], open };
  }
  const result = type !== undefined && RESULTS.has(type) ? object : key(RESULT_KEYS);
  return result && resultOf(reader, result);
}

function resultOf(reader: Reader, result: Value): Draft {
  const content = firstOf(reader, result, RESULT_CONTENT);
  const message = (pieces: DraftMessage['pieces']): DraftMessage => ({ role: 'tool', pieces, isResult: true });
  if (!content) return { messages: [message([])], open: [] };
  if (content.kind === 'object' && !content.entries.has('type')) {
    const text = jsonText(reader, content);
    const value = text === undefined ? undefined : textOf(text, reader.place);
    return value
      ? { messages: [message(piecesOf(value, reader.name, reader.place))], open: [] }
      : { messages: [message([])], open: ['what a tool gave back is decided at run time'] };
  }
  const read = reader.read(reader, content, 'tool');
  return { messages: [message(read.messages.flatMap(one => one.pieces))], open: read.open };
}
