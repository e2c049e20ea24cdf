import type { Expr } from '../languages/facts.ts';
import type { CallArguments } from './locate.ts';
import { type Arguments, type Module, type Value, choiceOf, frameOf } from './value.ts';
import { placeOf } from './place.ts';
import { type Question, scopesIn } from './questions.ts';

interface Decorated {
  /** Name of the decorator, such as `system_prompt` of `@agent.system_prompt`. */
  name: string;
  /** What it is a method of. */
  owner: Expr;
  scope: number;
}

const DECORATED: Question<null, readonly number[]> = {
  of: facts => scopesIn(facts).flatMap(([number, { decorators }]) => (decorators.length > 0 ? [number] : [])),
};

/** Functions of a file that are handed to an object by decorating them. */
function decoratedIn(module: Module): Decorated[] {
  return module.ask(DECORATED, null).flatMap(number =>
    (module.scope(number)?.decorators ?? []).flatMap((decorator): Decorated[] => {
      const callee = decorator.kind === 'call' ? decorator.callee : decorator;
      return callee.kind === 'member' ? [{ name: callee.name, owner: callee.object, scope: number }] : [];
    }),
  );
}

/** Whether any function decorates the object that is called. */
export const isDecorated = (call: CallArguments, names: readonly string[]): boolean =>
  names.length > 0 && functionsDecorated(call, names).length > 0;

/** What the functions return that decorate the object that is called (`@agent.system_prompt`), in order. */
export function decoratedValues(call: CallArguments, names: readonly string[]): Value[] {
  return functionsDecorated(call, names).map(({ module, scope }) => {
    const { returns, name, span } = module.scope(scope) ?? { returns: [], name: '', span: [0, 0] as const };
    const frame = frameOf(module, scope);
    return choiceOf(
      returns.map(r => call.engine.evaluate(r.value, frame)),
      `${name}(…)`,
      placeOf(module, span),
    );
  });
}

/** Those in the file of the call and in the file where the object was made. */
function functionsDecorated(call: CallArguments, names: readonly string[]): { module: Module; scope: number }[] {
  const made = call.steps.flatMap(step => (step.kind === 'call' && step.args ? [step.args] : []));
  const modules = new Set([...made.map(args => args.frame.module), call.args.frame.module]);
  return [...modules].flatMap(module => {
    return decoratedIn(module)
      .filter(one => names.includes(one.name) && isMadeBy(ownerOf(call, one, module), made))
      .map(({ scope }) => ({ module, scope }));
  });
}

const ownerOf = (call: CallArguments, { owner, scope }: Decorated, module: Module): Value =>
  call.engine.evaluate(owner, frameOf(module, Math.max(0, module.shape(scope)?.parent ?? 0)));

/** The same call in the source made both. */
const isMadeBy = (value: Value, made: readonly Arguments[]): boolean =>
  value.kind === 'choice'
    ? value.options.some(option => isMadeBy(option, made))
    : value.kind === 'external' &&
      value.steps.some(step => step.kind === 'call' && made.some(args => args.list === step.args?.list));
