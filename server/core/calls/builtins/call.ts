import type { Place } from '../../model.ts';
import type { Arguments, Engine, Value } from '../value.ts';
import { dedentPieces } from './pieces.ts';

export type External = Extract<Value, { kind: 'external' }>;

/** What a standard function is called with. */
export interface Call {
  engine: Engine;
  callee: External;
  args: Arguments;
  values: Value[];
  spelled: string;
  place: Place;
}

/** A standard function: undefined where its arguments do not decide what it gives. */
export type Standard = (call: Call) => Value | undefined;

export const firstOf: Standard = ({ values }) => values[0];

/** Without the indent that all lines share. */
export function dedent({ values }: Call): Value | undefined {
  const [text] = values;
  return text?.kind === 'text' ? { ...text, pieces: dedentPieces(text.pieces) } : undefined;
}
