import type { Expr, Scope } from '../languages/facts.ts';
import { classMember } from './classes.ts';
import type { Held, MemoryKey } from './answers.ts';
import { placeOf } from './place.ts';
import { BINDINGS, CALLS_IN, type Question, scopesIn } from './questions.ts';
import { isLibrary, tierOf } from './tier.ts';
import { type Engine, type FunctionValue, type Module, type Value, frameOf } from './value.ts';

/** Beyond this many it is a plug-in's interface: which one is meant, the source does not tell. */
const MAX_IMPLEMENTERS = 24;
/** A chain of classes is not followed further. */
const MAX_ANCESTORS = 6;

interface ClassAt {
  module: Module;
  scope: number;
}

const IMPLEMENTATIONS: MemoryKey<number, Held<FunctionValue[]>> = {};

/**
 * A method that only says what it takes (an interface's, an abstract class's): the methods of the classes that implement it.
 * Empty where none is in the project, or too many.
 */
export function implementations(engine: Engine, method: FunctionValue): FunctionValue[] {
  return engine.remember(IMPLEMENTATIONS, method.module.file, method.scope, () => findImplementations(engine, method));
}

function findImplementations(engine: Engine, { module, scope }: FunctionValue): FunctionValue[] {
  const own = module.scope(scope);
  const home = own?.self?.scope;
  const declared = home === undefined ? undefined : module.scope(home);
  if (isLibrary(module.file) || !own || home === undefined || !declared || !isDeclaration(module, scope, declared))
    return [];
  const word = module.language.isStructural ? own.name : declared.name;
  const found: FunctionValue[] = [];
  for (const file of engine.project.mentioning(word)) {
    // What a test puts in its place is not what the program runs.
    if (tierOf(file) !== tierOf(module.file)) continue;
    const other = file === module.file ? module : engine.moduleOf(file);
    if (!other || other.language !== module.language) continue;
    for (const at of other.ask(CLASSES, null)) {
      const made = methodOf(other, at, own);
      if (made === undefined) continue;
      if (!implementsIt(engine, { module: other, scope: at }, { module, scope: home })) continue;
      const self: Value = { kind: 'instance', module: other, scope: at, args: null };
      found.push({ kind: 'function', module: other, scope: made, self, outer: null });
    }
    if (found.length > MAX_IMPLEMENTERS) return [];
  }
  return found;
}

/** Without a result and without a call of its own, or in a class that leaves methods to others. */
function isDeclaration(module: Module, scope: number, home: Scope): boolean {
  if ((module.scope(scope)?.returns.length ?? 0) > 0) return false;
  return home.isAbstract || module.ask(CALLS_IN, scope).length === 0;
}

/** All classes of a file. */
const CLASSES: Question<null, readonly number[]> = {
  of: facts => scopesIn(facts).flatMap(([number, { kind }]) => (kind === 'class' ? [number] : [])),
};

/** A class's method of the same name, of several the one that takes as much. */
function methodOf(module: Module, scope: number, { name, params }: Pick<Scope, 'name' | 'params'>): number | undefined {
  const methods = module
    .bindings(scope, name)
    .flatMap(({ value }) =>
      value.kind === 'scope' && module.shape(value.scope)?.kind === 'function' ? [value.scope] : [],
    );
  return methods.find(at => module.scope(at)?.params.length === params.length) ?? methods.at(-1);
}

function implementsIt(engine: Engine, one: ClassAt, abstract: ClassAt): boolean {
  if (isSame(one, abstract)) return false;
  if (descends(engine, one, abstract, 0)) return true;
  return one.module.language.isStructural === true && hasMethodsOf(engine, one, abstract);
}

const isSame = (a: ClassAt, b: ClassAt): boolean => a.module.file === b.module.file && a.scope === b.scope;

function descends(engine: Engine, { module, scope }: ClassAt, from: ClassAt, depth: number): boolean {
  const own = module.scope(scope);
  if (!own || depth > MAX_ANCESTORS) return false;
  return own.bases.some(base => {
    const value = engine.evaluate(base, frameOf(module, Math.max(0, own.parent)));
    return value.kind === 'class' && (isSame(value, from) || descends(engine, value, from, depth + 1));
  });
}

/** A language where having the methods is enough: own ones, those of its other parts, and those of what it embeds. */
function hasMethodsOf(engine: Engine, one: ClassAt, { module, scope }: ClassAt): boolean {
  if (one.module.scope(one.scope)?.isAbstract) return false;
  const place = placeOf(one.module, [0, 0]);
  const wanted = module
    .ask(BINDINGS, scope)
    .flatMap(({ name, value }) => (value.kind === 'scope' ? [{ name, declared: module.scope(value.scope) }] : []));
  const has = ({ name, declared }: (typeof wanted)[number]): boolean => {
    const member = classMember(engine, { ...one, args: null }, name, null, place);
    // What is embedded of a library may have any method.
    if (member?.kind !== 'function') return member?.kind === 'external';
    return takesTheSame(member.module.scope(member.scope), declared);
  };
  return wanted.length > 0 && wanted.every(has);
}

/** As many parameters, and none of a type that is called otherwise. */
function takesTheSame(one: Scope | undefined, other: Scope | undefined): boolean {
  if (!one || !other || one.params.length !== other.params.length) return false;
  return one.params.every(({ type }, at) => {
    const [own, wanted] = [lastName(type), lastName(other.params[at]?.type ?? null)];
    return own === wanted || own === null || wanted === null;
  });
}

const lastName = (type: Expr | null): string | null =>
  type?.kind === 'name' || type?.kind === 'member' ? type.name : null;
