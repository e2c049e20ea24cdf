import { grouped } from '../groups.ts';
import { type Exactness, worse } from '../model.ts';
import { attributionOf } from './gpu-attribution.ts';
import type { GpuDevice, GpuGroup, GpuObservation, GpuPart, GpuSpend } from './gpu-model.ts';
import { gpuPriceOf, type OwnGpuPrice } from './gpu-prices.ts';
import { unitCostsOf } from './gpu-units.ts';
import { known, type Measurement, NOT_TOLD, type Reading, unknown } from './model.ts';
import { idleOf } from './quotients.ts';

/** What GPUs cost, what of it is idle, whose it is, and what it comes to for a token. `on`: the day of the prices. */
export function gpuSpendOf(seen: GpuObservation, own: readonly OwnGpuPrice[], on: string): GpuSpend {
  const groups = groupsOf(seen, own);
  const hourly = totalOf(
    groups.map(group => group.hourly),
    seen,
  );
  const utilization = utilizationOf(seen.devices, seen, {});
  return {
    cards: countOf(seen.devices, seen, {}),
    hourly,
    utilization,
    idle: totalOf(
      groups.map(({ idle }) => idle),
      seen,
    ),
    waiting: seen.waiting && partOf(hourly, seen.waiting),
    groups,
    types: partsOf('type', groups, seen),
    nodes: partsOf('node', groups, seen),
    attribution: attributionOf(seen, groups, hourly, cardsOf(seen.devices)),
    unitCosts: unitCostsOf(seen, hourly, on),
  };
}

/** As a measurement: what GPUs cost, by type, node and namespace. */
export const gpuMeasurement = (source: string, vocabulary: string, spend: GpuSpend): Measurement => ({
  source,
  vocabulary,
  counter: 'gpu',
  signals: [
    {
      id: 'gpu-hourly',
      total: spend.hourly,
      by: [...[...spend.types, ...spend.nodes].map(({ hourly }) => hourly), ...spend.attribution.namespaces],
      series: null,
      before: [],
    },
  ],
});

const groupsOf = (seen: GpuObservation, own: readonly OwnGpuPrice[]): GpuGroup[] =>
  [...grouped(seen.devices, ({ type, node }) => JSON.stringify([type, node])).values()]
    .map(devices => groupOf(devices, seen, own))
    .toSorted((a, b) => amountOf(b.hourly) - amountOf(a.hourly));

/** The same by one label: a node has cards of several types, a type has several prices. */
function partsOf(label: 'type' | 'node', groups: readonly GpuGroup[], seen: GpuObservation): GpuPart[] {
  const devices = grouped(seen.devices, device => device[label] ?? NOT_TOLD);
  return [...grouped(groups, group => group[label])]
    .map(([name, parts]) => {
      const of = { [label]: name };
      const all = devices.get(name) ?? [];
      return {
        cards: countOf(all, seen, of),
        hourly: {
          ...totalOf(
            parts.map(({ hourly }) => hourly),
            seen,
          ),
          of,
        },
        utilization: utilizationOf(all, seen, of),
        idle: {
          ...totalOf(
            parts.map(({ idle }) => idle),
            seen,
          ),
          of,
        },
      };
    })
    .toSorted((a, b) => amountOf(b.hourly) - amountOf(a.hourly));
}

function groupOf(devices: readonly GpuDevice[], seen: GpuObservation, own: readonly OwnGpuPrice[]): GpuGroup {
  const { type = null, node = null } = devices[0] ?? {};
  const cards = cardsOf(devices);
  const price = gpuPriceOf(type, node === null ? null : (seen.nodePrices[node] ?? null), own);
  const of = { type: type ?? NOT_TOLD, node: node ?? NOT_TOLD };
  const hourly: Reading = {
    ...base(seen, of),
    unit: 'USD/h',
    value: price ? known(price.perHour * cards) : unknown(`nobody says what ${of.type} costs: name your price`),
    exactness: !price ? 'unknown' : price.from === 'list' ? 'approximate' : 'exact',
    range: price?.range ? { low: price.range.low * cards, high: price.range.high * cards } : null,
    basis: price?.from === 'opencost' ? 'billed' : 'priced',
    how: price
      ? `${cards} × $${price.perHour} (${{ you: 'your price', opencost: seen.how.prices, list: 'list price' }[price.from]})`
      : `${cards} × ?`,
    why: price ? [price.why] : [],
  };
  const utilization = utilizationOf(devices, seen, of);
  return { ...of, cards, hourly, utilization, idle: idleOf(hourly, utilization), price };
}

