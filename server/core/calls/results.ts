import type { Expr } from '../languages/facts.ts';
import type { Place } from '../model.ts';
import { type Value, choiceOf, spell, unknown } from './value.ts';

/** One of several values that a call gives; what is not followed is known by the first, which the others come beside. */
export function resultOf(value: Value, expr: Extract<Expr, { kind: 'result' }>, place: Place): Value {
  if (value.kind === 'choice')
    return choiceOf(
      value.options.map(option => resultOf(option, expr, place)),
      spell(expr),
      place,
    );
  if (value.kind === 'list') return value.items[expr.at]?.value ?? unknown(spell(expr), 'decided at run time', place);
  return expr.at === 0 ? value : unknown(spell(expr), 'decided at run time', place);
}
