import type { Attachment, CachedPrefix, Message, Part, Place, Prompt } from '../model.ts';
import { attachments } from './attachments.ts';
import { cutsOf, type Given, keptForOf, markInJson } from './cache-marks.ts';
import { decoratedValues } from './decorators.ts';
import type { DraftMessage } from './drafts.ts';
import { type CallArguments, locate } from './locate.ts';
import type { Match } from './match.ts';
import { readArgument } from './messages.ts';
import { distinctOf } from './runs.ts';
import { thinkingOf } from './thinking.ts';
import type { Piece } from './value.ts';

/** A named text that a prompt is made of. */
export interface Definition {
  name: string;
  place: Place;
  parts: Part[];
}

export interface PromptFound {
  prompt: Prompt;
  definitions: Definition[];
  cached: CachedPrefix[];
}

/** All that a call sends, as far as the source tells. */
export function buildPrompt(call: CallArguments, match: Match, place: Place): PromptFound {
  const drafts: DraftMessage[] = [];
  const given: Given[] = [];
  const open: string[] = match.operation.adds ? [`more is sent: ${match.operation.adds}`] : [];
  for (const argument of match.operation.prompt) {
    const found = locate(call, argument.from);
    const name = argument.from.find(locator => /^\w+$/.test(locator)) ?? 'prompt';
    // A system prompt may be left out, the messages may not.
    const value = found.value ?? (argument.as === 'system' ? null : found.passed);
    if (value === null) open.push(...found.hidden);
    if (!value) continue;
    const draft = readArgument(call, value, argument.as, name, place);
    given.push({ value, as: argument.as, name });
    drafts.push(...draft.messages);
    open.push(...draft.open);
  }
  const kept = match.operation.cachedContent && locate(call, match.operation.cachedContent).value;
  if (kept) open.push('more is sent: what the cache holds that the call names');
  drafts.splice(drafts.findLastIndex(draft => draft.role === 'system') + 1, 0, ...decoratedDrafts(call, match, place));
  if (match.operation.adds) open.push(`more is sent: ${match.operation.adds}`);
  const definitions = new Map<string, Definition>();
  const messages = drafts.map(draft => messageOf(draft, definitions));
  const prompt: Prompt = {
    messages,
    attachments: attachments(call, match, place),
    open: [...new Set(open)],
    ...thinkingOf(call, match.operation),
  };
  return { prompt, definitions: [...definitions.values()], cached: cachedPrefixes(call, match, prompt, given, place) };
}

const messageOf = ({ role, pieces, name, calls }: DraftMessage, definitions: Map<string, Definition>): Message => ({
  role,
  parts: flatten(pieces, definitions),
  ...(name === undefined ? {} : { name }),
  ...(calls ? { calls } : {}),
});

/** What the call marks for the provider's cache, shortest first: tools go before the system prompt, that before the messages. */
function cachedPrefixes(
  call: CallArguments,
  { operation }: Match,
  prompt: Prompt,
  given: readonly Given[],
  place: Place,
): CachedPrefix[] {
  const tools = prompt.attachments.filter(({ kind }) => kind === 'tools');
  const whole = operation.cacheMark && locate(call, operation.cacheMark).value;
  if (whole) return [{ prompt, keptFor: keptForOf(whole) }];
  return [
    ...markedTools(tools),
    ...cutsOf(call.engine, given).map(({ given: upToMark, keptFor }): CachedPrefix => {
      const drafts = upToMark.map(({ value, as, name }) => readArgument(call, value, as, name, place));
      const messages = drafts.flatMap(draft => draft.messages.map(message => messageOf(message, new Map())));
      return { prompt: { messages, attachments: tools, open: drafts.flatMap(draft => draft.open) }, keptFor };
    }),
  ];
}

/** The tools up to each that has a mark. */
const markedTools = (tools: readonly Attachment[]): CachedPrefix[] =>
  tools.flatMap(tool =>
    tool.json.known
      ? tool.json.value.flatMap((definition, at, all): CachedPrefix[] => {
          const keptFor = markInJson(definition);
          const json = { known: true as const, value: all.slice(0, at + 1) };
          return keptFor ? [{ prompt: { messages: [], attachments: [{ ...tool, json }], open: [] }, keptFor }] : [];
        })
      : [],
  );

/** System prompts that functions give which decorate the object: `@agent.system_prompt`. */
function decoratedDrafts(call: CallArguments, match: Match, place: Place): DraftMessage[] {
  return decoratedValues(call, match.sdk.decorators?.system ?? []).flatMap(
    value => readArgument(call, value, 'system', 'prompt', place).messages,
  );
}

/** Every named text in these pieces. */
export function definitionsOf(pieces: readonly Piece[]): Definition[] {
  const definitions = new Map<string, Definition>();
  flatten(pieces, definitions);
  return [...definitions.values()];
}

export type TextPart = Extract<Part, { kind: 'text' }>;

/** All that is certain of a prompt or may be sent with it, in order. */
export function textsIn(parts: readonly Part[]): TextPart[] {
  return parts.flatMap((part): TextPart[] => {
    switch (part.kind) {
      case 'text':
        return [part];
      case 'choice':
        return part.options.flatMap(textsIn);
      case 'repeat':
        return textsIn(part.parts);
      default:
        return [];
    }
  });
}

/** Pieces as parts of a prompt. */
export const partsOf = (pieces: readonly Piece[]): Part[] => flatten(pieces, new Map());

/** Parts without their references: each text keeps the name it was nearest to; the references are collected. */
function flatten(pieces: readonly Piece[], definitions: Map<string, Definition>, name?: string): Part[] {
  return pieces.flatMap((piece): Part[] => {
    switch (piece.kind) {
      case 'text':
        return [name === undefined ? piece : { ...piece, name }];
      case 'reference': {
        const parts = flatten(piece.pieces, definitions, piece.name);
        const key = `${piece.place.file}:${piece.place.range.start.line}:${piece.place.range.start.character}`;
        if (parts.some(part => part.kind === 'text' && part.text.trim() !== ''))
          definitions.set(key, { name: piece.name, place: piece.place, parts });
        return parts;
      }
      case 'choice': {
        const [only, ...others] = distinctOf(piece.options.map(option => flatten(option, definitions, name)));
        return only && others.length === 0 ? only : [{ ...piece, options: [only ?? [], ...others] }];
      }
      case 'repeat':
        return [
          {
            kind: 'repeat',
            parts: flatten(piece.pieces, definitions, name),
            count: piece.count,
            over: piece.over,
            place: piece.place,
          },
        ];
      default:
        return [piece];
    }
  });
}
