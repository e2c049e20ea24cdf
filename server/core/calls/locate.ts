import type { Locator } from '../sdks/sdk.ts';
import type { Expr } from '../languages/facts.ts';
import { consumed } from './consumers.ts';
import { givenTo, globalSetting } from './globals.ts';
import { readJson } from './json.ts';
import { placeOf } from './place.ts';
import { type Arguments, type Engine, type Item, type Step, type Value, plainText, spell, unknown } from './value.ts';

/** What was found at a locator, and why more may hide there. */
export interface Found {
  value: Value | undefined;
  hidden: string[];
  /** Where nothing is found but the arguments come in as a parameter (`**kwargs`): what a required one of them then is. */
  passed: Value | null;
}

const found = (value: Value | undefined, hidden: string[] = [], passed: Value | null = null): Found => ({
  value,
  hidden,
  passed,
});

/** The call that is looked at: where it starts, its own arguments, and the steps that led to its receiver. */
export interface CallArguments {
  engine: Engine;
  offset: number;
  /** What the method is called on, as written. */
  receiver: Expr | null;
  args: Arguments;
  steps: readonly Step[];
  /** What the call sends, where that is no argument of its own. */
  request?: Request;
}

/** A request's fields: those that its URL gives, then those of its body. */
export interface Request {
  named: ReadonlyMap<string, Value>;
  body: Value;
}

/** The first of the locators that is given; `hidden` if it may be given where we can't see. */
export function locate(call: CallArguments, locators: readonly Locator[]): Found {
  const hidden = new Set<string>();
  let passed: Value | null = null;
  for (const locator of locators) {
    const one = locateOne(call, locator);
    if (one.value && !isNull(one.value)) return found(one.value);
    for (const why of one.hidden) hidden.add(why);
    passed ??= one.passed;
  }
  return found(undefined, [...hidden], passed);
}

const isNull = (value: Value): boolean => value.kind === 'constant' && value.value === null;

function locateOne(call: CallArguments, locator: Locator): Found {
  const [step, path = ''] = locator.includes(':') ? locator.split(':') : [null, locator];
  if (step === 'set') return setGlobally(call, path);
  if (step === 'on') return givenBefore(call, path);
  if (path === '**') return found(namedArguments(call));
  if (locator === '()') return found(receiverOf(call));
  const [head = '', ...keys] = path.split('.');
  if (call.request) return inside(call.engine, sentAs(call.request, head), keys);
  const hidden: string[] = [];
  let passed: Value | null = null;
  for (const given of argumentLists(call, step)) {
    const one = 'unseen' in given ? unseen(given, head) : argumentOf(call.engine, given, head);
    const inner = inside(call.engine, one, keys);
    if (inner.value) return inner;
    hidden.push(...inner.hidden);
    passed ??= inner.passed;
  }
  return found(undefined, hidden, passed);
}

/** What the method is called on, by the steps that built it. */
function receiverOf({ steps, args }: CallArguments): Value | undefined {
  const { file, facts } = args.frame.module;
  const place = placeOf(file, facts, args.list[0]?.value.span ?? [0, 0]);
  return steps.length === 0 ? undefined : { kind: 'external', package: '', steps: steps.slice(0, -1), place };
}

/** The argument lists that a locator's step means, nearest first. */
function argumentLists(call: CallArguments, step: string | null): (Arguments | Unseen)[] {
  if (step === null) return [call.args];
  return call.steps
    .flatMap((made, at): (Arguments | Unseen)[] => {
      if (made.kind !== 'call') return [];
      if (made.args) return step === 'made' || nameAt(call.steps, at - 1) === step ? [made.args] : [];
      return step === 'made' && made.unseen ? [{ unseen: made.unseen }] : [];
    })
    .toReversed();
}

interface Unseen {
  unseen: Extract<Value, { kind: 'unknown' }>;
}

/** An argument of a call that was made elsewhere. */
const unseen = ({ unseen: { name, why, place, from } }: Unseen, head: string): Found =>
  found(
    undefined,
    [`\`${name}\` is ${why}`],
    unknown(head.startsWith('(') ? name : `${name}.${head}`, why, place, from),
  );

