import type { Expr, Scope } from '../languages/facts.ts';
import type { Place } from '../model.ts';
import { dedentOf } from './builtins/externals.ts';
import { instanceOf } from './parameters.ts';
import {
  type Arguments,
  type Engine,
  type Frame,
  type FunctionValue,
  type Value,
  choiceOf,
  frameOf,
  spell,
  unknown,
} from './value.ts';

/** A function of the project: what it returns for these arguments. */
export function enter(engine: Engine, callee: FunctionValue, args: Arguments, expr: Expr, place: Place): Value {
  const scope = callee.module.scope(callee.scope);
  const dedented = scope && DEDENT.test(scope.name) ? dedentOf(engine, args) : undefined;
  if (dedented) return dedented;
  const result = unknown(spell(expr), `the result of \`${scope?.name || 'a function'}\``, place);
  if (!scope) return result;
  const frame = entered(callee, scope, args);
  const returned = choiceOf(
    scope.returns.map(r => engine.evaluate(r.value, frame)),
    spell(expr),
    place,
  );
  if (scope.returns.length > 0 && returned.kind !== 'unknown') return returned;
  const type = scope.result && engine.evaluate(scope.result, frameOf(callee.module, scope.parent));
  return (type && instanceOf(type, result)) ?? (scope.returns.length > 0 ? returned : result);
}

/** What a project calls its own function that takes the indentation off a text; how it does so is not worth following. */
const DEDENT = /^(?:_?strip_?indents?|dedent|outdent|unindent|trim_?indent)$/i;

const frames = new WeakMap<Value, Map<string, Frame>>();

/** The frame of a call. Without parameters the arguments do not matter: one frame, and what is found in it, serves all calls. */
function entered({ module, scope, self, outer }: FunctionValue, { params, self: own }: Scope, args: Arguments): Frame {
  const isAlone = params.every(param => param.name === own?.name);
  if (!isAlone || !self) return { module, scope, args: isAlone ? null : args, self, outer };
  const known = frames.get(self) ?? new Map<string, Frame>();
  frames.set(self, known);
  const key = `${module.file}:${scope}`;
  const frame = known.get(key) ?? { module, scope, args: null, self, outer };
  known.set(key, frame);
  return frame;
}
