import type { Expr } from '../languages/facts.ts';
import { type Engine, type Value, frameOf } from './value.ts';

/** The builder that a function is handed; no source can name anything so. */
const BUILDER: Expr = { kind: 'name', name: '#builder', span: [0, 0] };

/** What a function makes of a builder that it is handed: `request -> request.modelId("…").messages(…)`, with all its steps. */
export function consumed(engine: Engine, value: Extract<Value, { kind: 'function' }>): Value | undefined {
  const { module, scope, self, outer } = value;
  const own = module.scope(scope);
  const [only] = own?.returns ?? [];
  if (!only || own?.params.length !== 1 || own.returns.length !== 1) return undefined;
  const args = { list: [{ name: null, value: BUILDER, spread: false }], frame: frameOf(module, 0) };
  const built = engine.evaluate(only.value, { module, scope, args, self, outer });
  return built.kind === 'external' ? built : undefined;
}
