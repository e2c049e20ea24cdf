import type { CallFact, Facts } from '../languages/facts.ts';
import type { CallSite, Known } from '../model.ts';
import { createEvaluator } from './evaluate.ts';
import { type CallArguments, locate, numberOf } from './locate.ts';
import { type Match, METHOD_NAMES, matchCallee, matchSignature } from './match.ts';
import { chooseModel } from './models.ts';
import { placeOf } from './place.ts';
import { type Definition, buildPrompt } from './prompt.ts';
import { repeatsAround } from './repeats.ts';
import { tierOf } from './tier.ts';
import { type Arguments, type Engine, type Module, type Step, type Value, frameOf, spell } from './value.ts';
import type { Project } from '../ports.ts';

export interface FoundCall {
  site: CallSite;
  definitions: Definition[];
}

/** Every LLM call of a file. */
export function findCalls(file: string, project: Project): FoundCall[] {
  const { engine, begin } = createEvaluator(project);
  const module = engine.moduleOf(file);
  if (!module) return [];
  const ordinals = new Map<string, number>();
  return module.facts.calls
    .filter(call => METHOD_NAMES.has(lastName(call)))
    .toSorted((a, b) => a.expr.span[0] - b.expr.span[0])
    .flatMap(call => {
      const found = readCall(engine, begin, module, call);
      if (!found) return [];
      const name = `${symbolOf(module.facts, call.scope)}${found.site.sdk}.${found.site.operation}`;
      const ordinal = (ordinals.get(name) ?? 0) + 1;
      ordinals.set(name, ordinal);
      return [{ ...found, site: { ...found.site, id: `${file}#${name}${ordinal > 1 ? `#${ordinal}` : ''}` } }];
    });
}

function lastName({ expr }: CallFact): string {
  if (expr.callee.kind === 'member' || expr.callee.kind === 'name') return expr.callee.name;
  return '';
}

/** `Assistant.answer.`: the functions and classes around, outermost first. */
function symbolOf(facts: Facts, scope: number): string {
  const names: string[] = [];
  for (let at = scope; at > 0; at = facts.scopes[at]?.parent ?? 0) names.unshift(facts.scopes[at]?.name || 'λ');
  return names.map(name => `${name}.`).join('');
}

/** Most calls are no LLM's: telling so must be cheap. */
const CALLEE_STEPS = 2_000;

/** `begin` gives each question its own budget: an involved prompt must not cost us the model. */
function readCall(
  engine: Engine,
  begin: (budget?: number) => void,
  module: Module,
  call: CallFact,
): FoundCall | undefined {
  begin(CALLEE_STEPS);
  const frame = frameOf(module, call.scope);
  const args: Arguments = { list: call.expr.args, frame };
  const callee = engine.evaluate(call.expr.callee, frame);
  const matched = matchValue(callee) ?? bySignature(engine, call, args, callee);
  if (!matched) return undefined;
  const { match, steps } = matched;
  const place = placeOf(module.file, module.facts, call.expr.span);
  const called: CallArguments = { engine, args, steps };
  begin();
  const model = chooseModel(called, match, place);
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
  };
  return { site, definitions };
}

interface Matched {
  match: Match;
  steps: readonly Step[];
}

/** Of several possible clients, the first that is one. */
function matchValue(callee: Value): Matched | undefined {
  if (callee.kind === 'choice') return callee.options.map(matchValue).find(found => found !== undefined);
  const match = callee.kind === 'external' ? matchCallee(callee) : undefined;
  return match && callee.kind === 'external' ? { match, steps: callee.steps } : undefined;
}

/** What another library is known to have made is not taken for a client of ours. */
const isUnfollowed = (value: Value): boolean =>
  value.kind === 'unknown' || (value.kind === 'choice' && value.options.every(isUnfollowed));

/** A client that comes in from outside is told by the arguments of its call. */
function bySignature(engine: Engine, call: CallFact, args: Arguments, callee: Value): Matched | undefined {
  if (!isUnfollowed(callee) || call.expr.callee.kind !== 'member') return undefined;
  const match = matchSignature(spell(call.expr.callee), () => namesGiven(engine, args));
  return match && { match, steps: [] };
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
