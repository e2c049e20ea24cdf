import type { Role } from '../model.ts';
import { namedArgument } from './arguments.ts';
import { clientOf } from './clients.ts';
import { type Draft, type Reader, withContent, withContents } from './drafts.ts';
import { constructed, fieldOf } from './fields.ts';
import { locate } from './locate.ts';
import { MEDIA, MEDIA_CLASS, holdsPicture, mediaPiece } from './media.ts';
import { fieldsAsHoles, templateArguments, underName } from './pipes.ts';
import { callsIn } from './tool-calls.ts';
import { contentsOf, roleOf, roleOfClass } from './roles.ts';
import { givenTwice } from './steps.ts';
import { type Arguments, type Value, ofLibrary } from './value.ts';

/** A chain of a chain: longer ways are not followed. */
const MAX_DEPTH = 6;

/** What says how something is made, not what. */
const MAKER = /^(?:from|new|build|builder|default)$/;
/** `SystemMessage(content="…")`, `types.Content(role=…, parts=[…])`, `types.Part.from_text(text=…)`. */
type External = Extract<Value, { kind: 'external' }>;

export function readLibraryMessage(reader: Reader, value: External, role: Role): Draft {
  const template = templateArguments(value);
  const names = value.steps.flatMap(step => (step.kind === 'member' ? step.name : []));
  if (template) return readTemplate(reader, value, template, roleOfClass(names) ?? role);
  const args = constructed(value);
  const className = names.findLast(name => !MAKER.test(name)) ?? value.package;
  if (!args) return { messages: [], open: [`\`${reader.name}\` is ${ofLibrary(value)}`] };
  const named = MEDIA[MEDIA_CLASS.exec(className)?.[1]?.toLowerCase() ?? ''];
  const media =
    named ?? (/bytes|base64|inline/i.test(className) && holdsPicture(reader.engine, value) ? 'image' : undefined);
  if (media) return { messages: [{ role, pieces: [mediaPiece(reader.engine, media, value, reader.place)] }], open: [] };
  const given = roleOfClass(names.length > 0 ? names : [value.package]);
  const spelled = fieldOf(reader.engine, value, 'role').value;
  const own = given ?? (spelled && roleOf(spelled)) ?? role;
  for (const key of CONTENT_FIELDS) {
    const found = givenTwice(reader.engine, value, key) ?? fieldOf(reader.engine, value, key).value;
    if (found) return withCalls(reader, value, withContent(reader, found, own));
  }
  const made = contentsOf(reader.engine, args, className, own, given !== undefined);
  if (made?.areMessages && made.values[0]) return reader.read(reader, made.values[0], made.role);
  if (made) return withContents(reader, made.values, made.role);
  const inner = promptInside(reader, value);
  if (inner) return reader.read({ ...reader, depth: reader.depth + 1 }, inner, role);
  return { messages: [], open: [`\`${reader.name}\` is built by \`${className || value.package}\``] };
}

/** `AIMessage(content="", tool_calls=[…])`. */
function withCalls(reader: Reader, value: Value, draft: Draft): Draft {
  const { calls, open } = callsIn(reader, value);
  if (calls.length + open.length === 0) return draft;
  const messages = draft.messages.map(message => (message.isResult ? message : { ...message, calls }));
  return { messages, open: [...draft.open, ...open] };
}

const CONTENT_FIELDS = ['content', 'multi_content', 'parts', 'text', 'value'] as const;

/** A chain that is handed over has a prompt of its own. */
function promptInside({ call, depth }: Reader, value: Value): Value | undefined {
  const client = depth < MAX_DEPTH ? clientOf(call, value) : undefined;
  const prompt = client?.sdk.made?.prompt;
  return client && prompt && locate(client.made, prompt).value;
}

/** `ChatPromptTemplate.from_messages([…])`, `PromptTemplate(template="…")`: text with fields to fill in. */
function readTemplate(reader: Reader, { named }: External, args: Arguments, role: Role): Draft {
  const [first] = args.list;
  const positional =
    first?.name === null && !first.spread ? reader.engine.evaluate(first.value, args.frame) : undefined;
  const value =
    namedArgument(reader.engine, args, 'messages').value ??
    namedArgument(reader.engine, args, 'message_templates').value ??
    namedArgument(reader.engine, args, 'template').value ??
    positional;
  if (!value) return { messages: [], open: [`\`${reader.name}\` is a template made at run time`] };
  const { messages, open } = reader.read(reader, value, role);
  const filled = messages.map(message => ({ ...message, pieces: fieldsAsHoles(message.pieces) }));
  const [only, ...others] = filled;
  const isOne = only !== undefined && others.length === 0;
  return { messages: isOne ? [{ ...only, pieces: underName(named, only.pieces) }] : filled, open };
}
