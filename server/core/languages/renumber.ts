import type { Binding, Block, CallFact, Expr, Export, Scope } from './facts.ts';

interface Fresh {
  bindings: readonly Binding[];
  calls: readonly CallFact[];
  exports: readonly Export[];
  blocks: readonly Block[];
}

/** Gives what came into a file, and nothing else speaks of yet, the numbers that its scopes have now. */
export function renumber(
  { bindings, calls, exports, blocks }: Fresh,
  scopes: readonly Scope[],
  numberOf: (scope: number) => number,
): void {
  const met = new Set<object>();

  const isNew = (thing: object): boolean => !met.has(thing) && met.add(thing) !== undefined;

  function walk(thing: unknown): void {
    if (typeof thing !== 'object' || thing === null || !isNew(thing)) return;
    if (Array.isArray(thing)) return thing.forEach(walk);
    if (isFunction(thing)) thing.scope = numberOf(thing.scope);
    else Object.values(thing).forEach(walk);
  }

  for (const binding of bindings) {
    if (!isNew(binding)) continue;
    Object.assign(binding, { scope: numberOf(binding.scope), within: numberOf(binding.within) });
    if (binding.value.kind === 'scope') binding.value = { ...binding.value, scope: numberOf(binding.value.scope) };
    else walk(binding.value);
  }
  for (const call of calls) {
    call.scope = numberOf(call.scope);
    walk(call.expr);
  }
  for (const scope of scopes) {
    if (scope.parent >= 0) scope.parent = numberOf(scope.parent);
    if (scope.self) scope.self = { ...scope.self, scope: numberOf(scope.self.scope) };
    walk([scope.params, scope.returns, scope.result, scope.bases, scope.fields, scope.decorators]);
  }
  walk(exports);
  for (const block of blocks) walk(block.over);
}

const isFunction = (thing: object): thing is Extract<Expr, { kind: 'function' }> =>
  'kind' in thing && thing.kind === 'function' && 'scope' in thing && 'span' in thing && !('params' in thing);
