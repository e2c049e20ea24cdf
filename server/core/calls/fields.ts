import { argumentOf, builtWith, namedArgument, positionalArgument } from './arguments.ts';
import { consumed } from './consumers.ts';
import { type Found, found, keyOf, nameAt, oneOf, positionOf, unseen } from './found.ts';
import { readJson } from './json.ts';
import { type Arguments, type Engine, type Value } from './value.ts';

/** Arguments of the call that made a library's object. */
export function constructed(value: Value): Arguments | undefined {
  const last = value.kind === 'external' ? value.steps.at(-1) : undefined;
  return last?.kind === 'call' && last.args ? last.args : undefined;
}

export function inside(engine: Engine, outer: Found, keys: readonly string[]): Found {
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
