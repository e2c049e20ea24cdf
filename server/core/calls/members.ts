import type { Expr } from '../languages/facts.ts';
import type { Place } from '../model.ts';
import { externalMember } from './builtins/externals.ts';
import { pathMember } from './builtins/paths.ts';
import { classMember } from './classes.ts';
import { enter } from './entering.ts';
import { extensionOf } from './extensions.ts';
import { implementations } from './implementers.ts';
import { exportedFrom, submodule } from './imports.ts';
import { methodNamesOf } from './match.ts';
import { CALLS_IN } from './questions.ts';
import { fieldOf } from './settings.ts';
import {
  type Engine,
  type FunctionValue,
  type Module,
  type Value,
  choiceOf,
  frameOf,
  spell,
  unknown,
} from './value.ts';

/** `object.name`. */
export function memberOf(engine: Engine, object: Value, name: string, expr: Expr, place: Place): Value {
  switch (object.kind) {
    case 'choice':
      return choiceOf(
        settingsOf(object.options).map(option => memberOf(engine, option, name, expr, place)),
        spell(expr),
        place,
      );
    case 'external':
      return extended(engine, object, name, place) ?? externalMember(engine, object, name, place);
    case 'module':
      return moduleMember(engine, object.modules, name, expr, place);
    case 'object':
      return object.entries.get(name) ?? missing(object, expr, place);
    case 'instance':
    case 'class':
      return instanceMember(engine, object, name, expr, place);
    case 'path':
      return pathMember(object, name, place);
    case 'text':
      return name === 'value'
        ? object
        : (extended(engine, object, name, place) ?? unknown(spell(expr), 'a value built at run time', place));
    case 'unknown':
      return { ...object, name: spell(expr) };
    default:
      return unknown(spell(expr), 'a value built at run time', place);
  }
}

/** A function of the project that extends something of a library; an SDK's own method goes first. */
function extended(engine: Engine, object: Value, name: string, place: Place): Value | undefined {
  const home = engine.moduleOf(place.file);
  const isOurs = home !== undefined && home.language.hasExtensions && !methodNamesOf(home.language.id).has(name);
  return isOurs ? extensionOf(engine, object, name, home) : undefined;
}

function moduleMember(engine: Engine, modules: readonly Module[], name: string, expr: Expr, place: Place): Value {
  const [first] = modules;
  return (
    exportedFrom(engine, modules, name) ??
    (first && submodule(engine, '.', name, first)) ??
    unknown(spell(expr), `not found in ${first?.file ?? 'the module'}`, place)
  );
}

/** Settings where they are among the options: their values are defaults, which say that others may be laid over them. */
export function settingsOf(options: readonly Value[]): readonly Value[] {
  const settings = options.filter(option => option.kind === 'object' && option.isSettings);
  return settings.length > 0 ? settings : options;
}

/** A member of something of the project's own class. */
export function instanceMember(
  engine: Engine,
  object: Extract<Value, { kind: 'instance' | 'class' }>,
  name: string,
  expr: Expr,
  place: Place,
): Value {
  const args = object.kind === 'instance' ? object.args : null;
  const home = engine.moduleOf(place.file);
  // A dataclass's or settings object's field is what its constructor was given by that name.
  const given = args?.list.find(arg => arg.name === name);
  const set = args?.set?.get(name);
  if (set) return set;
  const arity = expr.kind === 'member' ? expr.arity : undefined;
  const owner = { module: object.module, scope: object.scope, args };
  const member = classMember(engine, owner, name, object, place, 0, arity);
  if (given && args && member?.kind !== 'function') return engine.evaluate(given.value, args.frame);
  if (member?.kind === 'function') {
    const method = methodValue(engine, object, member, spell(expr), place);
    const isRead = method.kind === 'function' && isProperty(member);
    return isRead ? enter(engine, method, { list: [], frame: frameOf(member.module, 0) }, expr, place) : method;
  }
  if (arity !== undefined && member?.kind === 'choice') return overloads(engine, object, member, spell(expr), place);
  const own = object.kind === 'instance' ? fieldOf(engine, object, name, member, place) : member;
  const extension = member || own || !home ? undefined : extensionOf(engine, object, name, home);
  return own ?? extension ?? unknown(spell(expr), 'set at run time', place);
}

/** A method, with what it is called on; one that is only declared is any of those that implement it. */
function methodValue(
  engine: Engine,
  object: Extract<Value, { kind: 'instance' | 'class' }>,
  method: FunctionValue,
  spelled: string,
  place: Place,
): Value {
  const own: Value = { ...method, self: isPlain(object, method) ? null : object };
  const others = object.kind === 'instance' && object.args === null ? implementations(engine, method) : [];
  if (others.length === 0) return own;
  return choiceOf([...others, ...(callsAnything(method) ? [own] : [])], spelled, place);
}

/** Methods of one name: each is called on the same object. */
const overloads = (
  engine: Engine,
  object: Extract<Value, { kind: 'instance' | 'class' }>,
  { options }: Extract<Value, { kind: 'choice' }>,
  spelled: string,
  place: Place,
): Value =>
  choiceOf(
    options.map(option => (option.kind === 'function' ? methodValue(engine, object, option, spelled, place) : option)),
    spelled,
    place,
  );

const callsAnything = ({ module, scope }: FunctionValue): boolean => module.ask(CALLS_IN, scope).length > 0;

const PROPERTIES: ReadonlySet<string> = new Set(['property', 'cached_property', 'computed_field', 'get']);

/** A method that is read like a field: `@property`, `get model()`. */
const isProperty = ({ module, scope }: FunctionValue): boolean =>
  (module.scope(scope)?.decorators ?? []).some(
    decorator => (decorator.kind === 'name' || decorator.kind === 'member') && PROPERTIES.has(decorator.name),
  );

/** An instance of which no more is known than its class: the method knows that much by itself, and its values are shared. */
function isPlain(object: Extract<Value, { kind: 'instance' | 'class' }>, method: FunctionValue): boolean {
  const own = method.module.shape(method.scope)?.self;
  return (
    object.kind === 'instance' && object.args === null && object.module === method.module && own?.scope === object.scope
  );
}

/** What an object has under a key that is not among those it shows. */
export function missing(object: Extract<Value, { kind: 'object' }>, expr: Expr, place: Place): Value {
  return object.open.length > 0
    ? unknown(spell(expr), 'decided at run time', place)
    : { kind: 'constant', value: null };
}
