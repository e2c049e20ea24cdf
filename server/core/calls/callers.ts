import type { CallFact } from '../languages/facts.ts';
import { isAt } from './place.ts';
import { CALLS_NAMED } from './questions.ts';
import { type Arguments, type Engine, type Frame, type Module, type Value, frameOf } from './value.ts';

/** More callers than this tell no more than the first ones. */
const MAX_CALLERS = 8;

/**
 * Frames in which a parameter is what a caller in the same file gives: of the function itself, or of the constructor of the
 * object that a method is called on.
 */
export function framesOfCallers(engine: Engine, parameter: Extract<Value, { kind: 'unknown' }>, frame: Frame): Frame[] {
  const { module } = frame;
  if (parameter.place.file !== module.file) return [];
  const facts = module.current();
  const home = facts.scopes.findIndex(({ kind, span }) => kind === 'function' && isAt(facts, span, parameter.place));
  const own = module.shape(home);
  if (!own || own.name === '') return [];
  const owner = own.self?.scope;
  const isConstructor = owner !== undefined && CONSTRUCTORS.has(own.name);
  const name = isConstructor ? (module.shape(owner)?.name ?? '') : own.name;
  return callersOf(engine, module, name, isConstructor ? owner : home).map((args): Frame => {
    if (isConstructor) return { ...frame, self: { kind: 'instance', module, scope: owner, args } };
    const entered: Frame = { ...frameOf(module, home), args, self: frame.self };
    return home === frame.scope ? entered : { ...frame, outer: entered };
  });
}

const CONSTRUCTORS: ReadonlySet<string> = new Set([
  '__init__',
  'constructor',
  '__post_init__',
  'initialize',
  '__construct',
]);

/** Arguments of the calls in a module that come to a function or a class of it. */
function callersOf(engine: Engine, module: Module, name: string, scope: number): Arguments[] {
  const isCaller = ({ expr: { callee }, scope: from }: CallFact): boolean => {
    const isNamed =
      (callee.kind === 'name' || callee.kind === 'member') && (callee.name === name || callee.name === 'cls');
    const value = isNamed ? engine.evaluate(callee, frameOf(module, from)) : undefined;
    return (value?.kind === 'function' || value?.kind === 'class') && value.module === module && value.scope === scope;
  };
  return [name, 'cls']
    .flatMap(one => module.ask(CALLS_NAMED, one))
    .toSorted((a, b) => a.expr.span[1] - b.expr.span[1])
    .filter(isCaller)
    .slice(0, MAX_CALLERS)
    .map(call => ({ list: call.expr.args, frame: frameOf(module, call.scope) }));
}