const nameAt = (steps: readonly Step[], at: number): string | undefined => {
  const step = steps[at];
  return step?.kind === 'member' ? step.name : undefined;
};

function argumentOf(engine: Engine, args: Arguments, head: string): Found {
  const position = positionOf(head);
  if (head.endsWith(')+')) return restArguments(engine, args, positionOf(head.slice(0, -1)) ?? 0);
  return position === undefined ? namedArgument(engine, args, head) : positionalArgument(engine, args, position);
}

/** The number of a positional locator, `(0)`. */
function positionOf(key: string): number | undefined {
  const position = /^\((\d+)\)$/.exec(key)?.[1];
  return position === undefined ? undefined : Number(position);
}

/** All that is given by keyword, as one object. */
function namedArguments({ engine, args }: CallArguments): Value {
  const named = args.list.flatMap(arg => (arg.name === null ? [] : [[arg.name, arg.value] as const]));
  return {
    kind: 'object',
    entries: new Map(named.map(([name, value]) => [name, engine.evaluate(value, args.frame)])),
    open: args.list.some(arg => arg.spread) ? [ADDED] : [],
  };
}

const ADDED = 'arguments are added at run time';

function positionalArgument(engine: Engine, args: Arguments, position: number): Found {
  const plain = args.list.filter(arg => arg.name === null);
  if (plain.slice(0, position + 1).some(arg => arg.spread)) return found(undefined, [ADDED]);
  const given = plain[position];
  return found(given && engine.evaluate(given.value, args.frame));
}

/** One argument and all behind it, as a list. */
function restArguments(engine: Engine, args: Arguments, from: number): Found {
  const items: Item[] = [];
  const open: string[] = [];
  for (const arg of args.list.filter(one => one.name === null).slice(from)) {
    const value = engine.evaluate(arg.value, args.frame);
    if (!arg.spread) items.push({ value, repeat: null });
    else if (value.kind === 'list') {
      items.push(...value.items);
      open.push(...value.open);
    } else open.push(`\`${spell(arg.value)}\` is added at run time`);
  }
  return found({ kind: 'list', items, open });
}

/** By keyword, in `**kwargs`, or as a key of the first argument, which is how JavaScript names arguments. */
export function namedArgument(engine: Engine, args: Arguments, name: string): Found {
  const set = args.set && entryOf({ entries: args.set }, name);
  if (set) return found(set);
  const keyword = args.list.find(arg => arg.name !== null && isName(arg.name, name));
  if (keyword) return found(engine.evaluate(keyword.value, args.frame));
  const option = optionOf(engine, args, name);
  if (option) return option;
  const hidden: string[] = [];
  let passed: Value | null = null;
  for (const arg of args.list.filter((a, at) => a.name === null && (a.spread || at === 0))) {
    const value = engine.evaluate(arg.value, args.frame);
    const one = arg.spread && value.kind === 'list' ? optionIn(engine, value.items, name) : keyOf(value, name);
    if (one.value) return one;
    hidden.push(...one.hidden);
    if (!arg.spread || !isOpaque(value)) continue;
    hidden.push(ADDED);
    if (value.kind === 'unknown' && value.from === 'parameter')
      passed = unknown(name, value.why, value.place, 'parameter');
  }
  return found(undefined, hidden, passed);
}

/** Go's options: `openai.New(openai.WithModel("gpt-4o"))`; by their names as written, since most arguments are none. */
function optionOf(engine: Engine, args: Arguments, name: string): Found | undefined {
  const wanted = looseName(`with${name}`);
  for (const { value } of args.list) {
    if (value.kind !== 'call' || value.callee.kind !== 'member' || looseName(value.callee.name) !== wanted) continue;
    return positionalArgument(engine, { list: value.args, frame: args.frame }, 0);
  }
  return undefined;
}

/** The same among options that are spread into the call. */
function optionIn(engine: Engine, items: readonly Item[], name: string): Found {
  return items.map(item => builtWith(engine, item.value, name)).find(one => one !== undefined) ?? found(undefined);
}

const isOpaque = (value: Value): boolean => value.kind === 'unknown' || value.kind === 'external';

