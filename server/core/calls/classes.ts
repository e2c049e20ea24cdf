import type { Binding, ClassRole, Expr, Scope } from '../languages/facts.ts';
import type { Place } from '../model.ts';
import { applyChange, isChange } from './changes.ts';
import type { Held, MemoryKey } from './answers.ts';
import { bindingValue, typesLast } from './lookup.ts';
import { placeOf } from './place.ts';
import { BINDINGS, CALLS_IN, type Question, scopesIn } from './questions.ts';
import {
  type Arguments,
  type Engine,
  type Frame,
  type Module,
  type Step,
  type Value,
  choiceOf,
  frameOf,
  unknown,
} from './value.ts';

const CONSTRUCTORS: ReadonlySet<string> = new Set([
  '__init__',
  'constructor',
  '__post_init__',
  'initialize',
  '__construct',
]);
const isConstructor = (module: Module, scope: number): boolean => CONSTRUCTORS.has(module.shape(scope)?.name ?? '');

/** A longer line of ancestors is no one's. */
const MAX_DEPTH = 8;
/** What a class's members are, by the class itself or by what it inherits from. */
export function roleOf(engine: Engine, module: Module, scope: number, depth = 0): ClassRole | null {
  const found = module.scope(scope);
  if (!found || found.role !== null || depth > MAX_DEPTH) return found?.role ?? null;
  for (const base of found.bases) {
    const value = engine.evaluate(base, frameOf(module, Math.max(0, found.parent)));
    const role = value.kind === 'class' ? roleOf(engine, value.module, value.scope, depth + 1) : null;
    if (role !== null) return role;
  }
  return null;
}

/** Members of an enumeration; undefined for another class. */
export function membersOf(engine: Engine, type: Extract<Value, { kind: 'class' }>): Value[] | undefined {
  if (roleOf(engine, type.module, type.scope) !== 'enum') return undefined;
  const { module, scope } = type;
  const names = new Set(
    module
      .ask(BINDINGS, scope)
      .filter(b => b.within === scope && b.value.kind === 'value' && !b.name.startsWith('_'))
      .map(b => b.name),
  );
  return [...names].flatMap(name => {
    const last = module.bindings(scope, name).at(-1);
    return last ? [bindingValue(engine, last, frameOf(module, scope))] : [];
  });
}

export interface Owner {
  module: Module;
  scope: number;
  /** Arguments of the constructor's call, where known. */
  args: Arguments | null;
}

/** Of several methods of one name, those that take as many arguments; all where none or nothing tells. */
function takingAsMany(module: Module, definitions: readonly Binding[], arity: number | undefined): readonly Binding[] {
  if (arity === undefined || definitions.length < 2) return definitions;
  const fitting = definitions.filter(({ value }) => {
    const scope = value.kind === 'scope' ? module.scope(value.scope) : undefined;
    return scope === undefined || scope.params.length === arity || scope.params.at(-1)?.rest === 'list';
  });
  return fitting.length > 0 ? fitting : definitions;
}

/** A member of a class or of its instance: own, then inherited. */
export function classMember(
  engine: Engine,
  owner: Owner,
  name: string,
  self: Value | null,
  place: Place,
  depth = 0,
  arity?: number,
): Value | undefined {
  const { module, scope } = owner;
  const frameWithin = (within: number): Frame => {
    const isEntered = isConstructor(module, within) && isCalled(module, within, scope, owner.args);
    return methodFrame(module, within, isEntered ? owner.args : null, self);
  };
  const bindings = module.bindings(scope, name);
  const definitions = takingAsMany(
    module,
    bindings.filter(binding => !isChange(binding)),
    arity,
  );
  if (definitions.length > 0) {
    const chosen = initial(module, calledOnly(definitions, owner), scope, arity);
    const base = choiceOf(
      chosen.map(b => bindingValue(engine, b, frameWithin(b.within))),
      name,
      place,
    );
    return bindings
      .filter(isChange)
      .reduce((value, change) => grown(engine, value, change, frameWithin(change.within), scope), base);
  }
  return (
    inOtherParts(engine, owner, name, self, place, depth) ?? inherited(engine, owner, name, self, place, depth, arity)
  );
}

