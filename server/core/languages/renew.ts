import type { Binding, Block, Export, Facts, Scope } from './facts.ts';
import { regionAt } from './regions.ts';
import { renumber } from './renumber.ts';
import { type Comparison, all, createComparison, editBetween } from './same.ts';

/** What a file says after an edit, with what of it is another than before. */
export interface Changed {
  facts: Facts;
  /** Scopes of which anything is another; of which the name, the kind or what is around them is. */
  scopes: readonly number[];
  shapes: readonly number[];
  /** Those that came or went. */
  bindings: readonly Binding[];
  /** Outermost functions, 0 for what is in none, that are divided into other blocks. */
  regions: readonly number[];
}

/**
 * Facts as they were read from an edited text, put together from those before the edit as far as these say the same: such things are kept
 * and say where they are now, and scopes keep their numbers, so that what was found out by them holds.
 */
export function renewFacts(old: Facts, now: Facts): Changed {
  const numbers: number[] = [];
  const numberOf = (scope: number): number => numbers[scope] ?? scope;
  const compare = createComparison(editBetween(old.text, now.text), numberOf);
  const matched = matchScopes(old, now, compare, numbers);
  const bindings = kept(old.bindings, now.bindings, (a, b) => isSameBinding(compare, numberOf, a, b));
  const calls = kept(old.calls, now.calls, (a, b) => a.scope === numberOf(b.scope) && compare.expr(a.expr, b.expr));
  const exports = kept(old.exports, now.exports, (a, b) => isSameExport(compare, a, b));
  const blocks = matchBlocks(old, now, compare, numberOf);
  const scopes = keptScopes(old, now, matched, compare, numbers);
  const isRenumbered = numbers.some((number, at) => number !== at);
  if (isRenumbered) {
    const come = { bindings: bindings.come, calls: calls.come, exports: exports.come, blocks: blocks.come };
    renumber(come, scopes.come, numberOf);
  }
  compare.move();
  return {
    facts: {
      ...now,
      scopes: scopes.all,
      order: isRenumbered || old.order !== null ? numbers : null,
      bindings: bindings.all,
      calls: calls.all,
      exports: exports.all,
    },
    scopes: scopes.changed,
    shapes: scopes.shapes,
    bindings: [...bindings.gone, ...bindings.come],
    regions: blocks.regions,
  };
}

/** How far what came into a list may shift it before it is taken for another. */
const MAX_SHIFT = 64;

/** For each thing that is there now, which of the old ones it is; -1 where it is new. What is kept keeps its order. */
function align(before: number, after: number, isSame: (old: number, now: number) => boolean): number[] {
  const found = Array.from<number>({ length: after }).fill(-1);
  const shorter = Math.min(before, after);
  let first = 0;
  while (first < shorter && isSame(first, first)) found[first] = first++;
  let [old, now] = [before - 1, after - 1];
  while (old >= first && now >= first && isSame(old, now)) found[now--] = old--;
  for (let at = first, from = first; at <= now; at++) {
    for (let one = from; one <= old && one < from + MAX_SHIFT; one++) {
      if (!isSame(one, at)) continue;
      found[at] = one;
      from = one + 1;
      break;
    }
  }
  return found;
}

interface Kept<T> {
  all: T[];
  gone: T[];
  come: T[];
}

function kept<T>(old: readonly T[], now: readonly T[], isSame: (old: T, now: T) => boolean): Kept<T> {
  const found = align(old.length, now.length, (a, b) => isSame(old[a] as T, now[b] as T));
  const stays = new Set(found);
  return {
    all: found.map((from, at) => (from < 0 ? now[at] : old[from]) as T),
    gone: old.filter((_, at) => !stays.has(at)),
    come: now.filter((_, at) => found[at] === -1),
  };
}

function isSameBinding(compare: Comparison, numberOf: (scope: number) => number, old: Binding, now: Binding): boolean {
  const isOne =
    old.name === now.name &&
    old.lexical === now.lexical &&
    old.scope === numberOf(now.scope) &&
    old.within === numberOf(now.within) &&
    compare.fits(old.span, now.span) &&
    compare.value(old.value, now.value);
  if (isOne) compare.keep(old.span, now.span);
  return isOne;
}

function isSameExport(compare: Comparison, old: Export, now: Export): boolean {
  switch (old.kind) {
    case 'local':
      return now.kind === old.kind && old.name === now.name && old.local === now.local;
    case 'value':
      return now.kind === old.kind && old.name === now.name && compare.expr(old.value, now.value);
    case 'from':
      return (
        now.kind === old.kind && old.name === now.name && old.module === now.module && old.imported === now.imported
      );
    case 'star':
      return now.kind === old.kind && old.module === now.module;
  }
}

/** In the place of a scope that went. */
const GONE: Scope = {
  kind: 'function',
  parent: 0,
  name: '',
  span: [0, 0],
  params: [],
  returns: [],
  result: null,
  bases: [],
  isAbstract: false,
  isPartial: false,
  role: null,
  fields: [],
  doc: null,
  decorators: [],
  self: null,
};

