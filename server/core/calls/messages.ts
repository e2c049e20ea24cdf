import type { Place, Role } from '../model.ts';
import type { PromptArgument } from '../sdks/sdk.ts';
import { readText } from './builtins/paths.ts';
import { consumed } from './consumers.ts';
import { type Draft, type DraftMessage, type Reader, joined, withContent } from './drafts.ts';
import { constructed, fieldOf } from './fields.ts';
import { readLibraryMessage } from './library-messages.ts';
import type { CallArguments } from './locate.ts';
import { MEDIA, mediaKeyOf, mediaPiece } from './media.ts';
import { fieldsAsHoles, jinjaAsHoles } from './pipes.ts';
import { ROLES, roleOf } from './roles.ts';
import { addedBySteps } from './steps.ts';
import { callsIn, toolPart } from './tool-calls.ts';
import {
  type Engine,
  type Item,
  type Piece,
  type Value,
  choiceOf,
  madeElsewhere,
  ofLibrary,
  piecesOf,
  plainText,
  unknown,
} from './value.ts';

/** Messages of an argument, read as the SDK takes it. */
export function readArgument(
  call: CallArguments,
  value: Value,
  as: PromptArgument['as'],
  name: string,
  place: Place,
): Draft {
  return readAs({ call, engine: call.engine, place, name, depth: 0, read }, value, as);
}

function readAs(reader: Reader, given: Value, as: PromptArgument['as']): Draft {
  const { name, place } = reader;
  const value = (given.kind === 'external' && madeElsewhere(given)) || given;
  if (as === 'messages') return read(reader, value, 'user');
  if (as === 'builder') return readBuilder(reader, value);
  const role = isRole(as) ? as : 'user';
  if (as === 'images') return readImages(reader, value);
  const isOpaque = value.kind === 'unknown' || (value.kind === 'external' && !constructed(value));
  if (isOpaque) return { messages: [{ role, pieces: piecesOf(value, name, place) }], open: [] };
  if (as === 'inputs' && value.kind === 'list')
    return { messages: value.items.flatMap(item => inputOf(reader, item)), open: value.open };
  if (as === 'fields' && value.kind === 'object') return readFields(reader, value);
  if (as === 'each') return read(reader, value.kind === 'list' ? oneOf(value, name, place) : value, role);
  const draft = read(reader, value, role);
  const fill =
    as === 'jinja' ? jinjaAsHoles : as === 'template' && value.kind !== 'external' ? fieldsAsHoles : undefined;
  if (fill) return { ...draft, messages: draft.messages.map(m => ({ ...m, pieces: fill(m.pieces) })) };
  return isRole(as) ? { ...draft, messages: draft.messages.map(message => ({ ...message, role })) } : draft;
}

const isRole = (as: PromptArgument['as']): as is Role => Object.values<string>(ROLES).includes(as) || as === 'unknown';

function readImages(reader: Reader, value: Value): Draft {
  if (value.kind !== 'list' || value.open.length > 0 || value.items.some(item => item.repeat))
    return { messages: [], open: [`\`${reader.name}\` are images`] };
  const pieces = value.items.map(item => mediaPiece(reader.engine, 'image', item.value, reader.place));
  return { messages: [{ role: 'user', pieces }], open: [] };
}

/** Each element is a request of its own. */
const oneOf = (list: Extract<Value, { kind: 'list' }>, name: string, place: Place): Value =>
  list.open[0]
    ? unknown(name, 'a list built at run time', place)
    : choiceOf(
        list.items.map(item => item.value),
        name,
        place,
      );

/** What fills the fields of a prompt that the library builds. */
function readFields(reader: Reader, { entries, open }: Extract<Value, { kind: 'object' }>): Draft {
  const pieces = [...entries].flatMap(([name, value]) => piecesOf(value, name, reader.place));
  return { messages: pieces.length > 0 ? [{ role: 'user', pieces }] : [], open };
}

