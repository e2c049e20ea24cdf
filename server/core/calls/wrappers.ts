import type { CallFact } from '../languages/facts.ts';
import type { CallKind, CallSite, FunctionRef, ModelChoice, Part, Place, Repetition } from '../model.ts';
import { type Ask, type FoundCall, calleeOf, matchCall, mayMatch, readDirect } from './direct.ts';
import { argumentsOf } from './extensions.ts';
import { modulesNamed } from './imports.ts';
import { packagesOf } from '../sdks/index.ts';
import { givesUrls } from '../http/names.ts';
import { mergedModels } from './choices.ts';
import { placeOf } from './place.ts';
import { REQUEST } from './request.ts';
import { repeatsAround } from './repeats.ts';
import { tierOf } from './tier.ts';
import { type Arguments, type Frame, type FunctionValue, type Module, type Value, frameOf } from './value.ts';

/** A call through more functions than this is not followed. */
const MAX_DEPTH = 5;
/** Functions looked into for one call: beyond that a call graph is a framework's. */
const MAX_FUNCTIONS = 400;
/** LLM calls looked at for one call through a function, and what each may cost. */
const MAX_INNER = 24;
/** Of several functions that may be meant, each has its share of these, so that one of them can't hide the others. */
const MIN_INNER = 4;
const INNER_STEPS = 20_000;
/** What a caller adds in text before the call counts as the place where a prompt is: a sentence, not a name. */
const SENTENCE_CHARS = 20;
/** A message of this length that the caller wrote is a prompt of its own, not a question put to one. */
const PARAGRAPH_CHARS = 200;

/**
 * Functions of the project that send what their callers give them: `callLLM(prompt, model)`. The call of the SDK sits
 * inside, the prompt and the model with the callers: these are call sites too.
 */
// eslint-disable-next-line max-lines-per-function -- a closure: what is remembered and the small functions that share it
export function createWrappers(asked: Ask) {
  const ask: Ask = { ...asked, begin: (steps = INNER_STEPS) => asked.begin(Math.min(steps, INNER_STEPS)) };
  const reaching = new Map<string, boolean>();
  const leads = new Map<string, CallFact[]>();
  const alones = new WeakMap<CallFact, FoundCall>();
  /** Functions that are being looked into, and those of them that were met again on the way. */
  const pending = new Set<string>();
  const cycles = new Set<string>();
  let isLimited = false;
  let functionsLeft = MAX_FUNCTIONS;
  let innerLeft = MAX_INNER;

  /** The LLM call that a call of the project's own function comes to, if the caller decides its prompt or model. */
  function through(call: CallFact, frame: Frame, depth = 0): FoundCall | undefined {
    if (depth >= MAX_DEPTH || (depth === 0 && !mayReach(frame.module))) return undefined;
    functionsLeft = depth === 0 ? MAX_FUNCTIONS : functionsLeft;
    const callees = functionsIn(calleeOf(ask, call, frame));
    const share = Math.max(MIN_INNER, Math.floor(MAX_INNER / callees.length));
    const ways = callees.flatMap(callee => {
      if (depth === 0) [innerLeft, isLimited] = [share, false];
      const args: Arguments = { list: argumentsOf(callee, call.expr), frame };
      const found = best(pairs(callee, args, depth).filter(pair => decides(pair, callee)));
      return found ? [{ found, callee }] : [];
    });
    const [first] = ways;
    if (!first) return undefined;
    const merged = mergedModels(ways.map(way => way.found.site.model));
    const isWhole = ways.length === callees.length;
    const model = isWhole
      ? merged
      : { ...merged, unknown: merged.unknown ?? 'not every way that this call may take is followed' };
    const found = { ...first.found, site: { ...first.found.site, model } };
    return mark(placed(found, call, frame, first.callee, repeatsAround(ask.engine, frame, call.expr.span[0])), frame);
  }

  /** A file that imports neither an SDK nor the project has no way to a call: libraries that lie in the project end here. */
  function mayReach(module: Module): boolean {
    const known = reaching.get(module.file);
    if (known !== undefined) return known;
    const isWay = (from: string, name: string | null): boolean =>
      packagesOf(module.language.id).has(from) || modulesNamed(ask.engine, from, module, name) !== undefined;
    const found =
      module.language.visible !== undefined ||
      module.facts.bindings.some(({ value }) => value.kind === 'import' && isWay(value.module, value.name)) ||
      module.facts.calls.some(call => matchCall(ask, call, frameOf(module, call.scope))) ||
      givesUrls(module.facts);
    reaching.set(module.file, found);
    return found;
  }

  /** Each LLM call within a function, as the caller's arguments make it and as it is without any. */
  function pairs(callee: FunctionValue, args: Arguments, depth: number): Pair[] {
    return leadsOf(callee.module, callee.scope, depth).flatMap(call => {
      const bound = inner(call, callee, args, depth);
      const unbound = bound && alone(call, callee, depth);
      return bound && (unbound || isGivenUrl(bound)) ? [{ bound, unbound }] : [];
    });
  }

  /** A call as its function makes it for any caller: told once for all of them. */
  function alone(call: CallFact, callee: FunctionValue, depth: number): FoundCall | undefined {
    const known = callee.self === null && alones.get(call);
    if (known) return known;
    const found = inner(call, callee, null, depth);
    if (found && callee.self === null && innerLeft >= 0 && !isLimited) alones.set(call, found);
    return found;
  }

  /** Of a request, the URL may be the caller's: without it there is no call. What the budget cut short is no proof of that. */
  const isGivenUrl = ({ site }: FoundCall): boolean =>
    site.sdk === REQUEST && site.through.length === 0 && innerLeft >= 0;

  function inner(call: CallFact, callee: FunctionValue, args: Arguments | null, depth: number): FoundCall | undefined {
    if (--innerLeft < 0) return undefined;
    const { module, scope, self, outer } = callee;
    const entered: Frame = { module, scope, args, self, outer };
    const frame = call.scope === scope ? entered : { ...frameOf(module, call.scope), outer: entered };
    return readDirect(ask, call, frame) ?? through(call, frame, depth + 1);
  }

  /** Calls within a function that come to an LLM call: told once, without arguments, before any deeper look. */
  function leadsOf(module: Module, scope: number, depth: number): CallFact[] {
    const key = `${module.file}:${scope}`;
    const known = leads.get(key);
    if (known) return known;
    // What was cut short here may be whole when asked from elsewhere: it is not remembered.
    if (pending.has(key)) cycles.add(key);
    else if (depth >= MAX_DEPTH || --functionsLeft < 0) isLimited = true;
    else return lookInto(module, scope, depth, key);
    return [];
  }

  function lookInto(module: Module, scope: number, depth: number, key: string): CallFact[] {
    pending.add(key);
    const found = callsWithin(module, scope).filter(call => {
      const frame = frameOf(module, call.scope);
      if (matchCall(ask, call, frame)) return true;
      const callee = calleeOf(ask, call, frame);
      if (mayMatch(ask, call, callee, frame)) return true;
      return functionsIn(callee).some(f => leadsOf(f.module, f.scope, depth + 1).length > 0);
    });
    pending.delete(key);
    cycles.delete(key);
    if (cycles.size === 0 && !isLimited) leads.set(key, found);
    return found;
  }

  /** Notes on a call the function around it that leaves part of it to its callers. */
  function mark(found: FoundCall, frame: Frame): FoundCall {
    const home = namedFunction(frame);
    const isOpen = home !== undefined && dependsOn(found.site, home.place);
    return isOpen ? { ...found, site: { ...found.site, decidedBy: home } } : found;
  }

  return { through, mark };
}

