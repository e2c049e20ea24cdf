import type { Binding, Expr, Scope, Span } from '../languages/facts.ts';
import type { Place } from '../model.ts';
import { partOf, valuesIn } from './allowed.ts';
import { around, blockAt, oneHasRun, reach } from './blocks.ts';
import { applyChange, isChange } from './changes.ts';
import { exportedFrom, fileConstant, imported, modulesNamed, opened } from './imports.ts';
import { instanceOf, parameterValue } from './parameters.ts';
import { EXPORTS } from './questions.ts';
import { isOfPackage } from '../sdks/index.ts';
import { placeOf } from './place.ts';
import {
  type Engine,
  type Frame,
  type Module,
  type Value,
  choiceOf,
  frameOf,
  isTemplate,
  textOf,
  unknown,
} from './value.ts';

/** What a name stands for where it is used. */
export function lookupName(engine: Engine, name: string, frame: Frame, use: Span, place: Place): Value {
  const { module } = frame;
  for (let scope = frame.scope; scope >= 0; scope = module.shape(scope)?.parent ?? -1) {
    const shape = module.shape(scope);
    const self = shape?.self;
    if (self?.name === name) return frameFor(scope, frame).self ?? ownerOf(module, self);
    if (shape?.kind === 'class' && scope !== frame.scope) continue;
    const bindings = module.bindings(scope, name);
    if (bindings.length > 0) return pick(engine, bindings, frameFor(scope, frame), use, scope === frame.scope);
  }
  return (
    fileConstant(name, module, place) ??
    inheritedMember(engine, name, frame, use, place) ??
    elsewhere(engine, name, module, place)
  );
}

/** A member that an ancestor of the class around has, or another part of it, where such are named without their receiver. */
function inheritedMember(engine: Engine, name: string, frame: Frame, use: Span, place: Place): Value | undefined {
  const { module } = frame;
  if (!module.language.hasBareMembers) return undefined;
  for (let scope = frame.scope; scope >= 0; scope = module.shape(scope)?.parent ?? -1) {
    const self = module.shape(scope)?.self;
    const home = self && module.scope(self.scope);
    if (!self || !home || (home.bases.length === 0 && !home.isPartial)) continue;
    const owner = frameFor(scope, frame).self ?? ownerOf(module, self);
    const found = owner.kind === 'instance' || owner.kind === 'class' ? engine.member(owner, name, place) : undefined;
    if (!found || isLibrarys(found, name)) continue;
    const at: Span = [use[0], use[0]];
    return engine.evaluate(
      { kind: 'member', object: { kind: 'name', name: self.name, span: at }, name, span: use },
      frame,
    );
  }
  return undefined;
}

/** What a library's class would have under the name, if it had it: it may as well be a type. */
const isLibrarys = (value: Value, name: string): boolean => {
  const last = value.kind === 'external' ? value.steps.at(-1) : undefined;
  return last?.kind === 'member' && last.name === name;
};

/** A name that the file does not bind: of a module whose names are all seen here, of a file beside it, else of the language. */
function elsewhere(engine: Engine, name: string, module: Module, place: Place): Value {
  return opened(engine, name, module, place) ?? beside(engine, name, module) ?? externalNamed(name, place);
}

/** Something of a library by its full name: `OpenAI::Client`, `OpenAI\Client`. */
function externalNamed(name: string, place: Place): Value {
  const [head = name, ...rest] = name.split(QUALIFIER);
  return { kind: 'external', package: head, steps: rest.map(one => ({ kind: 'member', name: one })), place };
}

const QUALIFIER = /::|\\/;

/** What a file beside this one declares under a name. */
function beside(engine: Engine, name: string, { language, file }: Module): Value | undefined {
  if (isOfPackage(name.split(QUALIFIER), language.id)) return undefined;
  const files = language.visible?.(name, file, engine.project) ?? [];
  return exportedFrom(
    engine,
    files.flatMap(other => (other === file ? [] : (engine.moduleOf(other) ?? []))),
    name,
  );
}

/** What `self` is where the call that entered is not known. */
const ownerOf = (module: Module, { scope, isClass }: NonNullable<Scope['self']>): Value =>
  isClass ? { kind: 'class', module, scope } : { kind: 'instance', module, scope, args: null };

/** The frame of a scope around this one, with the arguments it was entered with. */
function frameFor(scope: number, frame: Frame): Frame {
  for (let at: Frame | null = frame; at; at = at.outer) if (at.scope === scope) return at;
  return frameOf(frame.module, scope);
}

/** What is changed more often is a table of data, and each change costs as much as all before it. */
const MAX_CHANGES = 200;

/** The value that a use sees: the last certain definition, the possible ones after it, then what changed it. */
function pick(engine: Engine, all: readonly Binding[], frame: Frame, use: Span, ordered: boolean): Value {
  const { module } = frame;
  const block = blockAt(module, use[0]);
  const before = ordered ? all.filter(binding => precedes(binding, use)) : all;
  const seen = (before.some(binding => !isChange(binding)) ? before : all).filter(
    b => reach(module, b, block) !== 'never',
  );
  const definitions: Binding[] = [];
  const changes: Binding[] = [];
  for (const binding of seen.toReversed()) {
    (isChange(binding) ? changes : definitions).unshift(binding);
    if (isChange(binding) || !isOwn(binding)) continue;
    if (reach(module, binding, block) === 'always' || oneHasRun(module, definitions.filter(isOwn), block)) break;
  }
  const name = all[0]?.name ?? '…';
  if (changes.length > MAX_CHANGES) return unknown(name, 'changed too often to follow', placeOf(module, use));
  const carried = ordered ? all.filter(b => isCarried(module, b, use, definitions[0])) : [];
  const base = choiceOf(
    typesLast([...definitions, ...carried.filter(b => !isChange(b))]).map(b => bindingValue(engine, b, frame)),
    name,
    placeOf(module, use),
  );
  const changed = changes.reduce(
    (value, change) => applyChange(engine, value, change, frameFor(change.within, frame), block),
    base,
  );
  const grows = changed.kind === 'list' && carried.some(isChange);
  return grows ? { ...changed, open: [...changed.open, `\`${name}\` grows in a loop`] } : changed;
}

