import type { Binding, Expr } from '../languages/facts.ts';
import type { Place } from '../model.ts';
import { loopsBetween, reach } from './blocks.ts';
import { placeOf } from './place.ts';
import { type Engine, type Frame, type Step, type Value, choiceOf, piecesOf, plainText, spell } from './value.ts';

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
  const isBuilt = value.kind === 'external' && (binding.value.kind === 'set' || binding.value.kind === 'step');
  if (!isBuilt && value.kind !== 'text' && value.kind !== 'list' && value.kind !== 'object') return value;
  const { facts, file } = inner.module;
  // Another function's change comes at any time, or never; a constructor's belongs to the object.
  const sure = binding.within === binding.scope || facts.scopes[binding.scope]?.kind === 'class';
  const change: Change = {
    name: binding.name,
    certain: sure && reach(facts, binding, block) === 'always',
    inLoop: loopsBetween(facts, binding, block).length > 0,
    place: placeOf(file, facts, binding.span),
  };
  const update = binding.value;
  if (update.kind === 'set' && value.kind === 'external')
    return setField(value, plainText(engine.evaluate(update.key, inner)), update.value, change, inner);
  if (update.kind === 'step') return value.kind === 'external' ? stepped(value, update, change, inner) : value;
  if (update.kind === 'set')
    return setKey(value, engine.evaluate(update.key, inner), engine.evaluate(update.value, inner), change);
  if (update.kind === 'append')
    return append(value, engine.evaluate(update.value, inner), spell(update.value), update.spread, change);
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

function setKey(value: Value, key: Value, next: Value, change: Change): Value {
  if (value.kind !== 'object') return value;
  const name = plainText(key);
  if (name === undefined)
    return { ...value, open: [...value.open, `a key of \`${change.name}\` is decided at run time`] };
  const old = value.entries.get(name);
  const set = change.certain || !old ? next : choiceOf([old, next], change.name, change.place);
  return { ...value, entries: new Map(value.entries).set(name, set) };
}

/**
 * `request.model = …`, `builder.model(…);` on what a library's type was built from: as if it had been built with that, by name
 * where it was built by names, else by a step.
 */
function setField(
  built: Extract<Value, { kind: 'external' }>,
  name: string | undefined,
  next: Expr,
  change: Change,
  inner: Frame,
): Value {
  const last = built.steps.at(-1);
  const args = last?.kind === 'call' ? last.args : null;
  if (name === undefined || !args || args.frame.module !== inner.module || args.frame.scope !== inner.scope)
    return built;
  const step = built.steps[built.steps.findLastIndex(one => one.kind === 'member' && one.name === name) + 1];
  const old = args.list.find(arg => arg.name === name) ?? (step?.kind === 'call' ? step.args?.list[0] : undefined);
  const unset: Expr = { kind: 'constant', value: null, span: next.span };
  const options = [next, old?.value ?? unset];
  const value: Expr = change.certain ? next : { kind: 'choice', options, span: next.span };
  if (args.list.some(arg => arg.name !== null)) {
    const list = [...args.list.filter(arg => arg.name !== name), { name, value, spread: false }];
    return { ...built, steps: [...built.steps.slice(0, -1), { kind: 'call', args: { ...args, list } }] };
  }
  const given: Step = { kind: 'call', args: { list: [{ name: null, value, spread: false }], frame: args.frame } };
  return { ...built, steps: [...built.steps, { kind: 'member', name }, given] };
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