interface Pair {
  bound: FoundCall;
  /** Undefined where only the caller's arguments make it an LLM call: a request to a URL that is given. */
  unbound: FoundCall | undefined;
}

/** Of several, one whose model is known. */
const best = (pairs: readonly Pair[]): FoundCall | undefined =>
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
function decides({ bound, unbound }: Pair, callee: FunctionValue): boolean {
  if (!unbound) return true;
  const own = refOf(callee).place;
  const ofFunction = textLength(unbound.site, Math.min) + attachedLength(unbound.site);
  const holes = holesOf(unbound.site);
  // What is embedded or ranked is data: whoever searches for it writes no prompt.
  const isPrompted = !DATA_KINDS.has(unbound.site.kind);
  if (isPrompted && ofFunction === 0 && holes.length > 0 && holes.every(hole => isParameter(hole, own))) return true;
  if (isKnown(bound.site.model) && !isKnown(unbound.site.model)) return true;
  const ofCaller = textLength(bound.site, Math.max) - textLength(unbound.site, Math.max);
  if (!isPrompted || ofCaller < SENTENCE_CHARS) return false;
  return ofCaller > ofFunction || hasOwnMessage(bound.site, unbound.site);
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

/** The same call at the caller's place, as often as the caller's loops and the function's own make it. */
function placed(
  { site, definitions }: FoundCall,
  call: CallFact,
  { module }: Frame,
  callee: FunctionValue,
  repeats: readonly Repetition[],
): FoundCall {
  const place = placeOf(module.file, module.facts, call.expr.span);
  const anchor = placeOf(module.file, module.facts, call.expr.anchor);
  const through = [refOf(callee), ...site.through];
  return {
    site: { ...site, place, anchor, through, tier: tierOf(module.file), repeats: [...repeats, ...site.repeats] },
    definitions,
  };
}

function functionsIn(value: Value): FunctionValue[] {
  if (value.kind === 'function') return [value];
  return value.kind === 'choice' ? value.options.flatMap(functionsIn) : [];
}

/** Calls in a function's body, also in functions that it defines. */
function callsWithin({ facts }: Module, scope: number): CallFact[] {
  const isWithin = (at: number): boolean => at === scope || (at > scope && isWithin(facts.scopes[at]?.parent ?? -1));
  return facts.calls.filter(call => isWithin(call.scope));
}

/** The nearest function around a frame that has a name to call it by. */
function namedFunction({ module, scope }: Frame): FunctionRef | undefined {
  const { scopes } = module.facts;
  for (let at = scope; at > 0; at = scopes[at]?.parent ?? 0) {
    const found = scopes[at];
    if (found?.kind === 'function' && found.name !== '')
      return { name: found.name, place: placeOf(module.file, module.facts, found.span) };
  }
  return undefined;
}

/** The function as a reader is told of it. */
function refOf({ module, scope }: FunctionValue): FunctionRef {
  const found = module.facts.scopes[scope];
  return { name: found?.name || 'a function', place: placeOf(module.file, module.facts, found?.span ?? [0, 0]) };
}

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

const dependsOn = (site: CallSite, own: Place): boolean =>
  holesOf(site).some(hole => isParameter(hole, own)) ||
  (site.model.unknown?.endsWith('is a parameter') ?? false) ||
  isOfType(site.model);
