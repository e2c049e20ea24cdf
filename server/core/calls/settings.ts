import type { Place } from '../model.ts';
import { environment } from './builtins/environment.ts';
import { prefixOf } from './builtins/fields.ts';
import { classMember, roleOf } from './classes.ts';
import { type Engine, type Value, settingDefault } from './value.ts';

type Instance = Extract<Value, { kind: 'instance' }>;

/** What a field of a settings object or record holds: its default is what stands where nothing else is given. */
export function fieldOf(
  engine: Engine,
  instance: Instance,
  name: string,
  member: Value | undefined,
  place: Place,
): Value | undefined {
  const role = roleOf(engine, instance.module, instance.scope);
  if (role !== 'settings' && role !== 'record') return member;
  const isStated = member !== undefined && !isInherited(member, name);
  // The library's own class has no fields: what the project's classes declare without a value, the environment gives.
  if (!isStated) {
    if (METHODS.test(name)) return member;
    return role === 'settings' ? environment(variableOf(engine, instance, name, place), place) : undefined;
  }
  const mayBeSet = role === 'settings' || instance.args === null;
  if (!mayBeSet || member.kind !== 'text' || member.origin?.how !== 'constant') return member;
  return { ...member, origin: settingDefault(name) };
}

const METHODS =
  /^(?:model_(?:dump|copy|config|fields|validate|post_init|rebuild|json_schema)\w*|dict|json|copy|parse_\w+)$/;

/** A member that only the library's class may have. */
function isInherited(member: Value, name: string): boolean {
  const last = member.kind === 'external' ? member.steps.at(-1) : undefined;
  return last?.kind === 'member' && last.name === name;
}

function variableOf(engine: Engine, instance: Instance, name: string, place: Place): string {
  const config = classMember(engine, { ...instance, args: null }, 'model_config', null, place);
  return `${prefixOf(engine, config)}${name}`.toUpperCase();
}
