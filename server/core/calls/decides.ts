import type { CallKind, CallSite, FunctionRef, ModelChoice, Part, Place } from '../model.ts';
import type { FoundCall } from './direct.ts';
import { placeOf } from './place.ts';
import type { FunctionValue, Value } from './value.ts';

/** Whether a function or its caller decides what an LLM call sends: where the prompt is, there is the call site. */

/** What a caller adds in text before the call counts as the place where a prompt is: a sentence, not a name. */
const SENTENCE_CHARS = 20;
/** A message of this length that the caller wrote is a prompt of its own, not a question put to one. */
const PARAGRAPH_CHARS = 200;

export interface Pair {
  bound: FoundCall;
  /** Undefined where only the caller's arguments make it an LLM call: a request to a URL that is given. */
  unbound: FoundCall | undefined;
}

/** Of several, one whose model is known. */
export const best = (pairs: readonly Pair[]): FoundCall | undefined =>
  (pairs.find(({ bound }) => isKnown(bound.site.model)) ?? pairs[0])?.bound;

/** A type only says what callers may choose from. */
const isKnown = (model: ModelChoice): boolean =>
  model.candidates.length > 0 && model.unknown === null && !isOfType(model);

const isOfType = ({ candidates }: ModelChoice): boolean => candidates.some(({ origin }) => origin === 'type');

const DATA_KINDS: ReadonlySet<CallKind> = new Set(['embedding', 'rerank']);

/**
 * A prompt is where most of its known text is: with the caller where the function adds none of its own or less than the
 * caller does, with the function else. Who names the model, though, decides in any case.
 */
export function decides({ bound, unbound }: Pair, callee: FunctionValue): boolean {
  if (!unbound) return true;
  if (leavesPrompt(unbound.site, callee)) return true;
  if (isKnown(bound.site.model) && !isKnown(unbound.site.model)) return true;
  const ofCaller = textLength(bound.site, Math.max) - textLength(unbound.site, Math.max);
  if (!isPrompted(unbound.site) || ofCaller < SENTENCE_CHARS) return false;
  return ofCaller > ownLength(unbound.site) || hasOwnMessage(bound.site, unbound.site);
}

/** Whether these arguments can make such a difference that `decides` finds one: most don't, and it is much work to see. */
export function mayDecide(site: CallSite, callee: FunctionValue, args: readonly Value[]): boolean {
  if (leavesPrompt(site, callee)) return true;
  const given = args.reduce((sum, value) => sum + mostText(value), 0);
  return given >= SENTENCE_CHARS || (given > 0 && !isKnown(site.model));
}

/** What is embedded or ranked is data: whoever searches for it writes no prompt. */
const isPrompted = ({ kind }: CallSite): boolean => !DATA_KINDS.has(kind);

/** Characters of a function's own prompt that are sent in any case. */
const ownLength = (site: CallSite): number => textLength(site, Math.min) + attachedLength(site);

/** A function that sends nothing but what it is given. */
function leavesPrompt(site: CallSite, callee: FunctionValue): boolean {
  const holes = holesOf(site);
  const own = refOf(callee).place;
  return isPrompted(site) && ownLength(site) === 0 && holes.length > 0 && holes.every(hole => isParameter(hole, own));
}

/** Characters of text that a value may bring into a prompt, at most. */
function mostText(value: Value): number {
  if (value.kind === 'number' || value.kind === 'constant' || value.kind === 'unknown') return 0;
  if (value.kind === 'choice') return Math.max(...value.options.map(mostText));
  const isPlain = value.kind === 'text' && value.pieces.every(piece => piece.kind === 'text' || piece.kind === 'hole');
  if (!isPlain) return Number.POSITIVE_INFINITY;
  return value.pieces.reduce((sum, piece) => sum + (piece.kind === 'text' ? piece.text.length : 0), 0);
}

/** Whether the caller hands over a whole message and one that is a prompt, however much the function adds in its own. */
function hasOwnMessage(bound: CallSite, unbound: CallSite): boolean {
  const textsOf = ({ prompt }: CallSite): Text[][] =>
    prompt.messages.map(message => message.parts.flatMap(textsWithin));
  const own = new Set(
    textsOf(unbound)
      .flat()
      .map(text => text.text),
  );
  return textsOf(bound).some(
    texts =>
      texts.every(({ text }) => !own.has(text)) && texts.some(({ text }) => text.trim().length >= PARAGRAPH_CHARS),
  );
}

type Text = Extract<Part, { kind: 'text' }>;

function textsWithin(part: Part): Text[] {
  if (part.kind === 'text') return [part];
  if (part.kind === 'choice') return part.options.flat().flatMap(textsWithin);
  return part.kind === 'repeat' ? part.parts.flatMap(textsWithin) : [];
}

/** Characters of the tools and schemas that are known: they are prompt too. */
const attachedLength = ({ prompt }: CallSite): number =>
  prompt.attachments.reduce((sum, { json }) => sum + (json.known ? JSON.stringify(json.value).length : 0), 0);

type Hole = Extract<Part, { kind: 'hole' }>;

function holesOf({ prompt }: CallSite): Hole[] {
  const within = (part: Part): Hole[] => {
    if (part.kind === 'hole') return [part];
    if (part.kind === 'choice') return part.options.flat().flatMap(within);
    return part.kind === 'repeat' ? part.parts.flatMap(within) : [];
  };
  return prompt.messages.flatMap(message => message.parts.flatMap(within));
}

/** Characters of known text; of alternatives, what `choose` makes of them. */
function textLength({ prompt }: CallSite, choose: (...lengths: number[]) => number): number {
  const total = (parts: readonly Part[]): number => parts.reduce((sum, part) => sum + length(part), 0);
  const length = (part: Part): number => {
    if (part.kind === 'text') return part.text.trim().length;
    if (part.kind === 'choice') return part.options.length === 0 ? 0 : choose(...part.options.map(total));
    return part.kind === 'repeat' ? total(part.parts) : 0;
  };
  return total(prompt.messages.flatMap(message => message.parts));
}

/** A parameter's hole stands at the function that it is one of. */
const isParameter = (hole: Hole, own: Place): boolean => hole.why === 'a parameter' && samePlace(hole.place, own);

const samePlace = (a: Place, b: Place): boolean =>
  a.file === b.file && a.range.start.line === b.range.start.line && a.range.start.character === b.range.start.character;

export const dependsOn = (site: CallSite, own: Place): boolean =>
  holesOf(site).some(hole => isParameter(hole, own)) ||
  (site.model.unknown?.endsWith('is a parameter') ?? false) ||
  isOfType(site.model);
/** The function as a reader is told of it. */
export function refOf({ module, scope }: FunctionValue): FunctionRef {
  const found = module.scope(scope);
  return { name: found?.name || 'a function', place: placeOf(module, found?.span ?? [0, 0]) };
}