/** Languages write one name each their way: `max_tokens`, `maxTokens`, `MaxTokens`. */
const looseName = (name: string): string => name.replaceAll('_', '').toLowerCase();

const isName = (name: string, wanted: string): boolean => name === wanted || looseName(name) === looseName(wanted);

/** An object's entry by its name as any language writes it. */
function entryOf({ entries }: { entries: ReadonlyMap<string, Value> }, name: string): Value | undefined {
  const exact = entries.get(name);
  if (exact) return exact;
  const loose = looseName(name);
  for (const [key, value] of entries) if (looseName(key) === loose) return value;
  return undefined;
}

/** A key of an object, or of one of several. */
function keyOf(value: Value, key: string): Found {
  if (value.kind === 'object') {
    const inner = entryOf(value, key);
    return found(inner, inner ? [] : value.open);
  }
  if (value.kind === 'unknown') return found(undefined, [], value);
  return value.kind === 'choice' ? oneOf(value.options.map(option => keyOf(option, key))) : found(undefined);
}

function oneOf(options: readonly Found[]): Found {
  const values = options.flatMap(option => option.value ?? []);
  const [only] = values;
  return found(
    values.length > 1 ? { kind: 'choice', options: values } : only,
    options.flatMap(option => option.hidden),
    options.find(option => option.passed !== null)?.passed ?? null,
  );
}

/** A field of a request; where the body is not in sight it may hold any. */
function sentAs({ named, body }: Request, name: string): Found {
  const given = named.get(name);
  if (given) return found(given);
  if (body.kind !== 'unknown') return isOpaque(body) ? found(undefined, [SENT]) : keyOf(body, name);
  const passed = body.from === 'parameter' ? unknown(name, body.why, body.place, 'parameter') : null;
  return found(undefined, [SENT], passed);
}

const SENT = 'the body of the request is built at run time';

function inside(engine: Engine, outer: Found, keys: readonly string[]): Found {
  const [key, ...rest] = keys;
  if (key === undefined || !outer.value) return outer;
  const field = fieldOf(engine, readJson(engine, outer.value), key);
  if (field.value || !field.passed) return inside(engine, field, rest);
  return field;
}

/** What stands under keys of a value. */
export const valueAt = (engine: Engine, value: Value, path: string): Value | undefined =>
  inside(engine, found(value), path.split('.')).value;

/** `assistant.id` stands for the assistant. */
function identified(value: Extract<Value, { kind: 'external' }>): Extract<Value, { kind: 'external' }> {
  const last = value.steps.at(-1);
  return last?.kind === 'member' && last.name === 'id' ? { ...value, steps: value.steps.slice(0, -1) } : value;
}

/**
 * A field of an object, of what a call made (`types.GenerateContentConfig(…)`, `Agent(…)`), in one call or step by step, or of the
 * elements of a list.
 */
export function fieldOf(engine: Engine, value: Value, key: string): Found {
  switch (value.kind) {
    case 'choice':
      return oneOf(value.options.map(option => fieldOf(engine, option, key)));
    case 'list':
      return elementOf(engine, value, key);
    case 'external': {
      const last = value.steps.at(-1);
      if (last?.kind === 'call' && last.unseen) return unseen({ unseen: last.unseen }, key);
      const position = positionOf(key);
      if (position !== undefined && isSetter(nameAt(value.steps, value.steps.length - 2)))
        return begunWith(engine, value, position);
      const given = makersOf(identified(value))
        .map(made => argumentOf(engine, made, key))
        .reduce((near, far) => (near.value ? near : far), found(undefined));
      return given.value ? given : (builtWith(engine, value, key) ?? given);
    }
    case 'instance':
      return value.args ? namedArgument(engine, value.args, key) : found(undefined);
    case 'function': {
      const built = consumed(engine, value);
      return built ? fieldOf(engine, built, key) : found(undefined);
    }
    case 'unknown':
      // An argument of what made it may well be left out.
      return positionOf(key) === undefined ? unseen({ unseen: value }, key) : found(undefined);
    default:
      return keyOf(value, key);
  }
}

const isSetter = (name: string | undefined): boolean => name !== undefined && /^(?:set|add|with)[A-Z]/.test(name);