/** One of several inputs: each is counted for itself. */
function inputOf(reader: Reader, { value, repeat }: Item): DraftMessage[] {
  const pieces = piecesOf(value, reader.name, reader.place);
  return [{ role: 'user', pieces: repeat ? [{ kind: 'repeat', pieces, ...repeat, place: reader.place }] : pieces }];
}

function read(reader: Reader, value: Value, role: Role): Draft {
  switch (value.kind) {
    case 'list':
      return readList(reader, value, role);
    case 'choice':
      return readChoice(reader, value, role);
    case 'object':
      return readObject(reader, value, role);
    case 'external':
      return readLibraryMessage(reader, value, role);
    case 'instance':
      return readObject(reader, fieldsOf(reader.engine, value), role);
    case 'path':
      return read(reader, readText(reader.engine, value, reader.place), role);
    case 'function':
      return readConsumer(reader, value, role);
    case 'text':
      return { messages: [{ role, pieces: value.pieces }], open: [] };
    case 'unknown':
      return { messages: [{ role: 'unknown', pieces: piecesOf(value, reader.name, reader.place) }], open: [] };
    case 'constant':
      return { messages: [], open: [] };
    default:
      return { messages: [], open: [`\`${reader.name}\` is built at run time`] };
  }
}

function readList(reader: Reader, list: Extract<Value, { kind: 'list' }>, role: Role): Draft {
  if (isPlaceholder(list)) return { messages: [], open: [`\`${reader.name}\` has messages that are filled in`] };
  const tuple = pairOf(list);
  if (tuple)
    return { messages: [{ role: tuple.role, pieces: piecesOf(tuple.content, reader.name, reader.place) }], open: [] };
  const drafts = list.items.map(item => ({ item, draft: itemDraft(reader, item, role) }));
  const messages = joinParts(
    drafts.flatMap(({ draft }) => draft.messages),
    list.items,
  );
  return { messages, open: [...drafts.flatMap(({ draft }) => draft.open), ...list.open] };
}

/** LangChain's `("system", "…")`. */
function pairOf(list: Extract<Value, { kind: 'list' }>): { role: Role; content: Value } | undefined {
  const [first, second] = list.items;
  const role = first && list.items.length === 2 ? ROLES[plainText(first.value) ?? ''] : undefined;
  return role && second ? { role, content: second.value } : undefined;
}

/** LangChain's `("placeholder", "{history}")`. */
const isPlaceholder = ({ items: [first, ...rest] }: Extract<Value, { kind: 'list' }>): boolean =>
  first !== undefined && rest.length === 1 && plainText(first.value) === 'placeholder';

function itemDraft(reader: Reader, item: Item, role: Role): Draft {
  const draft = read(reader, item.value, role);
  if (!item.repeat) return draft;
  const { count, over } = item.repeat;
  return {
    messages: draft.messages.map(message => ({
      ...message,
      pieces: [{ kind: 'repeat', pieces: message.pieces, count, over, place: reader.place }],
    })),
    open: draft.open.length > 0 ? draft.open : [],
  };
}

/** A list of plain texts and content parts is one message, not many. */
function joinParts(messages: DraftMessage[], items: readonly Item[]): DraftMessage[] {
  const areParts = items.length > 1 && items.every(({ value }) => value.kind === 'text' || isPart(value));
  const [first] = messages;
  return areParts && first
    ? joined(messages, messages.find(message => !message.isResult)?.role ?? first.role)
    : messages;
}

const isPart = (value: Value): boolean =>
  value.kind === 'object' && !value.entries.has('role') && (value.entries.has('type') || value.entries.has('text'));

function readChoice(reader: Reader, choice: Extract<Value, { kind: 'choice' }>, role: Role): Draft {
  const texts = choice.options.every(option => option.kind === 'text' || option.kind === 'unknown');
  if (texts) return { messages: [{ role, pieces: piecesOf(choice, reader.name, reader.place) }], open: [] };
  const drafts = choice.options.map(option => read(reader, option, role));
  const merged = drafts.map(draft => draft.messages.flatMap(message => message.pieces));
  const open = drafts.flatMap(draft => draft.open);
  return { messages: [{ role, pieces: [{ kind: 'choice', options: merged, place: reader.place }] }], open };
}

