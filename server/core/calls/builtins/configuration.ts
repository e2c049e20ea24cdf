import type { Place } from '../../model.ts';
import { type Value, plainText, unknown } from '../value.ts';

type External = Extract<Value, { kind: 'external' }>;

/** .NET's types and properties that hold settings. */
const CONFIGURATION = /^I?Configuration(?:Root|Manager|Section|Builder)?$/;
const READERS: ReadonlySet<string> = new Set(['GetValue', 'GetConnectionString', 'GetRequiredValue']);

/** Something that settings are read from: `IConfiguration`, `builder.Configuration`, a section of it. */
export const isConfiguration = ({ package: library, steps }: External): boolean =>
  CONFIGURATION.test(library) || steps.some(step => step.kind === 'member' && CONFIGURATION.test(step.name));

/** What a file or the environment sets: a default may stand in for it. */
export const setting = (name: string, place: Place): Value => unknown(name, 'a setting', place, 'environment');

/** Whether a callee is a reader of settings. */
export function readsSetting(callee: External): boolean {
  const last = callee.steps.at(-1);
  return last?.kind === 'member' && READERS.has(last.name) && isConfiguration(callee);
}

/** `configuration.GetValue<string>("Model", "gpt-4o")`; undefined where a call reads no setting. */
export function settingRead(values: readonly Value[], place: Place): Value | undefined {
  const [key, fallback] = values;
  const name = key && plainText(key);
  if (name === undefined) return undefined;
  if (fallback?.kind !== 'text') return setting(name, place);
  return { ...fallback, origin: { how: 'environment-default', note: `default of the setting \`${name}\`` } };
}
