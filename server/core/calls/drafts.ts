import type { Place, Role, ToolCall } from '../model.ts';
import { constructed } from './fields.ts';
import type { CallArguments } from './locate.ts';
import { type Engine, type Piece, type Value, piecesOf } from './value.ts';

export interface DraftMessage {
  role: Role;
  pieces: Piece[];
  /** Who speaks. */
  name?: string;
  /** What the model asked its tools for. */
  calls?: readonly ToolCall[];
  /** What a tool gave back: a message of its own, also within another. */
  isResult?: true;
}

export interface Draft {
  messages: DraftMessage[];
  open: string[];
}

/** What all that reads messages is told. */
export interface Reader {
  call: CallArguments;
  engine: Engine;
  place: Place;
  /** What the source calls the argument, to name a hole after. */
  name: string;
  /** How many chains are around what is read. */
  depth: number;
  /** Messages of a value within. */
  read: (reader: Reader, value: Value, role: Role) => Draft;
}

/** A message of what its content says: texts and parts run together. */
export function withContent(reader: Reader, content: Value, role: Role): Draft {
  const isText =
    content.kind === 'unknown' || content.kind === 'text' || (content.kind === 'external' && !constructed(content));
  if (isText) return { messages: [{ role, pieces: piecesOf(content, reader.name, reader.place) }], open: [] };
  const { messages, open } = reader.read(reader, content, role);
  return { messages: joined(messages, role), open };
}

/** One message of several parts; the results of tools stay before it. */
export function joined(messages: readonly DraftMessage[], role: Role): DraftMessage[] {
  const results = messages.filter(message => message.isResult);
  const own = messages.filter(message => !message.isResult);
  const pieces = own.flatMap(message => message.pieces);
  const calls = own.flatMap(message => message.calls ?? []);
  const isEmpty = pieces.length + calls.length === 0;
  if (isEmpty && results.length > 0) return results;
  return [...results, { role, pieces, ...(calls.length > 0 ? { calls } : {}) }];
}

/** The same where the content is in several arguments. */
export function withContents(reader: Reader, contents: readonly Value[], role: Role): Draft {
  const drafts = contents.map(content => withContent(reader, content, role));
  const pieces = drafts.flatMap(draft => draft.messages.flatMap(message => message.pieces));
  return { messages: [{ role, pieces }], open: drafts.flatMap(draft => draft.open) };
}
