import type { Place } from '../../model.ts';
import { type Value, unknown } from '../value.ts';

const VARIABLE = /^(?:process\.env|os\.environ|import\.meta\.env|Bun\.env|ENV|_ENV|_SERVER)\.(\w+)$/;

const METHODS: ReadonlySet<string> = new Set(['get', 'setdefault', 'copy', 'fetch']);

/** A variable that nothing gives a default to. */
export const environment = (name: string, place: Place): Value =>
  unknown(name, 'an environment variable', place, 'environment');

/** The environment variable that a library's value is, by its whole name: `process.env.MODEL`. */
export function variableOf(name: string): string | undefined {
  const variable = VARIABLE.exec(name)?.[1];
  return variable !== undefined && !METHODS.has(variable) ? variable : undefined;
}
