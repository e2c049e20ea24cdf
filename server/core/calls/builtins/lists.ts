import { keysOf, listOf, pairsOf, valuesIn } from '../allowed.ts';
import { type Item, type Value, choiceOf, unknown } from '../value.ts';
import type { Call } from './call.ts';

/** What Python goes through: the members of an enumeration, the keys of a dictionary. */
export function listed(call: Call): Value | undefined {
  const {
    engine,
    values: [value],
  } = call;
  if (value?.kind === 'object') return keys(call) ?? value;
  const members = value?.kind === 'class' ? engine.members(value) : undefined;
  return members ? listOf(members) : value;
}

export function valuesOf({ engine, values: [value] }: Call): Value | undefined {
  const found = value && valuesIn(engine, value);
  return found && listOf(found);
}

/** One of the elements: which one is decided at run time. */
export function anyOf({ engine, values, spelled, place }: Call): Value | undefined {
  const inside = values[0] && valuesIn(engine, values[0]);
  return inside && inside.length > 0 ? choiceOf(inside, spelled, place) : undefined;
}

export function keys({ values: [value], place }: Call): Value | undefined {
  return value?.kind === 'object' && value.open.length === 0 ? keysOf(value, place) : undefined;
}

export function pairs({ values: [value], place }: Call): Value | undefined {
  return value?.kind === 'object' && value.open.length === 0 ? pairsOf(value, place) : undefined;
}

export function typeArguments({ values: [type] }: Call): Value | undefined {
  const options = type?.kind === 'choice' ? type.options : type ? [type] : [];
  return options.length > 0 && options.every(option => option.kind === 'text') ? listOf(options) : undefined;
}

/** Numbered elements: as many as there are elements. */
export function counted({ values, spelled, place }: Call): Value | undefined {
  const [list] = values;
  if (list?.kind !== 'list') return undefined;
  const number = unknown(spelled, 'a loop variable', place);
  return { ...list, items: list.items.map(item => ({ ...item, value: listOf([number, item.value]) })) };
}

const MAX_RANGE = 10_000;

export function range({ values, place }: Call): Value | undefined {
  const numbers = values.map(value => (value.kind === 'number' ? value.value : Number.NaN));
  const [start, end, step] =
    numbers.length === 1 ? [0, numbers[0] ?? 0, 1] : [numbers[0] ?? 0, numbers[1] ?? 0, numbers[2] ?? 1];
  const length = Math.ceil((end - start) / step);
  if (!Number.isFinite(length) || length < 0 || length > MAX_RANGE) return undefined;
  const items = Array.from({ length }, (): Item => ({ value: unknown('…', 'a loop variable', place), repeat: null }));
  return { kind: 'list', items, open: [] };
}
