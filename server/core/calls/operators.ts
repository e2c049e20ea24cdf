import type { Expr } from '../languages/facts.ts';
import type { Place } from '../model.ts';
import { joinedPath } from './builtins/paths.ts';
import { repeatPieces } from './builtins/pieces.ts';
import { percentFormat } from './builtins/printf.ts';
import { pipedInto } from './pipes.ts';
import {
  type Engine,
  type Frame,
  type Value,
  environmentDefault,
  parameterDefault,
  piecesOf,
  plainText,
  spell,
  unknown,
} from './value.ts';

/** Operators other than `+`: Python's `%` on texts, `/` on paths, `|` on types and dictionaries. */
export function operate(engine: Engine, expr: Extract<Expr, { kind: 'operation' }>, place: Place, frame: Frame): Value {
  const left = engine.evaluate(expr.left, frame);
  const right = engine.evaluate(expr.right, frame);
  const text = plainText(right);
  if (expr.operator === '%' && left.kind === 'text') return percentFormat(left, right, spell(expr.right), place);
  if (expr.operator === '/' && left.kind === 'path' && text !== undefined) return joinedPath(left, [text], place);
  if (expr.operator === '*' && left.kind === 'text' && right.kind === 'number')
    return { ...left, pieces: repeatPieces(left.pieces, right.value, place) };
  if (expr.operator === '|' && left.kind === 'object' && right.kind === 'object') {
    return {
      kind: 'object',
      entries: new Map([...left.entries, ...right.entries]),
      open: [...left.open, ...right.open],
    };
  }
  if (expr.operator === '|' && left.kind !== 'constant') return stageOf(left, right, expr, frame);
  return arithmetic(expr.operator, left, right, place) ?? unknown(spell(expr), 'computed at run time', place);
}

/** Of `left | right`: a model with what is piped into it, the prompt that a dictionary is piped into, else the type on the left. */
function stageOf(left: Value, right: Value, expr: Extract<Expr, { kind: 'operation' }>, frame: Frame): Value {
  return pipedInto(right, expr.left, frame) ?? (left.kind === 'object' ? right : left);
}

/** `4 * 1024`: token limits are written like that. */
function arithmetic(operator: string, left: Value, right: Value, place: Place): Value | undefined {
  if (left.kind !== 'number' || right.kind !== 'number') return undefined;
  const results: Readonly<Record<string, number>> = {
    '*': left.value * right.value,
    '-': left.value - right.value,
    '/': left.value / right.value,
    '//': Math.floor(left.value / right.value),
    '**': left.value ** right.value,
  };
  const value = results[operator];
  return value !== undefined && Number.isFinite(value) ? { kind: 'number', value, place } : undefined;
}

/** `a + b + c`. */
export function sum(items: readonly (readonly [Expr, Value])[], place: Place): Value {
  const values = items.map(([, value]) => value);
  if (values.length > 0 && values.every(v => v.kind === 'number')) {
    return {
      kind: 'number',
      value: values.reduce((total, v) => total + (v.kind === 'number' ? v.value : 0), 0),
      place,
    };
  }
  if (values.some(v => v.kind === 'list')) {
    const parts = items.map(([expr, value]) =>
      value.kind === 'list' ? value : { items: [], open: [`\`${spell(expr)}\` is added at run time`] },
    );
    return { kind: 'list', items: parts.flatMap(p => p.items), open: parts.flatMap(p => p.open) };
  }
  if (values.every(v => v.kind === 'unknown')) return values[0] ?? unknown('…', 'empty', place);
  return {
    kind: 'text',
    pieces: items.flatMap(([expr, value]) => piecesOf(value, spell(expr), place)),
    place,
    origin: null,
  };
}

/** A default for what a caller or the environment may set. */
export function standIn(unset: Extract<Value, { kind: 'unknown' }>, value: Extract<Value, { kind: 'text' }>): Value {
  if (unset.from !== 'environment') return { ...value, origin: parameterDefault(unset.name) };
  const note = `default of the ${unset.why.replace(/^an? /, '')} \`${unset.name}\``;
  return { ...value, origin: { ...environmentDefault(unset.name), note } };
}
