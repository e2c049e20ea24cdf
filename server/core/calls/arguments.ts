import { type Found, entryOf, found, isName, isOpaque, keyOf, looseName, positionOf } from './found.ts';
import { type Arguments, type Engine, type Item, type Value, spell, unknown } from './value.ts';

export function argumentOf(engine: Engine, args: Arguments, head: string): Found {
  const position = positionOf(head);
  if (head.endsWith(')+')) return restArguments(engine, args, positionOf(head.slice(0, -1)) ?? 0);
  return position === undefined ? namedArgument(engine, args, head) : positionalArgument(engine, args, position);
}

export const ADDED = 'arguments are added at run time';

export function positionalArgument(engine: Engine, args: Arguments, position: number): Found {
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

/** What a step of a builder was given: `.model("…")`, `.set_model("…")`, `.withModel("…")`; the last one counts. */
export function builtWith(engine: Engine, value: Value, key: string): Found | undefined {
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