const methodFrames = new WeakMap<Value, Map<string, Frame>>();

/** The frame of a method of an object: one for all its members, so that what is found in it is found once. */
function methodFrame(module: Module, scope: number, args: Arguments | null, self: Value | null): Frame {
  if (!self) return { ...frameOf(module, scope), args };
  const known = methodFrames.get(self) ?? new Map<string, Frame>();
  methodFrames.set(self, known);
  const key = `${module.file}:${scope}`;
  const found = known.get(key);
  const frame = found?.args === args && found.module === module ? found : { ...frameOf(module, scope), args, self };
  known.set(key, frame);
  return frame;
}

/** Without what other constructors set than the one that the arguments are for, if that one sets it. */
function calledOnly(definitions: readonly Binding[], { module, scope, args }: Owner): readonly Binding[] {
  const isOther = (b: Binding): boolean => isConstructor(module, b.within) && !isCalled(module, b.within, scope, args);
  const isSet = args !== null && definitions.some(b => isConstructor(module, b.within) && !isOther(b));
  return isSet ? definitions.filter(b => !isOther(b)) : definitions;
}

/** Of several constructors, whether the arguments are this one's, as far as their number tells. */
function isCalled(module: Module, constructor: number, home: number, args: Arguments | null): boolean {
  const all = module.ask(BUILDERS, home);
  return all.length < 2 || module.scope(constructor)?.params.length === args?.list.length;
}

/** Constructors of a class, by their scopes. */
const BUILDERS: Question<number, readonly number[]> = {
  of: (facts, home) =>
    scopesIn(facts).flatMap(([number, { self, name }]) =>
      self?.scope === home && name === 'constructor' ? [number] : [],
    ),
};

/** Members that stand in another part of the class, in this file or one that sees it. */
function inOtherParts(
  engine: Engine,
  owner: Owner,
  name: string,
  self: Value | null,
  place: Place,
  depth: number,
): Value | undefined {
  if (depth >= MAX_DEPTH) return undefined;
  for (const part of partsOf(engine, owner)) {
    const found = part.module.bindings(part.scope, name).length > 0;
    if (found) return classMember(engine, { ...part, args: owner.args }, name, self, place, MAX_DEPTH);
  }
  return undefined;
}

const PARTS: MemoryKey<number, Held<Omit<Owner, 'args'>[]>> = {};

/** Where else a class says what it has. */
const partsOf = (engine: Engine, { module, scope }: Owner): Omit<Owner, 'args'>[] =>
  engine.remember(PARTS, module.file, scope, () => findParts(engine, module, scope));

function findParts(engine: Engine, module: Module, scope: number): Omit<Owner, 'args'>[] {
  const own = module.scope(scope);
  if (!own || own.name === '') return [];
  const around = module.language.visible?.(own.name, module.file, engine.project) ?? [];
  const modules = [module, ...around.filter(file => file !== module.file).flatMap(file => engine.moduleOf(file) ?? [])];
  const seen = modules.flatMap(home =>
    partsIn(home, own)
      .filter(at => !(home === module && at === scope))
      .map(at => ({ module: home, scope: at })),
  );
  return module.language.isScattered ? [...seen, ...scattered(engine, module, own)] : seen;
}

/** Scopes of a file that are parts of one class with another. */
const partsIn = (module: Module, own: Scope): number[] =>
  module.ask(CLASSES, own.name).filter(at => own.isPartial || module.scope(at)?.isPartial);

/** Classes of a name. */
const CLASSES: Question<string, readonly number[]> = {
  of: (facts, name) =>
    scopesIn(facts).flatMap(([number, scope]) => (scope.kind === 'class' && scope.name === name ? [number] : [])),
};

