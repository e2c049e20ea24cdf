import { type Engine, type Step, type Value, plainText, settingDefault } from '../value.ts';
import type { External } from './call.ts';

/**
 * Rust's `config` crate: `Config::builder().set_default("prompt", …)?.build()?.try_deserialize()` gives the project's own type,
 * with what files and the environment say laid over the defaults. Undefined for a field that has none.
 */
export function defaultSet(engine: Engine, { package: library, steps }: External, name: string): Value | undefined {
  const last = nameAt(steps, steps.length - 2);
  if (library !== 'config' || (last !== 'try_deserialize' && last !== 'build')) return undefined;
  const given = steps.flatMap((step, at): Value[] => {
    const [key, value] =
      step.kind === 'call' && step.args && SETTERS.has(nameAt(steps, at - 1) ?? '') ? step.args.list : [];
    if (step.kind !== 'call' || !step.args || !key || !value) return [];
    const isMeant = plainText(engine.evaluate(key.value, step.args.frame)) === name;
    return isMeant ? [engine.evaluate(value.value, step.args.frame)] : [];
  });
  const found = given.at(-1);
  return found && asDefault(engine, found, name);
}

const SETTERS: ReadonlySet<string> = new Set(['set_default', 'set_override']);

const nameAt = (steps: readonly Step[], at: number): string | undefined => {
  const step = steps[at];
  return step?.kind === 'member' ? step.name : undefined;
};

/** A default: files and the environment may say otherwise. */
function asDefault(engine: Engine, value: Value, name: string): Value {
  if (value.kind === 'text') return { ...value, origin: settingDefault(name) };
  if (value.kind !== 'instance' || !value.args) return value;
  const { list, frame } = value.args;
  const entries = list.flatMap(arg =>
    arg.name === null
      ? []
      : [[arg.name, asDefault(engine, engine.evaluate(arg.value, frame), `${name}.${arg.name}`)] as const],
  );
  return {
    kind: 'object',
    entries: new Map(entries),
    open: ['other settings may be added at run time'],
    isSettings: true,
  };
}
