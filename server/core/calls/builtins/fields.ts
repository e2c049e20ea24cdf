import { namedArgument } from '../arguments.ts';
import { type Arguments, type Engine, type Value, environmentDefault, plainText } from '../value.ts';
import { environment } from './environment.ts';
import type { Place } from '../../model.ts';

/** What declares a field or an option, and whether its first argument is the default. */
const FIELDS: Readonly<Record<string, 'default first' | 'by name only'>> = {
  'pydantic.Field': 'default first',
  'pydantic.fields.Field': 'default first',
  'pydantic_settings.Field': 'default first',
  'sqlmodel.Field': 'default first',
  'typer.Option': 'default first',
  'typer.Argument': 'default first',
  'fastapi.Query': 'default first',
  'fastapi.Form': 'default first',
  'fastapi.Header': 'default first',
  'fastapi.Body': 'default first',
  'dataclasses.field': 'by name only',
  'msgspec.field': 'by name only',
  'attr.ib': 'default first',
  'attr.field': 'by name only',
  'attrs.field': 'by name only',
};

/** Names of an environment variable that fills the field. */
const VARIABLES = ['env', 'envvar', 'validation_alias', 'alias'] as const;

/** The default that a declaration gives its field: `Field("gpt-4o", env="MODEL")`; undefined where it gives none. */
export function fieldDefault(engine: Engine, name: string | null, args: Arguments, place: Place): Value | undefined {
  const kind = name !== null && Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
  if (kind === undefined) return undefined;
  const given = (keyword: string): Value | undefined => {
    const found = args.list.find(arg => arg.name === keyword);
    return found && engine.evaluate(found.value, args.frame);
  };
  const [first] = args.list;
  const positional =
    kind === 'default first' && first?.name === null && !first.spread
      ? engine.evaluate(first.value, args.frame)
      : undefined;
  const value = given('default') ?? positional ?? made(engine, args);
  const variable = VARIABLES.map(keyword => plainTextOf(given(keyword))).find(text => text !== undefined);
  if (variable === undefined) return value;
  if (value?.kind === 'text') return { ...value, origin: environmentDefault(variable) };
  return value === undefined || value.kind === 'unknown' || value.kind === 'constant'
    ? environment(variable, place)
    : value;
}

const plainTextOf = (value: Value | undefined): string | undefined => value && plainText(value);

/** `default_factory=lambda: …`: what the function gives. */
function made(engine: Engine, args: Arguments): Value | undefined {
  const factory = args.list.find(arg => arg.name === 'default_factory' || arg.name === 'factory')?.value;
  return (
    factory &&
    engine.evaluate({ kind: 'call', callee: factory, args: [], anchor: factory.span, span: factory.span }, args.frame)
  );
}

/** `env_prefix` of a settings class's `model_config`. */
export function prefixOf(engine: Engine, config: Value | undefined): string {
  const last = config?.kind === 'external' ? config.steps.at(-1) : undefined;
  const args = last?.kind === 'call' ? last.args : null;
  const value = args
    ? namedArgument(engine, args, 'env_prefix').value
    : config?.kind === 'object'
      ? config.entries.get('env_prefix')
      : undefined;
  return plainTextOf(value) ?? '';
}