/** Parts in files that import the class: methods may stand in any of them. */
function scattered(engine: Engine, module: Module, own: Scope): Omit<Owner, 'args'>[] {
  const meaning = (home: Module): string => {
    const value = engine.evaluate({ kind: 'name', name: own.name, span: [0, 0] }, frameOf(home, 0));
    return value.kind === 'class' ? `${value.module.file}:${value.scope}` : '';
  };
  const wanted = meaning(module);
  if (wanted === '') return [];
  const others = engine.project
    .mentioning(own.name)
    .flatMap(file => (file === module.file ? [] : (engine.moduleOf(file) ?? [])));
  return others
    .filter(home => home.language === module.language && partsIn(home, { ...own, isPartial: true }).length > 0)
    .filter(home => meaning(home) === wanted)
    .flatMap(home => partsIn(home, { ...own, isPartial: true }).map(at => ({ module: home, scope: at })));
}

/** The class's own value gives way to the constructor's; what other methods assign may come later: both are possible. */
function initial(
  module: Module,
  definitions: readonly Binding[],
  scope: number,
  arity: number | undefined,
): readonly Binding[] {
  // Methods that differ by the types of what they take: any of them may be meant.
  if (arity !== undefined && definitions.every(b => b.value.kind === 'scope')) return definitions;
  const own = definitions.filter(
    b => b.within === scope || b.value.kind === 'scope' || module.shape(b.within)?.name === b.name,
  );
  const built = definitions.filter(b => isConstructor(module, b.within));
  const later = definitions.filter(b => !own.includes(b) && !built.includes(b));
  return typesLast([...(built.length > 0 ? built : own.slice(-1)), ...later]);
}

/** In the constructor a change is a change; in a method it may come any number of times. */
function grown(engine: Engine, value: Value, change: Binding, frame: Frame, scope: number): Value {
  if (change.within === scope || isConstructor(frame.module, change.within))
    return applyChange(engine, value, change, frame, 0);
  if (value.kind === 'list') return { ...value, open: [...value.open, `\`${change.name}\` grows as the object lives`] };
  return value;
}

/** How a subclass makes what it inherits from a library: as it is called, or as its constructor says, `super().__init__(…)`. */
function madeBySubclass(owner: Owner): Step {
  const { module, scope, args } = owner;
  const by = { module, scope };
  const home = module.ask(METHODS, scope).find(number => isConstructor(module, number));
  if (home === undefined) return { kind: 'call', args, by };
  const above = module.ask(CALLS_IN, home).find(call => isSuper(call.expr.callee));
  if (above) return { kind: 'call', args: { list: above.expr.args, frame: { ...frameOf(module, home), args } } };
  const own = module.scope(scope);
  const place = placeOf(module, own?.span ?? [0, 0]);
  return { kind: 'call', args: null, unseen: unknown(own?.name ?? '…', 'made by a constructor of its own', place) };
}

/** Functions that stand in a class. */
const METHODS: Question<number, readonly number[]> = {
  of: (facts, home) =>
    scopesIn(facts).flatMap(([number, { kind, parent }]) => (kind === 'function' && parent === home ? [number] : [])),
};

const isSuper = (callee: Expr): boolean =>
  callee.kind === 'member' &&
  callee.name === '__init__' &&
  callee.object.kind === 'call' &&
  callee.object.callee.kind === 'name' &&
  callee.object.callee.name === 'super';

/** What an ancestor has of a library is still the own class's. */
function reachedBy(value: Value, { module, scope }: Owner): Value {
  if (value.kind !== 'external') return value;
  const steps = value.steps.map(step => (step.kind === 'call' && step.by ? { ...step, by: { module, scope } } : step));
  return { ...value, steps };
}

function inherited(
  engine: Engine,
  owner: Owner,
  name: string,
  self: Value | null,
  place: Place,
  depth: number,
  arity: number | undefined,
): Value | undefined {
  const scope = owner.module.scope(owner.scope);
  for (const base of scope && depth < MAX_DEPTH ? scope.bases : []) {
    const value = engine.evaluate(base, frameOf(owner.module, Math.max(0, scope?.parent ?? 0)));
    if (value.kind === 'class') {
      const found = classMember(engine, { ...value, args: owner.args }, name, self, place, depth + 1, arity);
      if (found) return reachedBy(found, owner);
    }
    // A class of a library: what it does not define itself, the library's does.
    if (value.kind === 'external' && value.steps.length > 0) {
      return { ...value, steps: [...value.steps, madeBySubclass(owner), { kind: 'member', name }] };
    }
  }
  return undefined;
}
