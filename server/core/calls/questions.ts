import { addTo } from '../groups.ts';
import type { Binding, CallFact, Export, Facts, Scope } from '../languages/facts.ts';

/** What a file's facts tell as a whole. What rests on the answer goes only where an edit makes it another. */
export interface Question<K, V> {
  of(facts: Facts, key: K): V;
}

const question = <K, V>(of: (facts: Facts, key: K) => V): Question<K, V> => ({ of });

/** The facts of one file by what they are asked for. */
interface Index {
  /** Bindings of each scope by their names, in order of appearance. */
  bindings: Map<number, Map<string, Binding[]>>;
  /** Calls by the last name of what they call. */
  named: Map<string, CallFact[]>;
  /** Calls, as they are numbered, by the scope that they stand in. */
  calls: Map<number, number[]>;
  inner: Map<number, number[]>;
}

const indexes = new WeakMap<Facts, Index>();

function indexOf(facts: Facts): Index {
  const known = indexes.get(facts);
  if (known) return known;
  const index: Index = { bindings: new Map(), named: new Map(), calls: new Map(), inner: new Map() };
  for (const binding of facts.bindings) {
    const own = index.bindings.get(binding.scope) ?? new Map<string, Binding[]>();
    index.bindings.set(binding.scope, own);
    addTo(own, binding.name, binding);
  }
  for (const own of index.bindings.values())
    for (const list of own.values()) if (list.length > 1) list.sort((a, b) => a.span[0] - b.span[0]);
  facts.calls.forEach((call, number) => {
    const { callee } = call.expr;
    addTo(index.calls, call.scope, number);
    if (callee.kind === 'name' || callee.kind === 'member') addTo(index.named, callee.name, call);
  });
  for (const [number, scope] of scopesIn(facts)) addTo(index.inner, scope.parent, number);
  indexes.set(facts, index);
  return index;
}

/** The scopes of a file with their numbers, as they were met in it. */
export const scopesIn = ({ scopes, order }: Facts): (readonly [number, Scope])[] =>
  order === null
    ? scopes.map((scope, number) => [number, scope] as const)
    : order.flatMap(number => (scopes[number] ? [[number, scopes[number]] as const] : []));

const NONE: readonly never[] = [];

/** Bindings of a name in one scope, in order of appearance. */
export const bindingsIn = (facts: Facts, scope: number, name: string): readonly Binding[] =>
  indexOf(facts).bindings.get(scope)?.get(name) ?? NONE;

export const BINDINGS = question((facts, scope: number): readonly Binding[] =>
  [...(indexOf(facts).bindings.get(scope)?.values() ?? [])].flat(),
);

export const CALLS_NAMED = question(
  (facts, name: string): readonly CallFact[] => indexOf(facts).named.get(name) ?? NONE,
);

/** Calls in a function's body, not those in functions that it defines. */
export const CALLS_IN = question((facts, scope: number): readonly CallFact[] =>
  callsAt(facts, indexOf(facts).calls.get(scope) ?? NONE),
);

/** The same, with those in functions that it defines. */
export const CALLS_WITHIN = question((facts, scope: number): readonly CallFact[] => {
  const { calls, inner } = indexOf(facts);
  const scopes = [scope];
  for (const one of scopes) scopes.push(...(inner.get(one) ?? NONE));
  const numbers = scopes.flatMap((one): readonly number[] => calls.get(one) ?? NONE);
  return callsAt(
    facts,
    numbers.toSorted((a, b) => a - b),
  );
});

const callsAt = ({ calls }: Facts, numbers: readonly number[]): CallFact[] =>
  numbers.flatMap(number => calls[number] ?? NONE);

export const CALLS = question(({ calls }): readonly CallFact[] => calls);
export const EXPORTS = question(({ exports }): readonly Export[] => exports);
export const OPENS = question(({ opens }): readonly string[] => opens);

/** Modules that a file imports, each once. */
export const IMPORTS = question(({ bindings }): readonly string[] => [
  ...new Set(bindings.flatMap(({ value }) => (value.kind === 'import' ? value.module : []))),
]);

/** The bindings that are imports. */
export const IMPORTED = question(({ bindings }): readonly Binding[] =>
  bindings.filter(({ value }) => value.kind === 'import'),
);

/** Whether two answers are one: lists are where they hold the same things. */
export function isSameAnswer(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return Object.is(one, other);
  return one.length === other.length && one.every((item, at) => Object.is(item, other[at]));
}
