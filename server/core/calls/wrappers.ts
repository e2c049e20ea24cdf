import type { CallFact } from '../languages/facts.ts';
import type { FunctionRef, Repetition } from '../model.ts';
import { type Ask, type FoundCall, calleeOf, matchCall, mayMatch, mayRequest, readDirect } from './direct.ts';
import { type Answers, type Held, type MemoryKey, createAnswer, keep } from './answers.ts';
import { argumentsOf } from './extensions.ts';
import { modulesNamed } from './imports.ts';
import { packagesOf } from '../sdks/index.ts';
import { givesUrls } from '../http/names.ts';
import { mergedModels } from './choices.ts';
import { best, decides, dependsOn, mayDecide, type Pair, refOf } from './decides.ts';
import { placeOf } from './place.ts';
import { CALLS, CALLS_WITHIN, IMPORTED, type Question } from './questions.ts';
import { REQUEST } from './request.ts';
import { repeatsAround } from './repeats.ts';
import { isLibrary, tierOf } from './tier.ts';
import { type Arguments, type Frame, type FunctionValue, type Module, type Value, frameOf } from './value.ts';

/** A call through more functions than this is not followed. */
const MAX_DEPTH = 5;
/** Functions looked into for one call: beyond that a call graph is a framework's. */
const MAX_FUNCTIONS = 400;
/** LLM calls looked at for one call through a function, and what each may cost. */
const MAX_INNER = 48;
/** Of several functions that may be meant, each has its share of these, so that one of them can't hide the others. */
const MIN_INNER = 4;
const INNER_STEPS = 20_000;
/** Whether a file has a way to a call at all. */
const REACHING: MemoryKey<'any', Held<boolean>> = {};
/** Calls within a function that come to an LLM call, by the function's scope. */
const LEADS: MemoryKey<number, ByDepth<CallFact[]>> = {};
/** Calls as their functions make them for any caller; undefined where they come to no LLM call. */
const ALONE: MemoryKey<CallFact, ByDepth<FoundCall | undefined>> = {};

const GIVES_URLS: Question<null, boolean> = { of: givesUrls };

type ByDepth<V> = Map<number, Held<V>>;
const ANY_DEPTH = -1;

/** What cut an answer short: nothing, how deep it was asked, the work that one question may take. */
type Limit = number;
const WHOLE: Limit = 0;
const BY_DEPTH: Limit = 1;
const BY_BUDGET: Limit = 2;

/**
 * Functions of the project that send what their callers give them: `callLLM(prompt, model)`. The call of the SDK sits
 * inside, the prompt and the model with the callers: these are call sites too.
 */
