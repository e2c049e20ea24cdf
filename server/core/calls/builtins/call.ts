import type { Place } from '../../model.ts';
import type { Arguments, Engine, Value } from '../value.ts';

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

export type Standard = (call: Call) => Value | undefined;
