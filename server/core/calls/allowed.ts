import type { Place } from '../model.ts';
import { type Engine, type Value, choiceOf, textOf, unknown } from './value.ts';

/** Sets of values that the code allows where it does not say which: enumerations, types of literals, registries. */

const NOTE = 'one of those that the code allows';

/** A type of literals; unknown where it allows more than these. `undefined` and `None` are no values to count. */
export function setOfType(types: readonly Value[], place: Place): Value {
  const options = types
    .filter(type => type.kind !== 'constant')
    .flatMap(type => (type.kind === 'choice' ? type.options : [type]));
  return options.length > 0 && options.every(option => option.kind === 'text')
    ? choiceOf(
        options.map(option => ({ ...option, origin: { how: 'type', note: NOTE } })),
        '…',
        place,
      )
    : unknown('…', 'a type', place);
}

/** What a value of this type is, if the type is such a set. */
export function oneOfType(engine: Engine, type: Value, place: Place): Value | undefined {
  const options = type.kind === 'class' ? engine.members(type) : type.kind === 'choice' ? type.options : [type];
  if (!options || options.length === 0) return undefined;
  const isSet = (option: Value): boolean =>
    option.kind === 'text' && (type.kind === 'class' || option.origin?.how === 'type');
  return options.every(isSet) ? setOfType(options, place) : undefined;
}

/** All that a dictionary, a list or an enumeration holds; undefined where more may be in it. */
export function valuesIn(engine: Engine, value: Value): Value[] | undefined {
  if (value.kind === 'class') return engine.members(value);
  if (value.kind === 'object') return value.open.length === 0 ? [...value.entries.values()] : undefined;
  if (value.kind !== 'list' || value.open.length > 0) return undefined;
  return value.items.map(item => item.value);
}

export const listOf = (values: readonly Value[]): Value => ({
  kind: 'list',
  items: values.map(value => ({ value, repeat: null })),
  open: [],
});

type ObjectValue = Extract<Value, { kind: 'object' }>;

export const keysOf = ({ entries }: ObjectValue, place: Place): Value =>
  listOf([...entries.keys()].map(key => textOf(key, place)));

export const pairsOf = ({ entries }: ObjectValue, place: Place): Value =>
  listOf([...entries].map(([key, value]) => listOf([textOf(key, place), value])));

/** The part of a value at an index or key. */
export function partOf(value: Value, part: number | string): Value | undefined {
  if (value.kind === 'object' && typeof part === 'string') return value.entries.get(part);
  return value.kind === 'list' && typeof part === 'number' ? value.items[part]?.value : undefined;
}
