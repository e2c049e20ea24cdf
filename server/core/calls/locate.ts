import type { Locator } from '../sdks/sdk.ts';
import { type Arguments, type Engine, type Step, type Value, plainText } from './value.ts';

/** What was found at a locator, and why more may hide there. */
export interface Found {
  value: Value | undefined;
  hidden: string[];
}

/** The call that is looked at: its own arguments, and the steps that led to its receiver. */
export interface CallArguments {
  engine: Engine;
  args: Arguments;
  steps: readonly Step[];
}

/** The first of the locators that is given; `hidden` if it may be given where we can't see. */
export function locate(call: CallArguments, locators: readonly Locator[]): Found {
  const hidden = new Set<string>();
  for (const locator of locators) {
    const found = locateOne(call, locator);
    if (found.value && !isNull(found.value)) return { value: found.value, hidden: [] };
    for (const why of found.hidden) hidden.add(why);
  }
  return { value: undefined, hidden: [...hidden] };
}

const isNull = (value: Value): boolean => value.kind === 'constant' && value.value === null;

function locateOne(call: CallArguments, locator: Locator): Found {
  const [step, path = ''] = locator.includes(':') ? locator.split(':') : [null, locator];
  const [head = '', ...inner] = path.split('.');
  let hidden: string[] = [];
  for (const args of argumentLists(call, step)) {
    const found = inside(call.engine, argumentOf(call.engine, args, head), inner);
    if (found.value) return found;
    hidden = [...hidden, ...found.hidden];
  }
  return { value: undefined, hidden };
}

/** The argument lists that a locator's step means, nearest first. */
function argumentLists(call: CallArguments, step: string | null): Arguments[] {
  if (step === null) return [call.args];
  return call.steps
    .flatMap((made, at) =>
      made.kind === 'call' && made.args && (step === 'made' || nameAt(call.steps, at - 1) === step) ? [made.args] : [],
    )
    .toReversed();
}

const nameAt = (steps: readonly Step[], at: number): string | undefined => {
  const step = steps[at];
  return step?.kind === 'member' ? step.name : undefined;
};

function argumentOf(engine: Engine, args: Arguments, head: string): Found {
  const position = /^\((\d+)\)$/.exec(head)?.[1];
  return position === undefined
    ? namedArgument(engine, args, head)
    : positionalArgument(engine, args, Number(position));
}

function positionalArgument(engine: Engine, args: Arguments, position: number): Found {
  const plain = args.list.filter(arg => arg.name === null);
  if (plain.slice(0, position + 1).some(arg => arg.spread))
    return { value: undefined, hidden: ['arguments are added at run time'] };
  const found = plain[position];
  return { value: found && engine.evaluate(found.value, args.frame), hidden: [] };
}

/** By keyword, in `**kwargs`, or as a key of the first argument, which is how JavaScript names arguments. */
export function namedArgument(engine: Engine, args: Arguments, name: string): Found {
  const keyword = args.list.find(arg => arg.name === name);
  if (keyword) return { value: engine.evaluate(keyword.value, args.frame), hidden: [] };
  const hidden: string[] = [];
  for (const arg of args.list.filter((a, at) => a.name === null && (a.spread || at === 0))) {
    const found = keyOf(engine.evaluate(arg.value, args.frame), name);
    if (found.value) return found;
    if (found.hidden.length > 0) hidden.push(...found.hidden);
    else if (arg.spread && found.opaque) hidden.push('arguments are added at run time');
  }
  return { value: undefined, hidden };
}

/** A key of an object, or an argument of the class that was built for it (`types.GenerateContentConfig(…)`). */
function keyOf(value: Value, key: string): Found & { opaque: boolean } {
  if (value.kind === 'object')
    return { value: value.entries.get(key), hidden: value.entries.has(key) ? [] : value.open, opaque: false };
  if (value.kind === 'choice') {
    const options = value.options.map(option => keyOf(option, key));
    const values = options.flatMap(option => option.value ?? []);
    const [only] = values;
    return {
      value: values.length > 1 ? { kind: 'choice', options: values } : only,
      hidden: options.flatMap(o => o.hidden),
      opaque: false,
    };
  }
  return { value: undefined, hidden: [], opaque: value.kind === 'unknown' || value.kind === 'external' };
}

function inside(engine: Engine, found: Found, keys: readonly string[]): Found {
  const [key, ...rest] = keys;
  if (key === undefined || !found.value) return found;
  const made = constructed(found.value);
  const next = made ? namedArgument(engine, made, key) : keyOf(found.value, key);
  return inside(engine, next, rest);
}

/** Arguments of the call that made a library's object. */
export function constructed(value: Value): Arguments | undefined {
  const last = value.kind === 'external' ? value.steps.at(-1) : undefined;
  return last?.kind === 'call' && last.args ? last.args : undefined;
}

export const numberOf = (value: Value): number | undefined => {
  if (value.kind === 'number') return value.value;
  const text = plainText(value);
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
};
