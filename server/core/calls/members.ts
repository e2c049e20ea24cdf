import type { Expr, Scope } from '../languages/facts.ts';
import type { Place } from '../model.ts';
import { isConfiguration, setting } from './builtins/configuration.ts';
import { dedentOf, externalCall, externalMember } from './builtins/externals.ts';
import { pathCall, pathMember } from './builtins/paths.ts';
import { setOfType, valuesIn } from './allowed.ts';
import { commonName, mapUnknown, textCall } from './builtins/text.ts';
import { classMember } from './classes.ts';
import { argumentsOf, extensionOf } from './extensions.ts';
import { implementations } from './implementers.ts';
import { exportedFrom, submodule } from './imports.ts';
import { methodNamesOf } from './match.ts';
import { instanceOf } from './parameters.ts';
import { fieldOf } from './settings.ts';
import { pipedInto, sequenceOf } from './pipes.ts';
import {
  type Arguments,
  type Engine,
  type Frame,
  type FunctionValue,
  type Module,
  type Value,
  choiceOf,
  frameOf,
  plainText,
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
function settingsOf(options: readonly Value[]): readonly Value[] {
  const settings = options.filter(option => option.kind === 'object' && option.isSettings);
  return settings.length > 0 ? settings : options;
}

function instanceMember(
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

const callsAnything = ({ module, scope }: FunctionValue): boolean =>
  module.facts.calls.some(call => call.scope === scope);

const PROPERTIES: ReadonlySet<string> = new Set(['property', 'cached_property', 'computed_field', 'get']);

/** A method that is read like a field: `@property`, `get model()`. */
const isProperty = ({ module, scope }: FunctionValue): boolean =>
  (module.facts.scopes[scope]?.decorators ?? []).some(
    decorator => (decorator.kind === 'name' || decorator.kind === 'member') && PROPERTIES.has(decorator.name),
  );

/** An instance of which no more is known than its class: the method knows that much by itself, and its values are shared. */
function isPlain(object: Extract<Value, { kind: 'instance' | 'class' }>, method: FunctionValue): boolean {
  const own = method.module.facts.scopes[method.scope]?.self;
  return (
    object.kind === 'instance' && object.args === null && object.module === method.module && own?.scope === object.scope
  );
}

function missing(object: Extract<Value, { kind: 'object' }>, expr: Expr, place: Place): Value {
  return object.open.length > 0
    ? unknown(spell(expr), 'decided at run time', place)
    : { kind: 'constant', value: null };
}

/** `object[index]`. */
export function indexOf(engine: Engine, object: Value, index: Value, expr: Expr, place: Place): Value {
  if (object.kind === 'choice')
    return choiceOf(
      object.options.map(option => indexOf(engine, option, index, expr, place)),
      spell(expr),
      place,
    );
  const key = plainText(index);
  if (object.kind === 'object' && key !== undefined) return object.entries.get(key) ?? missing(object, expr, place);
  if (object.kind === 'list' && index.kind === 'number') {
    const item = object.items.at(index.value);
    const certain = object.items.slice(0, index.value + 1).every(i => i.repeat === null);
    return item && certain ? item.value : unknown(spell(expr), 'an element of a list built at run time', place);
  }
  // A key that is not known: any of the values.
  const isAny = key === undefined && (index.kind !== 'number' || object.kind === 'object');
  const values = isAny ? valuesIn(engine, object) : undefined;
  if (values && values.length > 0) return choiceOf(values, spell(expr), place);
  if (object.kind === 'external' && isLiteralType(object))
    return setOfType(index.kind === 'list' ? index.items.map(item => item.value) : [index], place);
  if (object.kind === 'external' && key !== undefined && isConfiguration(object)) return setting(key, place);
  if (object.kind === 'external' && key !== undefined) return externalMember(engine, object, key, place);
  if (object.kind === 'class' && key !== undefined) return memberOf(engine, object, key, expr, place);
  if (object.kind === 'external' && isGeneric(object) && index.kind !== 'number') return object;
  // `Optional[X]` and the like: an annotation's argument is what counts.
  if (object.kind === 'external' && (index.kind === 'external' || index.kind === 'class')) return index;
  return unknown(spell(expr), 'an element chosen at run time', place);
}

/** A class of a library that takes types: `Agent[Deps, str]` is an Agent. */
const isGeneric = ({ package: library, steps }: Extract<Value, { kind: 'external' }>): boolean => {
  const last = steps.at(-1);
  return last?.kind === 'member' && /^[A-Z]+[a-z]/.test(last.name) && !/^(?:typing|collections)/.test(library);
};

const isLiteralType = ({ package: library, steps: [step] }: Extract<Value, { kind: 'external' }>): boolean =>
  library.startsWith('typing') && step?.kind === 'member' && step.name === 'Literal';

/** `callee(args)`. */
export function callOf(
  engine: Engine,
  callee: Value,
  args: Arguments,
  expr: Extract<Expr, { kind: 'call' }>,
  place: Place,
): Value {
  if (callee.kind === 'choice')
    return choiceOf(
      callee.options.map(option => callOf(engine, option, args, expr, place)),
      spell(expr),
      place,
    );
  const onText = methodOfValue(engine, args, expr, place);
  if (onText) return onText;
  switch (callee.kind) {
    case 'function':
      return enter(engine, callee, { ...args, list: argumentsOf(callee, expr) }, expr, place);
    case 'class':
      return enumerated(engine, callee, args, expr, place) ?? { ...callee, kind: 'instance', args };
    case 'external':
      return externalCall(engine, callee, args, spell(expr), place);
    case 'unknown':
      return unknown(spell(expr), `the result of \`${spell(expr.callee)}\``, place);
    // A record's accessor is called like its field.
    case 'text':
    case 'list':
    case 'number':
      return args.list.length === 0 ? callee : unknown(spell(expr), 'the result of a call', place);
    default:
      return unknown(spell(expr), 'the result of a call', place);
  }
}

/** `Model(name)`: the member of that value, or any of them where the name is not known. */
function enumerated(
  engine: Engine,
  type: Extract<Value, { kind: 'class' }>,
  args: Arguments,
  expr: Expr,
  place: Place,
): Value | undefined {
  const members = engine.members(type);
  const [first] = args.list;
  if (!members || !first) return undefined;
  const given = plainText(engine.evaluate(first.value, args.frame));
  return members.find(member => plainText(member) === given) ?? choiceOf(members, spell(expr), place);
}

/** Methods of known texts, lists and paths: `TEMPLATE.format(…)`, `", ".join(…)`, `path.read_text()`. */
function methodOfValue(
  engine: Engine,
  args: Arguments,
  expr: Extract<Expr, { kind: 'call' }>,
  place: Place,
): Value | undefined {
  const { callee } = expr;
  if (callee.kind !== 'member') return undefined;
  const receiver = engine.evaluate(callee.object, args.frame);
  const [first] = args.list;
  const kept = keptBy(engine, receiver, args.frame.module, expr, place);
  if (kept) return kept;
  if (receiver.kind === 'external' && callee.name === 'pipe' && first) {
    return pipedInto(engine.evaluate(first.value, args.frame), callee.object, args.frame) ?? receiver;
  }
  if (receiver.kind === 'external' && callee.name === 'from' && first && isSequence(receiver))
    return sequenceOf(engine, first.value, args.frame);
  if (receiver.kind === 'path') return pathCall(engine, receiver, callee.name, args, place);
  if (receiver.kind === 'unknown' && commonName(callee.name) === 'map')
    return mapUnknown(engine, receiver.name, args, place);
  if (receiver.kind === 'text' || receiver.kind === 'list' || receiver.kind === 'object') {
    return textCall(engine, receiver, callee.name, args, spell(expr), place, callee.object);
  }
  return undefined;
}

/** What a project calls its own function that takes the indentation off a text; how it does so is not worth following. */
const DEDENT = /^(?:_?strip_?indents?|dedent|outdent|unindent|trim_?indent)$/i;

const isSequence = ({ steps }: Extract<Value, { kind: 'external' }>): boolean => {
  const last = steps.at(-1);
  return last?.kind === 'member' && last.name === 'RunnableSequence';
};

/** What a language's `clone()` and the like give: the receiver, or what the receiver's own class says. */
function keptBy(
  engine: Engine,
  receiver: Value,
  { language }: Module,
  expr: Extract<Expr, { kind: 'call' }>,
  place: Place,
): Value | undefined {
  const { callee } = expr;
  if (callee.kind !== 'member' || !language.keeping || !Object.hasOwn(language.keeping, callee.name)) return undefined;
  if (receiver.kind !== 'instance')
    return receiver.kind === 'class' || receiver.kind === 'module' ? undefined : receiver;
  const own = [callee.name, language.keeping[callee.name] ?? callee.name]
    .map(name => instanceMember(engine, receiver, name, callee, place))
    .find(member => member.kind === 'function');
  if (own?.kind !== 'function') return receiver;
  return enter(engine, own, { list: [], frame: frameOf(own.module, 0) }, expr, place);
}

/** A function of the project: what it returns for these arguments. */
function enter(engine: Engine, callee: FunctionValue, args: Arguments, expr: Expr, place: Place): Value {
  const scope = callee.module.facts.scopes[callee.scope];
  const dedented = scope && DEDENT.test(scope.name) ? dedentOf(engine, args) : undefined;
  if (dedented) return dedented;
  const result = unknown(spell(expr), `the result of \`${scope?.name || 'a function'}\``, place);
  if (!scope) return result;
  const frame = entered(callee, scope, args);
  const returned = choiceOf(
    scope.returns.map(r => engine.evaluate(r.value, frame)),
    spell(expr),
    place,
  );
  if (scope.returns.length > 0 && returned.kind !== 'unknown') return returned;
  const type = scope.result && engine.evaluate(scope.result, frameOf(callee.module, scope.parent));
  return (type && instanceOf(type, result)) ?? (scope.returns.length > 0 ? returned : result);
}

const frames = new WeakMap<Value, Map<string, Frame>>();

/** The frame of a call. Without parameters the arguments do not matter: one frame, and what is found in it, serves all calls. */
function entered({ module, scope, self, outer }: FunctionValue, { params, self: own }: Scope, args: Arguments): Frame {
  const isAlone = params.every(param => param.name === own?.name);
  if (!isAlone || !self) return { module, scope, args: isAlone ? null : args, self, outer };
  const known = frames.get(self) ?? new Map<string, Frame>();
  frames.set(self, known);
  const key = `${module.file}:${scope}`;
  const frame = known.get(key) ?? { module, scope, args: null, self, outer };
  known.set(key, frame);
  return frame;
}
