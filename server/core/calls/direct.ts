import type { Binding, CallFact } from '../languages/facts.ts';
import { requestNamesOf } from '../http/clients.ts';
import type { LanguageId } from '../languages/language.ts';
import type { CallSite, ModelChoice, OutputBound, Place, Repetition } from '../model.ts';
import type { Operation } from '../sdks/sdk.ts';
import { attemptsOf } from './attempts.ts';
import { framesOfCallers } from './callers.ts';
import { toldBy } from './clients.ts';
import { specialize } from './conditions.ts';
import { type CallArguments, type Request, locate, numberOf } from './locate.ts';
import { type Match, isClient, makerNamesOf, matchCallee, matchSignature, methodNamesOf } from './match.ts';
import { mergedModels } from './choices.ts';
import { chooseModel } from './models.ts';
import { placeOf } from './place.ts';
import { type Definition, buildPrompt } from './prompt.ts';
import { IMPORTED, type Question, bindingsIn } from './questions.ts';
import { repeatsAround } from './repeats.ts';
import { isOpenRequest, readRequest, requestOfCallers, senderOf } from './request.ts';
import { serviceOf } from './service.ts';
import { tierOf } from './tier.ts';
import { turnsOf } from './turns.ts';
import {
  type Arguments,
  type Engine,
  type Frame,
  type Module,
  type Step,
  type Value,
  countOf,
  spell,
} from './value.ts';

/** `begin` gives each question its own budget: an involved prompt must not cost us the model. */
export interface Ask {
  engine: Engine;
  begin: (steps?: number) => void;
}

export interface FoundCall {
  site: CallSite;
  definitions: Definition[];
}

/** Most calls are no LLM's: telling so must be cheap. */
const CALLEE_STEPS = 2_000;

/** What a call's callee is; cheap, since most are no SDK's. */
export function calleeOf({ engine, begin }: Ask, call: CallFact, frame: Frame): Value {
  begin(CALLEE_STEPS);
  return engine.evaluate(call.expr.callee, frame);
}

/** The operation that a call is, of an SDK or of an LLM server that is asked directly; if it is one. */
export function matchCall(ask: Ask, call: CallFact, frame: Frame): Matched | undefined {
  const { module } = frame;
  const isMethod = methodNamesOf(module.language.id).has(calledName(call, module)) || holdsCallables(module);
  const isRequest = mayRequest(call, module);
  if (!isMethod && !isRequest) return undefined;
  const callee = calleeOf(ask, call, frame);
  return (
    (isMethod ? matchMethod(ask, call, frame, callee) : undefined) ??
    (isRequest ? matchEndpoint(ask, call, frame, callee) : undefined)
  );
}

/** Whether a call may be a request without an SDK, by its name alone. */
export const mayRequest = (call: CallFact, module: Module): boolean =>
  requestNamesOf(module.language.id).has(calledName(call, module));

function matchMethod(ask: Ask, call: CallFact, frame: Frame, callee: Value): Matched | undefined {
  const args: Arguments = { list: call.expr.args, frame };
  const matched =
    matchValue(callee, frame.module.language.id) ??
    fromGivers(ask, call, frame, callee) ??
    bySignature(ask.engine, call, args, callee);
  const called = matched && asked(ask.engine, call, args, matched.steps);
  if (!called || !isBilled(called, matched.match.operation)) return undefined;
  const match = specialize(called, matched.match);
  return match && { ...matched, match };
}

/** A request to an LLM server. */
function matchEndpoint(ask: Ask, call: CallFact, frame: Frame, callee: Value): Matched | undefined {
  const { module } = frame;
  const sender = senderOf(callee, calledName(call, module), isUnfollowed(callee), module.language.id);
  if (!sender) return undefined;
  ask.begin();
  const args: Arguments = { list: call.expr.args, frame };
  const place = placeOf(module, call.expr.span);
  const own = asked(ask.engine, call, args, sender.steps);
  const found = readRequest(own, sender, place) ?? requestOfCallers(own, sender, place);
  return found && { ...found, steps: [], others: null };
}

/** Whether a file makes or imports objects that are themselves called: any call may then be one of theirs. */
function holdsCallables(module: Module): boolean {
  const makers = makerNamesOf(module.language.id);
  return (
    makers.size > 0 &&
    (module.ask(CALLS_MAKER, module.language.id) ||
      module.ask(IMPORTED, null).some(({ value }) => value.kind === 'import' && makers.has(value.name ?? '')))
  );
}