// eslint-disable-next-line max-lines-per-function -- a closure: what is remembered and the small functions that share it
export function createWrappers(asked: Ask, answers: Answers) {
  const ask: Ask = { ...asked, begin: (steps = INNER_STEPS) => asked.begin(Math.min(steps, INNER_STEPS)) };
  const leads = answers.memory(LEADS);
  const alones = answers.memory(ALONE);
  /** Functions that are being looked into, and those of them that were met again on the way. */
  const pending = new Set<string>();
  const cycles = new Set<string>();
  let limit: Limit = WHOLE;
  let functionsLeft = MAX_FUNCTIONS;
  let innerLeft = MAX_INNER;

  /** The LLM call that a call of the project's own function comes to, if the caller decides its prompt or model. */
  function through(call: CallFact, frame: Frame, depth = 0): FoundCall | undefined {
    if (depth >= MAX_DEPTH) limit = Math.max(limit, BY_DEPTH);
    if (depth >= MAX_DEPTH || (depth === 0 && !mayReach(frame.module))) return undefined;
    functionsLeft = depth === 0 ? MAX_FUNCTIONS : functionsLeft;
    const callees = functionsIn(calleeOf(ask, call, frame), frame.module);
    const share = Math.max(MIN_INNER, Math.floor(MAX_INNER / callees.length));
    const ways = callees.flatMap(callee => {
      if (depth === 0) [innerLeft, limit] = [share, WHOLE];
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
  const mayReach = (module: Module): boolean => answers.remember(REACHING, module.file, 'any', () => reaches(module));

  function reaches(module: Module): boolean {
    const isWay = (from: string, name: string | null): boolean =>
      packagesOf(module.language.id).has(from) || modulesNamed(ask.engine, from, module, name) !== undefined;
    const isOthers =
      !isLibrary(module.file) &&
      (module.language.visible !== undefined ||
        module.ask(IMPORTED, null).some(({ value }) => value.kind === 'import' && isWay(value.module, value.name)));
    return (
      isOthers ||
      module.ask(CALLS, null).some(call => matchCall(ask, call, frameOf(module, call.scope))) ||
      module.ask(GIVES_URLS, null)
    );
  }

  /** Each LLM call within a function, as the caller's arguments make it and as it is without any. */
  function pairs(callee: FunctionValue, args: Arguments, depth: number): Pair[] {
    return leadsOf(callee.module, callee.scope, depth).flatMap(call => {
      const unbound = alone(call, callee, depth);
      if (!unbound && !mayRequest(call, callee.module)) return [];
      if (unbound && !mayDecide(unbound.site, callee, valuesOf(args))) return [];
      const bound = inner(call, callee, args, depth);
      return bound && (unbound || isGivenUrl(bound)) ? [{ bound, unbound }] : [];
    });
  }

  const valuesOf = ({ list, frame }: Arguments): Value[] => list.map(({ value }) => ask.engine.evaluate(value, frame));

  /** A call as its function makes it for any caller: told once for all of them. */
  function alone(call: CallFact, callee: FunctionValue, depth: number): FoundCall | undefined {
    const compute = () => inner(call, callee, null, depth);
    return callee.self === null ? once(alones.of(callee.module.file), call, depth, compute) : compute();
  }

  /** What was told whole serves any depth; what the depth cut short, the same depth; what ran out of its budget is told anew. */
  function once<K, V>(known: Map<K, ByDepth<V>>, key: K, depth: number, compute: () => V): V {
    const told = known.get(key) ?? new Map<number, Held<V>>();
    const before = told.get(ANY_DEPTH) ?? told.get(depth);
    if (before) {
      if (before.key !== ANY_DEPTH) limit = Math.max(limit, BY_DEPTH);
      answers.use(before);
      return before.value;
    }
    const limited = limit;
    limit = WHOLE;
    const answer = createAnswer();
    const outer = answers.enter(answer);
    const value = compute();
    answers.leave(answer, outer);
    if (cycles.size === 0 && limit !== BY_BUDGET) {
      known.set(key, told);
      keep(told, answer, limit === WHOLE ? ANY_DEPTH : depth, value);
    }
    limit = Math.max(limited, limit);
    return value;
  }

  /** Of a request, the URL may be the caller's: without it there is no call. What the budget cut short is no proof of that. */
  const isGivenUrl = ({ site }: FoundCall): boolean =>
    site.sdk === REQUEST && site.through.length === 0 && innerLeft >= 0;

  function inner(call: CallFact, callee: FunctionValue, args: Arguments | null, depth: number): FoundCall | undefined {
    if (--innerLeft < 0) {
      limit = BY_BUDGET;
      return undefined;
    }
    const { module, scope, self, outer } = callee;
    const entered: Frame = { module, scope, args, self, outer };
    const frame = call.scope === scope ? entered : { ...frameOf(module, call.scope), outer: entered };
    return readDirect(ask, call, frame) ?? through(call, frame, depth + 1);
  }

  /** Calls within a function that come to an LLM call: told once, without arguments, before any deeper look. */
  function leadsOf(module: Module, scope: number, depth: number): CallFact[] {
    return once(leads.of(module.file), scope, depth, () => {
      const key = `${module.file}:${scope}`;
      if (pending.has(key)) cycles.add(key);
      else if (depth >= MAX_DEPTH) limit = Math.max(limit, BY_DEPTH);
      else if (--functionsLeft < 0) limit = BY_BUDGET;
      else return lookInto(module, scope, depth, key);
      return [];
    });
  }

  function lookInto(module: Module, scope: number, depth: number, key: string): CallFact[] {
    pending.add(key);
    const found = module.ask(CALLS_WITHIN, scope).filter(call => {
      const frame = frameOf(module, call.scope);
      if (matchCall(ask, call, frame)) return true;
      const callee = calleeOf(ask, call, frame);
      if (mayMatch(ask, call, callee, frame)) return true;
      return functionsIn(callee, module).some(f => leadsOf(f.module, f.scope, depth + 1).length > 0);
    });
    pending.delete(key);
    cycles.delete(key);
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

/** The same call at the caller's place, as often as the caller's loops and the function's own make it. */
function placed(
  { site, definitions }: FoundCall,
  call: CallFact,
  { module }: Frame,
  callee: FunctionValue,
  repeats: readonly Repetition[],
): FoundCall {
  const place = placeOf(module, call.expr.span);
  const anchor = placeOf(module, call.expr.anchor);
  const through = [refOf(callee), ...site.through];
  return {
    site: { ...site, place, anchor, through, tier: tierOf(module.file), repeats: [...repeats, ...site.repeats] },
    definitions,
  };
}

/** A library's functions are not looked into, whether it lies in the project or not; a file's own are. */
function functionsIn(value: Value, from: Module): FunctionValue[] {
  if (value.kind === 'choice') return value.options.flatMap(option => functionsIn(option, from));
  if (value.kind !== 'function') return [];
  return value.module.file !== from.file && isLibrary(value.module.file) ? [] : [value];
}

/** The nearest function around a frame that has a name to call it by. */
function namedFunction({ module, scope }: Frame): FunctionRef | undefined {
  for (let at = scope; at > 0; at = module.shape(at)?.parent ?? 0) {
    const found = module.scope(at);
    if (found?.kind === 'function' && found.name !== '')
      return { name: found.name, place: placeOf(module, found.span) };
  }
  return undefined;
}
