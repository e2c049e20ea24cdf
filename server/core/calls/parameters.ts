import type { Parameter } from '../languages/facts.ts';
import type { Place } from '../model.ts';
import { fixtureValue } from './fixtures.ts';
import { oneOfType } from './allowed.ts';
import { decorated } from './builtins/options.ts';
import { type Arguments, type Engine, type Frame, type Value, choiceOf, parameterDefault, unknown } from './value.ts';

/** What a parameter holds: the caller's argument if the call is known, else its type or its default, else unknown. */
export function parameterValue(engine: Engine, index: number, frame: Frame, name: string, place: Place): Value {
  const scope = frame.module.scope(frame.scope);
  const param = scope?.params[index];
  if (!scope || !param) return unknown(name, 'a parameter', place, 'parameter');
  const home: Frame = { ...frame, args: null };
  if (frame.args && param.rest === 'named') return gathered(engine, frame.args, scope.params);
  if (frame.args && param.rest === null) {
    const bound = scope.self !== null && scope.params[0]?.name === scope.self.name;
    const given = argument(frame.args, param.name, bound ? index - 1 : index);
    if (given) return given(engine);
    if (param.default && !frame.args.list.some(arg => arg.spread)) return engine.evaluate(param.default, home);
  }
  const filled =
    frame.args === null
      ? (fixtureValue(engine, name, frame, place) ?? decorated(engine, scope, index, frame, place))
      : undefined;
  return filled ?? typed(engine, param, home, place) ?? defaulted(engine, param, home, place);
}

/** `**kwargs`: the named arguments that no parameter takes, and what is spread into the call. */
function gathered(engine: Engine, args: Arguments, params: readonly Parameter[]): Value {
  const entries = new Map<string, Value>();
  const open: string[] = [];
  for (const arg of args.list) {
    if (arg.name !== null && !params.some(param => param.name === arg.name))
      entries.set(arg.name, engine.evaluate(arg.value, args.frame));
    if (arg.name !== null || !arg.spread) continue;
    const value = engine.evaluate(arg.value, args.frame);
    if (value.kind === 'unknown' && entries.size === 0) return value;
    if (value.kind !== 'object') open.push('arguments are added at run time');
    else {
      for (const [key, inner] of value.entries) entries.set(key, inner);
      open.push(...value.open);
    }
  }
  return { kind: 'object', entries, open };
}

/** An argument by keyword or position; undefined where it is not given or hides in a spread. */
function argument(args: Arguments, name: string, position: number): ((engine: Engine) => Value) | undefined {
  const plain = args.list.filter(arg => arg.name === null);
  const hidden = plain.slice(0, position + 1).some(arg => arg.spread);
  const found = args.list.find(arg => arg.name === name) ?? (hidden || position < 0 ? undefined : plain[position]);
  return found && (engine => engine.evaluate(found.value, args.frame));
}

/** An annotation that names a class: the parameter is something of it. One that is a set of values gives way to a default. */
function typed(engine: Engine, param: Parameter, home: Frame, place: Place): Value | undefined {
  const type = param.type && engine.evaluate(param.type, home);
  if (!type) return undefined;
  const values = oneOfType(engine, type, place);
  const isDefault = values && param.default && engine.evaluate(param.default, home).kind !== 'constant';
  return isDefault ? undefined : (values ?? instanceOf(type, unset(param, place)));
}

/** Something of a class; `Optional[X]` and `X | None` count as X. */
export function instanceOf(type: Value, unseen?: Unknown): Value | undefined {
  if (type.kind === 'class') return { kind: 'instance', module: type.module, scope: type.scope, args: null };
  if (type.kind === 'choice')
    return type.options.map(option => instanceOf(option, unseen)).find(option => option !== undefined);
  const last = type.kind === 'external' ? type.steps.at(-1) : undefined;
  if (type.kind === 'external' && last?.kind === 'member')
    return {
      ...type,
      steps: [...type.steps, unseen ? { kind: 'call', args: null, unseen } : { kind: 'call', args: null }],
    };
  return undefined;
}

type Unknown = Extract<Value, { kind: 'unknown' }>;

const unset = ({ name }: Parameter, place: Place): Unknown => unknown(name, 'a parameter', place, 'parameter');

/** Origins that say more than that of a parameter would. */
const DEFAULTS: ReadonlySet<string> = new Set(['environment-default', 'option-default', 'setting-default']);

function defaulted(engine: Engine, param: Parameter, home: Frame, place: Place): Value {
  const fallback = param.default ? engine.evaluate(param.default, home) : undefined;
  if (!fallback || fallback.kind === 'constant') return unset(param, place);
  if (fallback.kind !== 'text') return choiceOf([fallback, unset(param, place)], param.name, place);
  const assumed = fallback.origin !== null && DEFAULTS.has(fallback.origin.how);
  return assumed ? fallback : { ...fallback, origin: parameterDefault(param.name) };
}
