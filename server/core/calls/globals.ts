import type { Binding, Expr, Span } from '../languages/facts.ts';
import { modulesNamed } from './imports.ts';
import { placeOf } from './place.ts';
import { CALLS_NAMED, IMPORTS, type Question } from './questions.ts';
import {
  type Engine,
  type Frame,
  type Module,
  type Value,
  choiceOf,
  frameOf,
  plainText,
  spell,
  unknown,
} from './value.ts';

/** One place where a program-wide setting is made. */
interface Setting {
  span: Span;
  scope: number;
  value: Value;
}

/**
 * What a framework's program-wide setting holds, `Settings.llm` or `configure().lm`: set by this file, else by one that it
 * imports. Undefined where neither does.
 */
export function globalSetting(engine: Engine, path: string, frame: Frame, offset: number): Value | undefined {
  const { module } = frame;
  const own = settingsIn(engine, module, path);
  const inModule = own.filter(setting => setting.scope === 0);
  if (inModule.length > 0) return atUse(inModule, module, path, isModuleLevel(frame) ? offset : null);
  const imported = own.length > 0 ? [] : importedBy(engine, module).flatMap(one => settingsIn(engine, one, path));
  const settings = own.length > 0 ? own : imported;
  if (settings.length === 0) return undefined;
  const place = placeOf(module, [offset, offset]);
  const values = settings.map(setting => setting.value);
  if (settings.every(setting => setting.scope === 0)) return choiceOf(values, path, place);
  // A function may not have run: what it sets is one possibility.
  return choiceOf([...values, unknown(path, 'set by a function that may not have run', place)], path, place);
}

const isModuleLevel = ({ module, scope }: Frame): boolean => module.shape(scope)?.kind === 'module';

/** What is set after the call does not count; of several before it, what it asks may have been made under any. */
function atUse(settings: readonly Setting[], module: Module, path: string, offset: number | null): Value | undefined {
  const seen = offset === null ? settings : settings.filter(setting => setting.span[1] <= offset);
  const [first] = seen;
  return (
    first &&
    choiceOf(
      seen.map(setting => setting.value),
      path,
      placeOf(module, first.span),
    )
  );
}

/** The last argument of each call of a method on an object that this function, its class or the file holds. */
export function givenTo(engine: Engine, receiver: Expr, { module, scope }: Frame, method: string): Value[] {
  const home = module.shape(scope)?.parent ?? 0;
  const name = spell(receiver);
  return module.ask(CALLS_NAMED, method).flatMap(({ expr, scope: at }) => {
    const { callee } = expr;
    if (callee.kind !== 'member' || spell(callee.object) !== name) return [];
    const isShared = at === scope || at === 0 || (receiver.kind === 'member' && module.shape(at)?.parent === home);
    const last = expr.args.at(-1);
    return isShared && last ? [engine.evaluate(last.value, frameOf(module, at))] : [];
  });
}

function importedBy(engine: Engine, module: Module): Module[] {
  return module.ask(IMPORTS, null).flatMap(name => modulesNamed(engine, name, module) ?? []);
}

function settingsIn(engine: Engine, module: Module, path: string): Setting[] {
  const [object = '', key = ''] = path.split(/\.(?=[^.]*$)/);
  const found = object.endsWith('()')
    ? setByCall(engine, module, object.slice(0, -2), key)
    : setByAssignment(engine, module, object, key);
  return found.toSorted((a, b) => a.span[0] - b.span[0]);
}

/** What sets a key of something. */
const SETTINGS: Question<null, readonly Binding[]> = {
  of: ({ bindings }) => bindings.filter(({ value }) => value.kind === 'set'),
};

/** `Settings.llm = …`. */
function setByAssignment(engine: Engine, module: Module, object: string, key: string): Setting[] {
  return module.ask(SETTINGS, null).flatMap(({ name, value, within, span }) => {
    if (value.kind !== 'set') return [];
    const frame = frameOf(module, within);
    if (plainText(engine.evaluate(value.key, frame)) !== key) return [];
    const target = engine.evaluate({ kind: 'name', name, span: value.key.span }, frame);
    return isNamed(target, object) ? [{ span, scope: within, value: engine.evaluate(value.value, frame) }] : [];
  });
}

/** `configure(lm=…)`, `set_global(…)`. */
function setByCall(engine: Engine, module: Module, name: string, key: string): Setting[] {
  const last = name.split('.').at(-1);
  const position = /^\((\d)\)$/.exec(key)?.[1];
  return module.ask(CALLS_NAMED, last ?? '').flatMap(({ expr, scope }) => {
    const { callee } = expr;
    const given = position === undefined ? expr.args.find(arg => arg.name === key) : expr.args[Number(position)];
    const frame = frameOf(module, scope);
    if (!given || !isNamed(engine.evaluate(callee, frame), name)) return [];
    return [{ span: expr.span, scope, value: engine.evaluate(given.value, frame) }];
  });
}

/** A library's own thing of that name. */
const isNamed = (value: Value, name: string): boolean =>
  value.kind === 'external' && value.steps.map(step => (step.kind === 'member' ? step.name : '()')).join('.') === name;
