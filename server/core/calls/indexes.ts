import type { Expr } from '../languages/facts.ts';
import type { Place } from '../model.ts';
import { setOfType, valuesIn } from './allowed.ts';
import { isConfiguration, setting } from './builtins/configuration.ts';
import { externalMember } from './builtins/externals.ts';
import { memberOf, missing } from './members.ts';
import { type Engine, type Value, choiceOf, plainText, spell, unknown } from './value.ts';

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