/** An argument of the call that made something, whatever was set on it since. */
function begunWith(engine: Engine, { steps }: Extract<Value, { kind: 'external' }>, position: number): Found {
  const made = steps.find(step => step.kind === 'call');
  return made?.kind === 'call' && made.args ? positionalArgument(engine, made.args, position) : found(undefined);
}

/** `(n)`: that element; any other key: what the elements have by that name. */
function elementOf(engine: Engine, list: Extract<Value, { kind: 'list' }>, key: string): Found {
  const position = positionOf(key);
  if (position === undefined) {
    const all = oneOf(list.items.map(item => fieldOf(engine, item.value, key)));
    return found(all.value, [...all.hidden, ...list.open], all.passed);
  }
  const isCertain = list.items.slice(0, position + 1).every(item => item.repeat === null);
  return found(isCertain ? list.items[position]?.value : undefined, list.open);
}

/** Steps that give the object again with some of its arguments changed. */
const COPIES: ReadonlySet<string> = new Set(['clone', 'copy', 'model_copy', 'replace']);

/** Argument lists of what made a library's object, the last word first: `Agent(…).clone(…)`. */
function makersOf(value: Extract<Value, { kind: 'external' }>): Arguments[] {
  const made: Arguments[] = [];
  for (let at = value.steps.length - 1; at >= 0; at -= 2) {
    const step = value.steps[at];
    if (step?.kind !== 'call' || !step.args) break;
    made.push(step.args);
    if (!COPIES.has(nameAt(value.steps, at - 1) ?? '')) break;
  }
  return made;
}

/** What a step of a builder was given: `.model("…")`, `.set_model("…")`, `.withModel("…")`; the last one counts. */
function builtWith(engine: Engine, value: Value, key: string): Found | undefined {
  const steps = value.kind === 'external' ? value.steps : [];
  const [, name = key, position = '0'] = /^(\w+)\((\d+)\)$/.exec(key) ?? [];
  const setters = new Set(['', 'set', 'with'].map(prefix => looseName(prefix + name)));
  const at = steps.findLastIndex(
    (step, index) => step.kind === 'member' && setters.has(looseName(step.name)) && steps[index + 1]?.kind === 'call',
  );
  const call = steps[at + 1];
  if (at < 0 || call?.kind !== 'call' || !call.args) return undefined;
  // Several at once are a list where the field may hold one: `.messages(first, second)`.
  return name === key &&
    call.args.list.filter(arg => arg.name === null).length > 1 &&
    /(?:s|content|system|input)$/i.test(name)
    ? restArguments(engine, call.args, 0)
    : positionalArgument(engine, call.args, Number(position));
}

/** Arguments of the call that made a library's object. */
export function constructed(value: Value): Arguments | undefined {
  const last = value.kind === 'external' ? value.steps.at(-1) : undefined;
  return last?.kind === 'call' && last.args ? last.args : undefined;
}

/** A setting for the whole program, which decides where the call does not. */
function setGlobally({ engine, args, offset }: CallArguments, path: string): Found {
  const value = globalSetting(engine, path, args.frame, offset);
  return value ? found(value) : found(undefined, [`\`${path.replace('().', '(…).')}\` is set elsewhere or not at all`]);
}

/** What other methods of the same object were given: `kernel.add_service(…)`. */
function givenBefore({ engine, receiver, args }: CallArguments, path: string): Found {
  const [method = '', ending = '', ...keys] = path.split('.');
  const values = receiver ? givenTo(engine, receiver, args.frame, method) : [];
  const fitting = values.filter(value => className(value)?.endsWith(ending));
  const [only] = fitting;
  if (!only) return found(undefined, receiver ? [`what \`${spell(receiver)}\` was given`] : []);
  const value: Value =
    fitting.length === 1 ? only : { kind: 'list', items: fitting.map(one => ({ value: one, repeat: null })), open: [] };
  return inside(engine, found(value), keys);
}

const className = (value: Value): string | undefined =>
  value.kind === 'external' ? nameAt(value.steps, value.steps.length - 2) : undefined;

export const numberOf = (value: Value): number | undefined => {
  if (value.kind === 'number') return value.value;
  const text = plainText(value);
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
};
