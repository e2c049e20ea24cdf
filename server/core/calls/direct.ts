import type { CallFact } from '../languages/facts.ts';
import type { LanguageId } from '../languages/language.ts';
import type { CallSite, Known, ModelChoice, Place } from '../model.ts';
import { framesOfCallers } from './callers.ts';
import { type CallArguments, locate, numberOf } from './locate.ts';
import { type Match, matchCallee, matchSignature, methodNamesOf } from './match.ts';
import { bindingsOf } from './lookup.ts';
import { chooseModel, mergedModels } from './models.ts';
import { placeOf } from './place.ts';
import { type Definition, buildPrompt } from './prompt.ts';
import { repeatsAround } from './repeats.ts';
import { tierOf } from './tier.ts';
import { type Arguments, type Engine, type Frame, type Module, type Step, type Value, spell } from './value.ts';

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

/** The operation of an SDK that a call is, if it is one. */
export function matchCall(ask: Ask, call: CallFact, frame: Frame): Matched | undefined {
  const language = frame.module.language.id;
  if (!methodNamesOf(language).has(calledName(call, frame.module))) return undefined;
  const callee = calleeOf(ask, call, frame);
  return (
    matchValue(callee, language) ??
    fromGivers(ask, call, frame, callee) ??
    bySignature(ask.engine, call, { list: call.expr.args, frame }, callee)
  );
}

/** Whether a call has an SDK's method name on something that only the caller's arguments can tell. */
export const mayMatch = (call: CallFact, callee: Value, module: Module): boolean =>
  methodNamesOf(module.language.id).has(calledName(call, module)) && isUnfollowed(callee);

/** A call of an SDK with all that it sends, as seen in a frame. */
export function readDirect(ask: Ask, call: CallFact, frame: Frame): FoundCall | undefined {
  const matched = matchCall(ask, call, frame);
  return matched && readMatched(ask, call, frame, matched);
}

function readMatched({ engine, begin }: Ask, call: CallFact, frame: Frame, matched: Matched): FoundCall {
  const { match, steps, others } = matched;
  const { module } = frame;
  const args: Arguments = { list: call.expr.args, frame };
  const place = placeOf(module.file, module.facts, call.expr.span);
  const called: CallArguments = { engine, args, steps };
  begin();
  const model = withOthers(chooseModel(called, match, place), others, called, place);
  begin();
  const { prompt, definitions } = buildPrompt(called, match, place);
  begin();
  const site: CallSite = {
    id: '',
    place,
    anchor: placeOf(module.file, module.facts, call.expr.anchor),
    sdk: match.sdk.id,
    operation: match.operation.operation,
    kind: match.operation.kind,
    tier: tierOf(module.file),
    model,
    prompt,
    maxOutput: maxOutput(called, match),
    repeats: repeatsAround(engine, frame, call.expr.span[0]),
    through: [],
    decidedBy: null,
  };
  return { site, definitions };
}

/** The callee's last name; what is imported under another name is called by its own. */
function calledName({ expr: { callee } }: CallFact, { facts, language }: Module): string {
  if (callee.kind === 'member') return callee.name;
  if (callee.kind !== 'name') return '';
  if (methodNamesOf(language.id).has(callee.name)) return callee.name;
  const value = bindingsOf(facts, 0, callee.name)[0]?.value;
  return value?.kind === 'import' ? (value.name ?? callee.name) : callee.name;
}

interface Matched {
  match: Match;
  steps: readonly Step[];
  /** What else it may be, where the client is a parameter and this file's callers give several; null: it is no parameter. */
  others: readonly Matched[] | null;
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
  for (const arg of args.list.filter(a => a.name === null)) {
    const value = engine.evaluate(arg.value, args.frame);
    if (value.kind === 'object') for (const key of value.entries.keys()) names.add(key);
  }
  return names;
}

function maxOutput(call: CallArguments, match: Match): Known<number> {
  if (match.operation.kind === 'embedding') return { known: true, value: 0 };
  const found = locate(call, match.operation.maxOutput);
  const value = found.value && numberOf(found.value);
  if (value !== undefined) return { known: true, value };
  if (found.value || found.hidden.length > 0) return { known: false, why: 'the output limit is decided at run time' };
  return { known: false, why: 'no output limit is set' };
}
