import type { CallFact } from '../languages/facts.ts';
import { type Arguments, type Engine, type Frame, type Piece, type Value } from './value.ts';

/** What lies deeper in a value is taken to be the same. */
const MAX_DEPTH = 6;
/** What is given under such a name is no part of a prompt. */
const NO_PROMPT = /model|temperature|token/i;

/** All text that a call is given, in a frame: frames in which it is the same make the same prompt. */
export function textGiven(engine: Engine, { expr }: CallFact, frame: Frame): string {
  const { callee } = expr;
  const receiver = callee.kind === 'member' ? textsIn(engine, engine.evaluate(callee.object, frame), 0) : [];
  return [...receiver, ...textsOfArguments(engine, { list: expr.args, frame }, 0)].join('\0');
}

const textsOfArguments = (engine: Engine, { list, frame, set }: Arguments, depth: number): string[] => [
  ...list.flatMap(({ name, value }) =>
    name !== null && NO_PROMPT.test(name) ? [] : textsIn(engine, engine.evaluate(value, frame), depth + 1),
  ),
  ...[...(set?.values() ?? [])].flatMap(value => textsIn(engine, value, depth + 1)),
];

function textsIn(engine: Engine, value: Value, depth: number): string[] {
  if (depth > MAX_DEPTH) return [];
  switch (value.kind) {
    case 'text':
      return value.pieces.flatMap(textsOfPiece);
    case 'list':
      return value.items.flatMap(item => textsIn(engine, item.value, depth + 1));
    case 'object':
      return [...value.entries].flatMap(([key, inner]) =>
        NO_PROMPT.test(key) ? [] : textsIn(engine, inner, depth + 1),
      );
    case 'choice':
      return value.options.flatMap(option => textsIn(engine, option, depth + 1));
    case 'external':
      return value.steps.flatMap(step =>
        step.kind === 'call' && step.args ? textsOfArguments(engine, step.args, depth + 1) : [],
      );
    case 'instance':
      return value.args ? textsOfArguments(engine, value.args, depth + 1) : [];
    default:
      return [];
  }
}

function textsOfPiece(piece: Piece): string[] {
  switch (piece.kind) {
    case 'text':
      return [piece.text];
    case 'choice':
      return piece.options.flat().flatMap(textsOfPiece);
    case 'repeat':
    case 'reference':
      return piece.pieces.flatMap(textsOfPiece);
    default:
      return [];
  }
}
