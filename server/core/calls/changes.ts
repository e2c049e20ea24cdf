import type { Argument, Binding, Expr } from '../languages/facts.ts';
import type { Place } from '../model.ts';
import { loopsBetween, reach } from './blocks.ts';
import { placeOf } from './place.ts';
import { isOfSdk } from '../sdks/index.ts';
import {
  type Arguments,
  type Engine,
  type Frame,
  type Step,
  type Value,
  choiceOf,
  piecesOf,
  plainText,
  spell,
  unknown,
} from './value.ts';

const MUTATIONS: ReadonlySet<string> = new Set(['augment', 'append', 'set', 'step']);

/** A binding that alters what the name already holds. */
export const isChange = (binding: Binding): boolean => MUTATIONS.has(binding.value.kind);

interface Change {
  name: string;
  /** Runs on every way to the use, once. */
  certain: boolean;
  inLoop: boolean;
  place: Place;
}

/** A value after `+=`, `.append(…)` or `[key] = …`, as the use in `block` sees it. */
export function applyChange(engine: Engine, value: Value, binding: Binding, inner: Frame, block: number): Value {
  if (value.kind === 'choice') {
    return { kind: 'choice', options: value.options.map(option => applyChange(engine, option, binding, inner, block)) };
  }
  if (!CHANGEABLE.has(value.kind)) return value;
  const { module } = inner;
  // Another function's change comes at any time, or never; a constructor's belongs to the object.
  const sure = binding.within === binding.scope || module.shape(binding.scope)?.kind === 'class';
  const change: Change = {
    name: binding.name,
    certain: sure && reach(module, binding, block) === 'always',
    inLoop: loopsBetween(module, binding, block).length > 0,
    place: placeOf(module, binding.span),
  };
  const update = binding.value;
  if (update.kind === 'set') {
    const [key, next] = [engine.evaluate(update.key, inner), engine.evaluate(update.value, inner)];
    if (value.kind === 'external' && isBuilder(value))
      return setStep(value, plainText(key), update.value, change, inner);
    return value.kind === 'external' || value.kind === 'instance'
      ? setField(engine, value, key, next, change, inner)
      : setKey(value, key, next, change);
  }
  if (update.kind === 'augment' && update.operator === '&') return handOut(engine, value, update.value, change, inner);
  if (update.kind === 'step') return value.kind === 'external' ? stepped(value, update, change, inner) : value;
  if (update.kind === 'append')
    return append(value, engine.evaluate(update.value, inner), spell(update.value), update.spread, change);
  // Ruby adds to texts and lists alike.
  if (update.kind === 'augment' && update.operator === '<<') {
    const added = engine.evaluate(update.value, inner);
    return value.kind === 'list'
      ? append(value, added, spell(update.value), false, change)
      : lengthen(value, added, spell(update.value), change);
  }
  if (update.kind === 'augment' && update.operator === '+') {
    const added = engine.evaluate(update.value, inner);
    return value.kind === 'list'
      ? append(value, added, spell(update.value), true, change)
      : lengthen(value, added, spell(update.value), change);
  }
  return value;
}

/** `builder.AddX(…);`: the step is one of the builder, whose result is not used. What it was given under a condition, it may not have been. */
function stepped(
  built: Extract<Value, { kind: 'external' }>,
  { name, args: list }: Extract<Binding['value'], { kind: 'step' }>,
  change: Change,
  inner: Frame,
): Value {
  const args = change.certain && !change.inLoop ? { list, frame: inner } : null;
  return { ...built, steps: [...built.steps, { kind: 'member', name }, { kind: 'call', args }] };
}

const CHANGEABLE: ReadonlySet<string> = new Set(['text', 'list', 'object', 'external', 'instance']);

type Made = Extract<Value, { kind: 'external' | 'instance' }>;

/** `params.Model = …`: a field of what a class or a literal made comes before what it was made with. */
function setField(engine: Engine, value: Made, key: Value, next: Value, change: Change, frame: Frame): Value {
  const name = plainText(key);
  if (name === undefined) return value;
  return withArguments(value, frame, args => {
    const given = args.list.find(arg => arg.name === name);
    const old = args.set?.get(name) ?? (given && engine.evaluate(given.value, args.frame));
    // What may be anything may be set already.
    const unset: Value = args.list.some(arg => arg.spread)
      ? unknown(`${change.name}.${name}`, 'set under a condition', change.place)
      : { kind: 'constant', value: null };
    const field = change.certain ? next : choiceOf([old ?? unset, next], change.name, change.place);
    return { ...args, set: new Map(args.set).set(name, field) };
  });
}

/** Made by a method (`T::default()`, `T.builder()`), not by a class or a literal: more is said step by step. */
function isBuilder({ steps }: Extract<Value, { kind: 'external' }>): boolean {
  const [maker, made] = steps.slice(-2);
  const isMade = maker?.kind === 'member' && /^[a-z]/.test(maker.name) && made?.kind === 'call';
  return isMade && made.args !== null && made.args.list.every(arg => arg.name === null);
}

