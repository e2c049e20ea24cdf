import type { Facts, Scope } from '../languages/facts.ts';
import type { Project } from '../ports.ts';
import { bindingsOf } from './lookup.ts';
import { tierOf } from './tier.ts';
import { type Engine, type FunctionValue, type Module, type Value, frameOf } from './value.ts';

/** Beyond this many it is a plug-in's interface: which one is meant, the source does not tell. */
const MAX_IMPLEMENTERS = 24;
/** A chain of classes is not followed further. */
const MAX_ANCESTORS = 6;

interface ClassAt {
  module: Module;
  scope: number;
}

const known = new WeakMap<Project, Map<string, FunctionValue[]>>();

/**
 * A method that only says what it takes (an interface's, an abstract class's): the methods of the classes that implement it.
 * Empty where none is in the project, or too many.
 */
export function implementations(engine: Engine, method: FunctionValue): FunctionValue[] {
  const cache = known.get(engine.project) ?? new Map<string, FunctionValue[]>();
  known.set(engine.project, cache);
  const key = `${method.module.file}:${method.scope}`;
  const found = cache.get(key) ?? findImplementations(engine, method);
  cache.set(key, found);
  return found;
}

function findImplementations(engine: Engine, { module, scope }: FunctionValue): FunctionValue[] {
  const { scopes } = module.facts;
  const own = scopes[scope];
  const home = own?.self?.scope;
  const declared = home === undefined ? undefined : scopes[home];
  if (!own || home === undefined || !declared || !isDeclaration(module.facts, scope, declared)) return [];
  const word = module.language.isStructural ? own.name : declared.name;
  const found = engine.project.mentioning(word).flatMap((file): FunctionValue[] => {
    const other = file === module.file ? module : engine.moduleOf(file);
    // What a test puts in its place is not what the program runs.
    if (!other || other.language !== module.language || tierOf(file) !== tierOf(module.file)) return [];
    return other.facts.scopes.flatMap((_, at) => {
      const made = methodOf(other.facts, at, own.name);
      const isOne = made !== undefined && implementsIt(engine, { module: other, scope: at }, { module, scope: home });
      const self: Value = { kind: 'instance', module: other, scope: at, args: null };
      return isOne ? [{ kind: 'function', module: other, scope: made, self, outer: null }] : [];
    });
  });
  return found.length > MAX_IMPLEMENTERS ? [] : found;
}

/** Without a result and without a call of its own, or in a class that leaves methods to others. */
function isDeclaration(facts: Facts, scope: number, home: Scope): boolean {
  if ((facts.scopes[scope]?.returns.length ?? 0) > 0) return false;
  return home.isAbstract || !facts.calls.some(call => call.scope === scope);
}

function methodOf(facts: Facts, scope: number, name: string): number | undefined {
  if (facts.scopes[scope]?.kind !== 'class') return undefined;
  const value = bindingsOf(facts, scope, name).at(-1)?.value;
  return value?.kind === 'scope' && facts.scopes[value.scope]?.kind === 'function' ? value.scope : undefined;
}

function implementsIt(engine: Engine, one: ClassAt, abstract: ClassAt): boolean {
  if (isSame(one, abstract)) return false;
  if (descends(engine, one, abstract, 0)) return true;
  return one.module.language.isStructural === true && hasMethodsOf(one, abstract);
}

const isSame = (a: ClassAt, b: ClassAt): boolean => a.module.file === b.module.file && a.scope === b.scope;

function descends(engine: Engine, { module, scope }: ClassAt, from: ClassAt, depth: number): boolean {
  const own = module.facts.scopes[scope];
  if (!own || depth > MAX_ANCESTORS) return false;
  return own.bases.some(base => {
    const value = engine.evaluate(base, frameOf(module, Math.max(0, own.parent)));
    return value.kind === 'class' && (isSame(value, from) || descends(engine, value, from, depth + 1));
  });
}

/** A language where having the methods is enough: all of them, in one file's part of the type. */
function hasMethodsOf(one: ClassAt, { module, scope }: ClassAt): boolean {
  if (one.module.facts.scopes[one.scope]?.isAbstract) return false;
  const wanted = module.facts.bindings.filter(b => b.scope === scope && b.value.kind === 'scope');
  return wanted.length > 0 && wanted.every(b => methodOf(one.module.facts, one.scope, b.name) !== undefined);
}