const CALLS_MAKER: Question<LanguageId, boolean> = {
  of: (facts, language) =>
    facts.calls.some(call =>
      makerNamesOf(language).has(nameCalled(call, language, name => bindingsIn(facts, 0, name)[0])),
    ),
};

/** Whether only the caller's arguments can tell what a call is: of an SDK's method, or of a request to no known server. */
export function mayMatch(ask: Ask, call: CallFact, callee: Value, frame: Frame): boolean {
  const { module } = frame;
  const name = calledName(call, module);
  const { id } = module.language;
  if (methodNamesOf(id).has(name) && isUnfollowed(callee)) return true;
  const sender = requestNamesOf(id).has(name) ? senderOf(callee, name, false, id) : undefined;
  if (!sender) return false;
  return isOpenRequest(asked(ask.engine, call, { list: call.expr.args, frame }, sender.steps), sender);
}

/** A call of an SDK with all that it sends, as seen in a frame. */
export function readDirect(ask: Ask, call: CallFact, frame: Frame): FoundCall | undefined {
  const matched = matchCall(ask, call, frame);
  return matched && readMatched(ask, call, frame, matched);
}

const asked = (engine: Engine, { expr }: CallFact, args: Arguments, steps: readonly Step[]): CallArguments => ({
  engine,
  offset: expr.span[0],
  receiver: expr.callee.kind === 'member' ? expr.callee.object : null,
  args,
  steps,
});

/** Stores and indexes may embed on the machine itself, which costs nothing. */
function isBilled(call: CallArguments, { billed, client }: Pick<Operation, 'billed' | 'client'>): boolean {
  if (!billed) return true;
  const handed = locate(call, client ?? []).value;
  if (!handed) return billed === 'if-given';
  return isClient(handed, call.args.frame.module.language.id) || (billed === 'if-given' && handed.kind === 'unknown');
}

function readMatched({ engine, begin }: Ask, call: CallFact, frame: Frame, matched: Matched): FoundCall {
  const { match, steps, others, request } = matched;
  const { module } = frame;
  const args: Arguments = { list: call.expr.args, frame };
  const place = placeOf(module, call.expr.span);
  const called: CallArguments = { ...asked(engine, call, args, steps), ...(request && { request }) };
  begin();
  const model = withOthers(chooseModel(called, match, place), others, called, place);
  begin();
  const { prompt, definitions, cached } = buildPrompt(called, match, place);
  begin();
  const site: CallSite = {
    id: '',
    place,
    anchor: placeOf(module, call.expr.anchor),
    sdk: match.sdk.id,
    operation: match.operation.operation,
    kind: match.operation.kind,
    tier: tierOf(module.file),
    model,
    prompt,
    maxOutput: maxOutput(called, match),
    ...(cached.length > 0 ? { cached } : {}),
    service: serviceOf(called, match),
    repeats: [
      ...repeatsAround(engine, frame, call.expr.span[0]),
      ...requestsOf(called, match, place),
      ...turnsOf(called, match, place),
      ...attemptsOf(called, place),
    ],
    through: [],
    decidedBy: null,
  };
  return { site, definitions };
}

/** The callee's last name; what is imported under another name is called by its own. */
const calledName = (call: CallFact, module: Module): string =>
  nameCalled(call, module.language.id, name => module.bindings(0, name)[0]);

function nameCalled(
  { expr: { callee } }: CallFact,
  language: LanguageId,
  binding: (name: string) => Binding | undefined,
): string {
  if (callee.kind === 'member') return callee.name;
  if (callee.kind !== 'name') return '';
  if (methodNamesOf(language).has(callee.name) || requestNamesOf(language).has(callee.name)) return callee.name;
  const value = binding(callee.name)?.value;
  return value?.kind === 'import' ? (value.name ?? callee.name) : callee.name;
}

interface Matched {
  match: Match;
  steps: readonly Step[];
  /** What else it may be, where the client is a parameter and this file's callers give several; null: it is no parameter. */
  others: readonly Matched[] | null;
  request?: Request;
}

/** The models of all that may be called; where callers give the client, those of other files may give another. */
function withOthers(own: ModelChoice, others: Matched['others'], call: CallArguments, place: Place): ModelChoice {
  if (others === null) return own;
  const all = mergedModels([own, ...others.map(one => chooseModel({ ...call, steps: one.steps }, one.match, place))]);
  return { ...all, unknown: all.unknown ?? 'the client is a parameter: other callers may give another model' };
}