/** A loop's round sees what the round before did further down, if it has not set the name itself. */
function isCarried(module: Module, binding: Binding, use: Span, last: Binding | undefined): boolean {
  if (binding.lexical || !isOwn(binding) || binding.span[0] < use[0] || binding.value.kind === 'scope') return false;
  return around(module, blockAt(module, use[0])).some(number => {
    const loop = module.current().blocks[number];
    const holds = (at: number): boolean => loop !== undefined && loop.span[0] <= at && at < loop.span[1];
    return loop?.kind === 'loop' && holds(binding.span[0]) && !(last && holds(last.span[0]));
  });
}

/** A type says less than any value. */
export const typesLast = (definitions: readonly Binding[]): readonly Binding[] =>
  definitions.toSorted((a, b) => Number(a.value.kind === 'typed') - Number(b.value.kind === 'typed'));

/** What another function assigns may come before the use, or never. */
const isOwn = (binding: Binding): boolean => binding.within === binding.scope;

/**
 * Functions and classes are hoisted; a comprehension's variable is bound by a clause that stands after its body. In
 * `text := text + more` the right one is another.
 */
const precedes = (binding: Binding, use: Span): boolean =>
  (binding.lexical && binding.value.kind !== 'value') ||
  binding.value.kind === 'parameter' ||
  binding.value.kind === 'scope' ||
  binding.span[1] <= use[0];

export function bindingValue(engine: Engine, binding: Binding, frame: Frame): Value {
  const { module } = frame;
  const place = placeOf(module, binding.span);
  const inner = frameFor(binding.within, frame);
  const { value } = binding;
  switch (value.kind) {
    case 'value':
      return labelled(engine.evaluate(value.value, inner), binding.name, place);
    case 'import':
      return imported(engine, value.module, value.name, module, place);
    case 'scope':
      return module.shape(value.scope)?.kind === 'class'
        ? { kind: 'class', module, scope: value.scope }
        : { kind: 'function', module, scope: value.scope, self: null, outer: frame };
    case 'typed':
      return typedValue(engine, value.type, inner, binding.name, place);
    case 'parameter':
      return parameterValue(engine, value.index, frame, binding.name, place);
    case 'element':
      return element(engine, engine.evaluate(value.over, inner), value.part ?? null, binding.name, place);
    case 'unknown':
      return unknown(binding.name, value.why, place);
    default:
      return unknown(binding.name, 'changed before it is set', place);
  }
}

/** Declared and not set here: something of its type, where that tells more than that it is set elsewhere. */
function typedValue(engine: Engine, type: Expr, frame: Frame, name: string, place: Place): Value {
  const unset = unknown(name, 'set at run time', place);
  return instanceOf(engine.evaluate(type, frame), unset) ?? unset;
}

/** Text keeps the name it was given: what a breakdown shows, and where to jump. */
function labelled(value: Value, name: string, place: Place): Value {
  if (value.kind === 'choice')
    return { kind: 'choice', options: value.options.map(option => labelled(option, name, place)) };
  if (isTemplate(value)) return value.named ? value : { ...value, named: { name, place } };
  if (value.kind !== 'text') return value;
  const [only] = value.pieces;
  const isNamed = value.pieces.length === 0 || (value.pieces.length === 1 && only?.kind === 'reference');
  const pieces = isNamed ? value.pieces : [{ kind: 'reference' as const, name, place, pieces: value.pieces }];
  return { ...value, pieces, origin: value.origin ?? { how: 'constant', note: `constant \`${name}\`` } };
}

/** A loop variable is any of the elements. */
function element(engine: Engine, over: Value, part: number | string | null, name: string, place: Place): Value {
  const elements =
    over.kind === 'object' && over.open.length === 0
      ? [...over.entries.keys()].map(key => textOf(key, place))
      : valuesIn(engine, over);
  const values = elements?.map(value => (part === null ? value : partOf(value, part)));
  return values && values.length > 0 && values.every(value => value !== undefined)
    ? choiceOf(values, name, place)
    : unknown(name, 'a loop variable', place);
}

/** Everything of the module has run by the time that others see it. */
const AT_THE_END: Span = [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];

/** What a module gives under a name; undefined where it gives nothing of that name. */
export function exportedValue(engine: Engine, module: Module, name: string): Value | undefined {
  const frame = frameOf(module, 0);
  const exports = module.ask(EXPORTS, null);
  const top = placeOf(module, [0, 0]);
  for (const given of exports) {
    if (given.kind === 'star' || given.name !== name) continue;
    if (given.kind === 'value')
      return labelled(engine.evaluate(given.value, frame), name, placeOf(module, given.value.span));
    if (given.kind === 'from') return imported(engine, given.module, given.imported, module, top);
    return lookupName(engine, given.local, frame, AT_THE_END, top);
  }
  const own = module.language.isOpen ? module.bindings(0, name) : [];
  if (own.length > 0) return pick(engine, own, frame, AT_THE_END, false);
  for (const given of exports) {
    const from = given.kind === 'star' ? modulesNamed(engine, given.module, module, name) : undefined;
    const value = from && exportedFrom(engine, from, name);
    if (value) return value;
  }
  return undefined;
}