const countOf = (devices: readonly GpuDevice[], seen: GpuObservation, of: Reading['of']): Reading => ({
  ...base(seen, of),
  unit: 'GPUs',
  value: known(cardsOf(devices)),
  exactness: 'exact',
});

/** Slices of a card are paid for as the card. */
const cardsOf = (devices: readonly GpuDevice[]): number => new Set(devices.map(({ id }) => id)).size;

function utilizationOf(devices: readonly GpuDevice[], seen: GpuObservation, of: Reading['of']): Reading {
  const told = devices.flatMap(({ utilization }) => (utilization === null ? [] : [utilization]));
  const isPart = told.length > 0 && told.length < devices.length;
  const isSliced = devices.some(({ slice }) => slice !== null);
  return {
    ...base(seen, of),
    unit: 'ratio',
    value: told.length > 0 ? known(sum(told) / told.length) : unknown('no exporter tells its utilisation'),
    exactness: told.length === 0 ? 'unknown' : isPart ? 'lower-bound' : isSliced ? 'approximate' : 'exact',
    how: seen.how.devices,
    why: [
      'the time in which any kernel ran: 1 is not yet efficient',
      ...(isPart ? [`${told.length} of ${devices.length} tell it`] : []),
      ...(isSliced ? ['cards are divided (MIG): each slice counts alike, however large it is'] : []),
    ],
  };
}

function partOf(hourly: Reading, part: Reading): Reading {
  const value = hourly.value.known && part.value.known ? known(hourly.value.value * part.value.value) : null;
  const none = hourly.value.known ? part.value : hourly.value;
  const exactness: Exactness = value ? worse(hourly.exactness, part.exactness) : 'unknown';
  return {
    ...hourly,
    value: value ?? none,
    exactness,
    range: null,
    how: `${hourly.how} × ${part.how}`,
    why: [...hourly.why, ...part.why],
  };
}

/** Where a part has no price the sum is what the others come to, or more. */
function totalOf(parts: readonly Reading[], seen: GpuObservation): Reading {
  const told = parts.filter(({ value }) => value.known);
  const missing = [...new Set(parts.flatMap(({ value }) => (value.known ? [] : [value.why])))];
  const isWhole = missing.length === 0;
  const exactness = told.map(part => part.exactness).reduce(worse, isWhole ? 'exact' : 'lower-bound');
  const ranges = told.map(part => part.range ?? { low: amountOf(part), high: amountOf(part) });
  const hasRange = isWhole && told.some(({ range }) => range !== null);
  return {
    ...base(seen, {}),
    unit: 'USD/h',
    value: told.length > 0 ? known(sum(told.map(amountOf))) : unknown(missing[0] ?? 'no GPU is seen'),
    exactness: told.length > 0 ? exactness : 'unknown',
    range: hasRange ? { low: sum(ranges.map(({ low }) => low)), high: sum(ranges.map(({ high }) => high ?? 0)) } : null,
    basis: told.every(({ basis }) => basis === 'billed') ? 'billed' : 'priced',
    how: howOf(told) || seen.how.devices,
    why: [...missing, ...new Set(told.flatMap(({ why }) => why))],
  };
}

/** A cluster has hundreds of nodes: the first of them say how it is reckoned. */
function howOf(told: readonly Reading[]): string {
  const hows = told.map(({ how }) => how);
  const all = [...hows.slice(0, MOST_HOWS), ...(hows.length > MOST_HOWS ? ['…'] : [])].join(' + ');
  return hows.length > 1 ? `(${all})` : all;
}
const MOST_HOWS = 4;

const base = ({ window, how }: GpuObservation, of: Reading['of']): Reading => ({
  value: unknown(''),
  unit: 'USD/h',
  exactness: 'unknown',
  range: null,
  basis: 'measured',
  of,
  window,
  how: how.devices,
  why: [],
});

const amountOf = ({ value }: Reading): number => (value.known ? value.value : -1);
const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