/** A type of the project for messages, by what it was made with. */
function fieldsOf(engine: Engine, { args }: Extract<Value, { kind: 'instance' }>): Extract<Value, { kind: 'object' }> {
  const entries = new Map(args?.set);
  for (const arg of args?.list ?? [])
    if (args && arg.name !== null && !entries.has(arg.name))
      entries.set(arg.name, engine.evaluate(arg.value, args.frame));
  const isOpen = !args || args.list.some(arg => arg.spread);
  return { kind: 'object', entries, open: isOpen ? ['a message is built at run time'] : [] };
}

const CONTENT_KEYS = ['content', 'text', 'parts', 'input_text', 'message', 'guardContent'] as const;

/** A message `{ role, content }`, a content part `{ type, text }`, Gemini's `{ role, parts }`. */
function readObject(reader: Reader, object: Extract<Value, { kind: 'object' }>, role: Role): Draft {
  const field = (key: string): Value | undefined => fieldOf(reader.engine, object, key).value;
  const spelled = field('role');
  const inner = spelled ? (roleOf(spelled) ?? 'unknown') : role;
  const type = plainText(field('type') ?? NOTHING);
  const tool = toolPart(reader, object, type);
  if (tool) return tool;
  const media = type === undefined ? mediaKeyOf(object) : MEDIA[type];
  if (media)
    return { messages: [{ role: inner, pieces: [mediaPiece(reader.engine, media, object, reader.place)] }], open: [] };
  const { calls, open } = spelled ? callsIn(reader, object) : NO_CALLS;
  const name = spelled && plainText(field('name') ?? NOTHING);
  const said = { ...(calls.length > 0 ? { calls } : {}), ...(name ? { name } : {}) };
  // Cohere's history has a `message` for each turn.
  const content = CONTENT_KEYS.map(field).find(value => value !== undefined);
  if (!content)
    return object.open.length > 0
      ? { messages: calls.length > 0 ? [{ role: inner, pieces: [], ...said }] : [], open: [...object.open, ...open] }
      : { messages: [{ role: inner, pieces: [], ...said }], open };
  const draft = withContent(reader, content, inner);
  const messages = draft.messages.map(message => (message.isResult ? message : { ...message, ...said }));
  return { messages, open: [...draft.open, ...object.open, ...open] };
}

const NOTHING: Value = { kind: 'constant', value: null };
const NO_CALLS: ReturnType<typeof callsIn> = { calls: [], open: [] };

/** `message -> message.role("user").content("…")`. */
function readConsumer(reader: Reader, value: Extract<Value, { kind: 'function' }>, role: Role): Draft {
  const built = consumed(reader.engine, value);
  return built ? read(reader, built, role) : { messages: [], open: [`\`${reader.name}\` is built at run time`] };
}

/** What the steps of a builder add, one after the other; a list that it begins with is its messages. */
function readBuilder(reader: Reader, given: Value): Draft {
  const value = (given.kind === 'function' && consumed(reader.engine, given)) || given;
  if (value.kind === 'choice') {
    const drafts = value.options.map(option => readBuilder(reader, option));
    const options = drafts.map(draft => draft.messages.flatMap(message => message.pieces));
    const pieces: Piece[] = [{ kind: 'choice', options, place: reader.place }];
    return { messages: [{ role: 'user', pieces }], open: drafts.flatMap(draft => draft.open) };
  }
  if (value.kind !== 'external') return read(reader, value, 'user');
  const drafts = addedBySteps(reader.engine, value).map(added => readAs(reader, added.value, added.as));
  if (drafts.length === 0 && value.package !== '')
    return { messages: [], open: [`\`${reader.name}\` is ${ofLibrary(value)}`] };
  return { messages: drafts.flatMap(draft => draft.messages), open: drafts.flatMap(draft => draft.open) };
}