/** `builder.model(…);` as a statement: as if it had been a step of the chain. */
function setStep(
  built: Extract<Value, { kind: 'external' }>,
  name: string | undefined,
  next: Expr,
  change: Change,
  inner: Frame,
): Value {
  const last = built.steps.at(-1);
  const args = last?.kind === 'call' ? last.args : null;
  if (name === undefined || args?.frame.module !== inner.module || args.frame.scope !== inner.scope) return built;
  const before = built.steps[built.steps.findLastIndex(one => one.kind === 'member' && one.name === name) + 1];
  const old = before?.kind === 'call' ? before.args?.list[0]?.value : undefined;
  const options: Expr[] = [next, old ?? { kind: 'constant', value: null, span: next.span }];
  const value: Expr = change.certain ? next : { kind: 'choice', options, span: next.span };
  const given: Step = { kind: 'call', args: { list: [{ name: null, value, spread: false }], frame: args.frame } };
  return { ...built, steps: [...built.steps, { kind: 'member', name }, given] };
}

/** The same with other arguments; those that are not known may be any. */
function withArguments(value: Made, frame: Frame, alter: (args: Arguments) => Arguments): Value {
  const unseen: Arguments = { list: [ANYTHING], frame };
  if (value.kind === 'instance') return { ...value, args: alter(value.args ?? unseen) };
  const last = value.steps.at(-1);
  if (last?.kind !== 'call') return value;
  return { ...value, steps: [...value.steps.slice(0, -1), { kind: 'call', args: alter(last.args ?? unseen) }] };
}

const ANYTHING: Argument = { name: null, value: { kind: 'other', span: [0, 0] }, spread: true };

/** `f(&value)`: whoever is given a pointer may change what it points to; an SDK only reads it. */
function handOut(engine: Engine, value: Value, call: Expr, change: Change, frame: Frame): Value {
  const callee = call.kind === 'call' ? engine.evaluate(call.callee, frame) : undefined;
  if (callee?.kind === 'external' && isOfSdk(callee.package, frame.module.language.id)) return value;
  const why = `set by \`${spell(call)}\``;
  switch (value.kind) {
    case 'text':
      return choiceOf(
        [...(value.pieces.length > 0 ? [value] : []), unknown(change.name, why, change.place)],
        change.name,
        change.place,
      );
    case 'list':
    case 'object':
      return { ...value, open: [...value.open, `\`${change.name}\` is ${why}`] };
    case 'external':
    case 'instance':
      return withArguments(value, frame, args => ({ ...args, list: [...args.list, ANYTHING] }));
    default:
      return value;
  }
}

function setKey(list: Value, key: Value, next: Value, change: Change): Value {
  // PHP's empty array is a list until a key is set.
  const isEmpty =
    list.kind === 'list' && list.items.length === 0 && list.open.length === 0 && plainText(key) !== undefined;
  const value: Value = isEmpty ? { kind: 'object', entries: new Map(), open: [] } : list;
  if (value.kind !== 'object') return value;
  const name = plainText(key);
  if (name === undefined)
    return { ...value, open: [...value.open, `a key of \`${change.name}\` is decided at run time`] };
  const old = value.entries.get(name);
  const set = change.certain || !old ? next : choiceOf([old, next], change.name, change.place);
  return { ...value, entries: new Map(value.entries).set(name, set) };
}

function append(value: Value, added: Value, spelled: string, spread: boolean, change: Change): Value {
  if (value.kind !== 'list') return value;
  const opened = (why: string): Value => ({ ...value, open: [...value.open, why] });
  if (change.inLoop) return opened(`\`${change.name}\` grows in a loop`);
  if (!change.certain) return opened(`\`${change.name}\` may get more under a condition`);
  if (!spread) return { ...value, items: [...value.items, { value: added, repeat: null }] };
  if (added.kind !== 'list') return opened(`\`${spelled}\` is added at run time`);
  return { ...value, items: [...value.items, ...added.items], open: [...value.open, ...added.open] };
}

/** `prompt += more`. */
function lengthen(value: Value, added: Value, spelled: string, change: Change): Value {
  if (value.kind !== 'text') return value;
  const more = piecesOf(added, spelled, change.place);
  const { place, name } = change;
  if (change.inLoop) {
    const count = { known: false, why: `\`${name}\` grows in a loop` } as const;
    return { ...value, pieces: [...value.pieces, { kind: 'repeat', pieces: more, count, over: name, place }] };
  }
  if (change.certain) return { ...value, pieces: [...value.pieces, ...more] };
  return { ...value, pieces: [...value.pieces, { kind: 'choice', options: [[], more], place }] };
}