/** Gives each scope the number that it had; those that came get one that is free. The numbers of the scopes that were there, by place. */
function matchScopes(old: Facts, now: Facts, { fits }: Comparison, numbers: number[]): readonly number[] {
  const order = old.order ?? old.scopes.map((_, number) => number);
  const found = align(order.length, now.scopes.length, (a, b) => {
    const [one, other] = [old.scopes[order[a] ?? 0], now.scopes[b]];
    if (!one || !other || one.kind !== other.kind || one.name !== other.name) return false;
    return fits(one.span, other.span);
  });
  const taken = new Set(found.map(from => order[from]));
  const free = old.scopes.flatMap((_, number) => (taken.has(number) ? [] : [number]));
  let next = old.scopes.length;
  for (const from of found) numbers.push(order[from] ?? free.shift() ?? next++);
  return found.map(from => (from < 0 ? -1 : (order[from] ?? -1)));
}

/** Scopes by their numbers, those that are the same as they were. */
function keptScopes(
  old: Facts,
  now: Facts,
  matched: readonly number[],
  compare: Comparison,
  numbers: readonly number[],
) {
  const scopes = old.scopes.map(() => GONE);
  const [come, changed, shapes]: [Scope[], number[], number[]] = [[], [], []];
  now.scopes.forEach((scope, at) => {
    const number = numbers[at] ?? at;
    const before = matched[at] === -1 ? undefined : old.scopes[number];
    const isKept = before !== undefined && isSameScope(compare, numbers, before, scope);
    scopes[number] = isKept ? before : scope;
    if (isKept) return;
    come.push(scope);
    changed.push(number);
    if (!before || !hasSameShape(numbers, before, scope)) shapes.push(number);
  });
  const went = old.scopes.flatMap((scope, number) => (scope !== GONE && scopes[number] === GONE ? [number] : []));
  return { all: scopes, come, changed: [...changed, ...went], shapes: [...shapes, ...went] };
}

function hasSameShape(numbers: readonly number[], old: Scope, now: Scope): boolean {
  const [a, b] = [old.self, now.self];
  const isSameSelf = a && b ? a.name === b.name && a.isClass === b.isClass && a.scope === numbers[b.scope] : a === b;
  return (
    isSameSelf && old.kind === now.kind && old.name === now.name && old.parent === (numbers[now.parent] ?? now.parent)
  );
}

function isSameScope(compare: Comparison, numbers: readonly number[], old: Scope, now: Scope): boolean {
  const isOne =
    hasSameShape(numbers, old, now) &&
    old.doc === now.doc &&
    old.role === now.role &&
    old.isAbstract === now.isAbstract &&
    old.isPartial === now.isPartial &&
    compare.fits(old.span, now.span) &&
    compare.optional(old.result, now.result) &&
    all(old.params, now.params, compare.parameter) &&
    all(old.bases, now.bases, compare.expr) &&
    all(old.fields, now.fields, compare.classField) &&
    all(old.decorators, now.decorators, compare.expr) &&
    all(old.returns, now.returns, (a, b) => compare.fits(a.span, b.span) && compare.expr(a.value, b.value));
  if (!isOne) return false;
  compare.keep(old.span, now.span);
  old.returns.forEach(({ span }, at) => compare.keep(span, now.returns[at]?.span ?? span));
  return true;
}

/** Which outermost functions are divided into other blocks. What the same blocks go over is kept. */
function matchBlocks(old: Facts, now: Facts, compare: Comparison, numberOf: (scope: number) => number) {
  const groups = new Map<number, number>();
  const found = align(old.blocks.length, now.blocks.length, (a, b) => {
    const [one, other] = [old.blocks[a], now.blocks[b]];
    return one !== undefined && other !== undefined && isSameBlock(compare, groups, one, other);
  });
  const places = new Map(found.map((from, at) => [from, at]));
  const regions = new Set<number>();
  now.blocks.forEach((block, at) => {
    const before = old.blocks[found[at] ?? -1];
    const isKept = before !== undefined && (block.parent < 0 || places.get(before.parent) === block.parent);
    if (!isKept) regions.add(numberOf(regionAt(now, block.span[0])));
    if (!before) return;
    compare.keep(before.span, block.span);
    block.span = before.span;
    block.over = before.over;
  });
  old.blocks.forEach((block, at) => {
    if (!places.has(at)) regions.add(regionAt(old, block.span[0]));
  });
  return { regions: [...regions], come: now.blocks.filter((_, at) => found[at] === -1) };
}

function isSameBlock(compare: Comparison, groups: Map<number, number>, old: Block, now: Block): boolean {
  const group = groups.get(old.group) ?? now.group;
  const isOne =
    group === now.group &&
    old.kind === now.kind &&
    old.arm === now.arm &&
    old.isWhole === now.isWhole &&
    old.leaves === now.leaves &&
    compare.fits(old.span, now.span) &&
    compare.optional(old.over, now.over);
  if (isOne) groups.set(old.group, group);
  return isOne;
}
