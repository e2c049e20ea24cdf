import type { CallFact, Expr } from './facts.ts';

/** Functions that call what they are given: which argument it is. Those behind it are its own. */
const CALLERS: Readonly<Record<string, number>> = {
  submit: 0,
  to_thread: 0,
  run_sync: 0,
  run_in_executor: 1,
  call_soon: 0,
  start_soon: 0,
};

/** `executor.submit(ask, prompt)` as the call `ask(prompt)` that it comes to; undefined where nothing is called so. */
export function calledByReference({ callee, args, span }: CallFact['expr']): CallFact['expr'] | undefined {
  if (callee.kind !== 'member' && callee.kind !== 'name') return undefined;
  if (callee.name === 'map') return mapped(callee, args, span);
  const at = Object.hasOwn(CALLERS, callee.name) ? CALLERS[callee.name] : undefined;
  const called = at === undefined ? undefined : args[at];
  if (at === undefined || !called || called.spread || !isReference(called.value)) return undefined;
  return { kind: 'call', callee: called.value, args: args.slice(at + 1), anchor: called.value.span, span };
}

/** `map(ask, items)`, `items.map(ask)`: called with each element. */
function mapped(
  callee: Expr,
  args: CallFact['expr']['args'],
  span: CallFact['expr']['span'],
): CallFact['expr'] | undefined {
  const [first, second] = args;
  if (!first || first.spread || !isReference(first.value)) return undefined;
  const over = second && !second.spread ? second.value : callee.kind === 'member' ? callee.object : undefined;
  if (!over) return undefined;
  const value: Expr = { kind: 'index', object: over, index: { kind: 'other', span: over.span }, span: over.span };
  const given = { name: null, value, spread: false };
  return { kind: 'call', callee: first.value, args: [given], anchor: first.value.span, span };
}

const isReference = (expr: Expr): boolean =>
  expr.kind === 'name' || (expr.kind === 'member' && (expr.object.kind === 'name' || isReference(expr.object)));
