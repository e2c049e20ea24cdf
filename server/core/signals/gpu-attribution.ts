import { type Known, worse } from '../model.ts';
import type { Attribution, GpuGroup, GpuObservation } from './gpu-model.ts';
import { known, NOT_TOLD, type Reading, unknown } from './model.ts';

/** Whose what all cards cost is. A card on which several pods are seen, or a slice, has no share that anybody measures. */
export function attributionOf(
  seen: GpuObservation,
  groups: readonly GpuGroup[],
  hourly: Reading,
  cards: number,
): Attribution {
  const isAllocated = seen.allocations.length > 0;
  const isMean = isAllocated && groups.length > 1;
  const parts = isAllocated ? byAllocation(seen, hourly, cards) : byUse(seen, groups);
  const each = parts.map(({ namespace, pod, usd, paid }): Reading => ({
    ...paid,
    of: { namespace, pod },
    value: usd,
    exactness: usd.known ? (isMean ? worse(paid.exactness, 'approximate') : paid.exactness) : 'unknown',
    range: null,
    how: isAllocated ? seen.how.allocations : seen.how.devices,
    why: isMean ? ['a GPU at the mean price of all'] : [],
  }));
  const given = each.reduce((all, row) => all + Math.max(0, amountOf(row)), 0);
  const missing = each.find(({ value }) => !value.known);
  const unattributed: Reading = {
    ...hourly,
    value: missing?.value ?? (hourly.value.known ? known(Math.max(0, hourly.value.value - given)) : hourly.value),
    exactness: missing ? 'unknown' : hourly.exactness,
    range: null,
  };
  return {
    by: isAllocated ? 'allocation' : 'use',
    rows: summed(each, ({ of }) => of),
    namespaces: summed(each, ({ of }) => ({ namespace: of['namespace'] ?? NOT_TOLD })),
    unattributed,
  };
}

interface Share {
  namespace: string;
  pod: string;
  usd: Known<number>;
  /** What it is a part of. */
  paid: Reading;
}

function byAllocation({ allocations }: GpuObservation, hourly: Reading, cards: number): Share[] {
  const { value } = hourly;
  return allocations.map(({ namespace, pod, gpus }) => ({
    namespace,
    pod,
    usd: value.known ? known((value.value / Math.max(1, cards)) * gpus) : value,
    paid: hourly,
  }));
}

function byUse({ devices }: GpuObservation, groups: readonly GpuGroup[]): Share[] {
  const keyOf = (type: string | null, node: string | null): string =>
    JSON.stringify([type ?? NOT_TOLD, node ?? NOT_TOLD]);
  const prices = new Map(groups.map(group => [keyOf(group.type, group.node), group]));
  const seen = new Map<string, number>();
  for (const { id } of devices) seen.set(id, (seen.get(id) ?? 0) + 1);
  return devices.flatMap(device => {
    const { id, type, node, slice, namespace, pod } = device;
    const group = prices.get(keyOf(type, node));
    if (pod === null || !group) return [];
    const isShared = slice !== null || (seen.get(id) ?? 0) > 1;
    const { value } = group.hourly;
    const usd = isShared
      ? unknown('it shares its card (MIG or time-slicing): nobody measures its part')
      : value.known
        ? known(value.value / group.cards)
        : value;
    return [{ namespace: namespace ?? NOT_TOLD, pod, usd, paid: group.hourly }];
  });
}

/** A pod may have several cards, a namespace several pods. */
function summed(rows: readonly Reading[], ofEach: (row: Reading) => Reading['of']): Reading[] {
  const sums = new Map<string, Reading>();
  for (const row of rows) {
    const of = ofEach(row);
    const key = JSON.stringify(of);
    const sum = sums.get(key);
    sums.set(key, sum ? add(sum, row) : { ...row, of });
  }
  return [...sums.values()].toSorted((a, b) => amountOf(b) - amountOf(a));
}

function add(a: Reading, b: Reading): Reading {
  if (a.value.known && b.value.known)
    return { ...a, value: known(a.value.value + b.value.value), exactness: worse(a.exactness, b.exactness) };
  const why = [a, b].flatMap(({ value }) => (value.known ? [] : [value.why]));
  const told = [a, b].find(({ value }) => value.known);
  return told ? { ...told, of: a.of, exactness: 'lower-bound', why: [...new Set([...why, ...told.why])] } : a;
}

const amountOf = ({ value }: Reading): number => (value.known ? value.value : -1);