/** A client that is a parameter, as the callers in this file give it. */
function fromGivers(ask: Ask, call: CallFact, frame: Frame, callee: Value): Matched | undefined {
  if (callee.kind !== 'unknown' || callee.from !== 'parameter') return undefined;
  const matches = framesOfCallers(ask.engine, callee, frame).flatMap(given => {
    ask.begin(CALLEE_STEPS);
    return matchValue(ask.engine.evaluate(call.expr.callee, given), frame.module.language.id) ?? [];
  });
  const [first, ...others] = matches;
  return first && { ...first, others };
}

/** Of several possible clients, the first that is one. */
function matchValue(callee: Value, language: LanguageId): Matched | undefined {
  if (callee.kind === 'choice')
    return callee.options.map(option => matchValue(option, language)).find(found => found !== undefined);
  const match = callee.kind === 'external' ? matchCallee(callee, language) : undefined;
  return match && callee.kind === 'external' ? { match, steps: callee.steps, others: null } : undefined;
}

/** What another library is known to have made is not taken for a client of ours. */
const isUnfollowed = (value: Value): boolean =>
  value.kind === 'unknown' || (value.kind === 'choice' && value.options.every(isUnfollowed));

/** A client that comes in from outside is told by the arguments of its call. */
function bySignature(engine: Engine, call: CallFact, args: Arguments, callee: Value): Matched | undefined {
  if (!isUnfollowed(callee) || call.expr.callee.kind !== 'member') return undefined;
  const match = matchSignature(spell(call.expr.callee), args.frame.module.language.id, () => namesGiven(engine, args));
  return match && { match, steps: [], others: null };
}

function namesGiven(engine: Engine, args: Arguments): ReadonlySet<string> {
  const names = new Set(args.list.flatMap(arg => arg.name ?? []));
  // What stands in an object that is given by name: `parameters.model`.
  for (const { name, value } of args.list.filter(arg => arg.name !== null && arg.value.kind !== 'function')) {
    const inner = engine.evaluate(value, args.frame);
    if (inner.kind === 'object') for (const key of inner.entries.keys()) names.add(`${name}.${key}`);
  }
  for (const arg of args.list.filter(a => a.name === null)) {
    const value = engine.evaluate(arg.value, args.frame);
    for (const one of value.kind === 'choice' ? value.options : [value])
      if (one.kind === 'object') for (const key of one.entries.keys()) names.add(key);
  }
  return names;
}

function maxOutput(call: CallArguments, { operation }: Match): OutputBound {
  if (operation.kind === 'embedding' || operation.kind === 'rerank') return { known: true, value: 0 };
  const found = locate(call, operation.maxOutput);
  const limit =
    found.value ?? toldBy(call, operation, ({ made, sdk }) => locate(made, sdk.made?.maxOutput ?? []).value);
  if (limit) return boundOf(limit);
  if (found.passed || found.hidden.length > 0) return { known: false, why: AT_RUN_TIME };
  return { known: false, why: NO_OUTPUT_LIMIT };
}

/** What is said of a call that sets no bound where it could: another may be set where nobody sees it. */
export const NO_OUTPUT_LIMIT = 'no output limit is set';

const AT_RUN_TIME = 'the output limit is decided at run time';

/** One of several limits is bounded by the greatest. */
function boundOf(limit: Value): OutputBound {
  const options = limit.kind === 'choice' ? limit.options : [limit];
  const numbers = options.flatMap(option => numberOf(option) ?? []);
  const distinct = [...new Set(numbers)].toSorted((a, b) => a - b);
  const value = distinct.at(-1);
  const isWhole = numbers.length === options.length;
  const values = isWhole && distinct.length < 2 ? {} : { values: distinct };
  if (value === undefined) return { known: false, why: AT_RUN_TIME };
  if (!isWhole) return { known: false, why: AT_RUN_TIME, ...values };
  const greatest = options.find(option => numberOf(option) === value);
  const place = greatest && 'place' in greatest ? greatest.place : undefined;
  return { known: true, value, ...(place && { place }), ...values };
}

/** A call that makes one request for each element of a list: `llm.batch(inputs)`. */
function requestsOf(call: CallArguments, { operation: { each } }: Match, place: Place): Repetition[] {
  const list = each && locate(call, [each]).value;
  if (!list) return [];
  const over = list.kind === 'unknown' ? list.name : list.kind === 'list' ? 'a list' : 'the requests of a file';
  return [{ kind: 'each', over, count: countOf(list, over), place }];
}
