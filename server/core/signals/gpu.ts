import { priceOf } from '../../../pricing/index.ts';
import { toNumber } from '../../../pricing/money.ts';
import { type Exactness, type Known, worse } from '../model.ts';
import { type GpuPrice, gpuPriceOf, type OwnGpuPrice } from './gpu-prices.ts';
import { known, type Reading, unknown, type Window } from './model.ts';
import { idleOf, perMillionTokens, perRequest, sumOf } from './quotients.ts';

/** One card, or a slice of one, as an exporter tells of it. */
export interface GpuDevice {
  id: string;
  type: string | null;
  node: string | null;
  /** From 0 to 1. */
  utilization: number | null;
  namespace: string | null;
  pod: string | null;
  /** Of a card that is divided (MIG): which part. */
  slice: string | null;
}

/** What was seen of GPUs and of the servers on them, each with the query that said it. */
export interface GpuObservation {
  window: Window;
  devices: readonly GpuDevice[];
  /** What one GPU of a node costs an hour, as OpenCost has it. */
  nodePrices: Readonly<Record<string, number>>;
  /** GPUs that pods asked for. */
  allocations: readonly { namespace: string; pod: string; gpus: number }[];
  /** Tokens and requests a second of the servers, all of them together. */
  served: { input: Reading; output: Reading; requests: Reading; models: readonly string[] } | null;
  /** The most tokens a second, in and out, of five minutes of the day before. */
  peakTokens: Reading | null;
  /** The part of the time in which a server had no request to work at. */
  waiting: Reading | null;
  how: { devices: string; prices: string; allocations: string };
  problems: readonly string[];
}

export interface GpuSpend {
  hourly: Reading;
  utilization: Reading;
  /** Paid for while no kernel ran. */
  idle: Reading;
  /** Paid for while no request was there: idle nights, and models that load. A part of what is paid, beside `idle`, never added to it. */
  waiting: Reading | null;
  /** By type and node. */
  groups: readonly GpuGroup[];
  attribution: Attribution;
  unitCosts: UnitCosts | null;
}

export interface GpuGroup {
  type: string;
  node: string;
  cards: number;
  hourly: Reading;
  utilization: Reading;
  idle: Reading;
  price: GpuPrice | null;
}

/** Whose GPUs are: by what pods asked for, or else by whom the exporter saw on them. The rest is nobody's. */
export interface Attribution {
  by: 'allocation' | 'use';
  rows: readonly Reading[];
  unattributed: Reading;
}

/** Of the servers' tokens. Money of a gateway is not in it. */
export interface UnitCosts {
  /** Idle time included. */
  perMtok: Reading;
  perRequest: Reading;
  /** If it were always as busy as at its busiest. */
  atCapacityPerMtok: Reading | null;
  /** What the same tokens would cost by the token, at the model's list price. */
  apiPerMtok: Reading | null;
}

const NOT_TOLD = '(not told)';

/** What GPUs cost, what of it is idle, whose it is, and what it comes to for a token. `on`: the day of the prices. */
export function gpuSpendOf(seen: GpuObservation, own: readonly OwnGpuPrice[], on: string): GpuSpend {
  const groups = groupsOf(seen, own);
  const hourly = totalOf(
    groups.map(group => group.hourly),
    seen,
  );
  const cards = [...new Set(seen.devices.map(({ id }) => id))];
  const utilization = utilizationOf(seen.devices, seen, {});
  return {
    hourly,
    utilization,
    idle: totalOf(
      groups.map(({ idle }) => idle),
      seen,
    ),
    waiting: seen.waiting && partOf(hourly, seen.waiting),
    groups,
    attribution: attributionOf(seen, groups, hourly, cards.length),
    unitCosts: unitCostsOf(seen, hourly, on),
  };
}

function groupsOf(seen: GpuObservation, own: readonly OwnGpuPrice[]): GpuGroup[] {
  const groups = new Map<string, GpuDevice[]>();
  for (const device of seen.devices) {
    const key = JSON.stringify([device.type, device.node]);
    groups.set(key, [...(groups.get(key) ?? []), device]);
  }
  return [...groups.values()]
    .map(devices => groupOf(devices, seen, own))
    .toSorted((a, b) => amountOf(b.hourly) - amountOf(a.hourly));
}

function groupOf(devices: readonly GpuDevice[], seen: GpuObservation, own: readonly OwnGpuPrice[]): GpuGroup {
  const { type = null, node = null } = devices[0] ?? {};
  const cards = new Set(devices.map(({ id }) => id)).size; // slices of a card are paid for as the card
  const price = gpuPriceOf(type, node === null ? null : (seen.nodePrices[node] ?? null), own);
  const of = { type: type ?? NOT_TOLD, node: node ?? NOT_TOLD };
  const hourly: Reading = {
    ...base(seen, of),
    unit: 'USD/h',
    value: price ? known(price.perHour * cards) : unknown(`nobody says what ${of.type} costs: name your price`),
    exactness: !price ? 'unknown' : price.from === 'list' ? 'approximate' : 'exact',
    range: price?.range ? { low: price.range.low * cards, high: price.range.high * cards } : null,
    basis: price?.from === 'opencost' ? 'billed' : 'priced',
    how: `${cards} × ${price ? `$${price.perHour}` : '?'} (${price?.from === 'opencost' ? seen.how.prices : (price?.from ?? 'no price')})`,
    why: price ? [price.why] : [],
  };
  const utilization = utilizationOf(devices, seen, of);
  return { ...of, cards, hourly, utilization, idle: idleOf(hourly, utilization), price };
}

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

/** A card on which several pods are seen, or a slice, has no share that anybody measures. */
function attributionOf(seen: GpuObservation, groups: readonly GpuGroup[], hourly: Reading, cards: number): Attribution {
  const isAllocated = seen.allocations.length > 0;
  const perCard = (device: GpuDevice): Known<number> => {
    const group = groups.find(
      ({ type, node }) => type === (device.type ?? NOT_TOLD) && node === (device.node ?? NOT_TOLD),
    );
    return group?.hourly.value.known ? known(group.hourly.value.value / group.cards) : unknown('its GPU has no price');
  };
  const average: Known<number> = hourly.value.known ? known(hourly.value.value / Math.max(1, cards)) : hourly.value;
  const parts = isAllocated
    ? seen.allocations.map(({ namespace, pod, gpus }) => ({ namespace, pod, usd: times(average, gpus), why: [] }))
    : seen.devices.flatMap(device => {
        if (device.pod === null) return [];
        const others = seen.devices.filter(({ id }) => id === device.id).length - 1;
        const shared = device.slice !== null || others > 0;
        const usd = shared
          ? unknown('it shares its card (MIG or time-slicing): nobody measures its part')
          : perCard(device);
        return [{ namespace: device.namespace ?? NOT_TOLD, pod: device.pod, usd }];
      });
  const rows = parts.map(({ namespace, pod, usd }): Reading => ({
    ...base(seen, { namespace, pod }),
    unit: 'USD/h',
    value: usd,
    exactness: usd.known ? (isAllocated && groups.length > 1 ? 'approximate' : hourly.exactness) : 'unknown',
    basis: hourly.basis,
    how: isAllocated ? seen.how.allocations : seen.how.devices,
    why: isAllocated && groups.length > 1 ? ['a GPU at the mean price of all'] : [],
  }));
  const given = sum(rows.map(amountOf).filter(amount => amount > 0));
  const isWhole = rows.every(({ value }) => value.known);
  const unattributed: Reading = {
    ...hourly,
    value: !hourly.value.known
      ? hourly.value
      : isWhole
        ? known(Math.max(0, hourly.value.value - given))
        : unknown('some pods share a card, and nobody measures their parts'),
    exactness: isWhole ? hourly.exactness : 'unknown',
    range: null,
  };
  return {
    by: isAllocated ? 'allocation' : 'use',
    rows: rows.toSorted((a, b) => amountOf(b) - amountOf(a)),
    unattributed,
  };
}

function unitCostsOf({ served, peakTokens }: GpuObservation, hourly: Reading, on: string): UnitCosts | null {
  if (!served) return null;
  const all = 'all GPUs that are seen are taken to serve these tokens';
  const cost = { ...hourly, why: [...hourly.why, all] };
  return {
    perMtok: perMillionTokens(cost, sumOf(served.input, served.output)),
    perRequest: perRequest(cost, served.requests),
    atCapacityPerMtok: peakTokens && perMillionTokens(cost, peakTokens),
    apiPerMtok: apiPriceOf(served, on),
  };
}

/** At the list price of the one model that is served, for as much in and out. */
function apiPriceOf({ input, output, models }: NonNullable<GpuObservation['served']>, on: string): Reading | null {
  const [model, ...others] = models;
  if (model === undefined || others.length > 0) return null;
  const price = priceOf(model, null, on, 0);
  const into: Reading = { ...input, unit: 'USD/Mtok', basis: 'priced', of: { model }, range: null };
  if (!price.known) return { ...into, value: price, exactness: 'unknown' };
  const { inputPerMtok, outputPerMtok, provider } = price.value;
  const why = [`list price of ${provider}`];
  if (!input.value.known || !output.value.known || outputPerMtok === null)
    return { ...into, value: unknown('tokens in and out are not both known'), exactness: 'unknown', why };
  const usd = input.value.value * toNumber(inputPerMtok) + output.value.value * toNumber(outputPerMtok);
  const tokens = input.value.value + output.value.value;
  const value = tokens > 0 ? known(usd / tokens) : unknown('there was no token in that time');
  return { ...into, value, exactness: worse(input.exactness, output.exactness), why };
}

function partOf(hourly: Reading, part: Reading): Reading {
  const value = hourly.value.known && part.value.known ? known(hourly.value.value * part.value.value) : null;
  const none = hourly.value.known ? part.value : hourly.value;
  const exactness: Exactness = value ? worse(hourly.exactness, part.exactness) : 'unknown';
  return { ...hourly, value: value ?? none, exactness, range: null, how: `${hourly.how} × ${part.how}`, why: part.why };
}

/** Where a part has no price the sum is what the others come to, or more. */
function totalOf(parts: readonly Reading[], seen: GpuObservation): Reading {
  const told = parts.filter(({ value }) => value.known);
  const isWhole = told.length === parts.length;
  const exactness = told.map(part => part.exactness).reduce(worse, isWhole ? 'exact' : 'lower-bound');
  const ranges = told.map(part => part.range ?? { low: amountOf(part), high: amountOf(part) });
  const hasRange = isWhole && told.some(({ range }) => range !== null);
  return {
    ...base(seen, {}),
    unit: 'USD/h',
    value: told.length > 0 ? known(sum(told.map(amountOf))) : unknown(parts[0]?.why[0] ?? 'no GPU has a price'),
    exactness: told.length > 0 ? exactness : 'unknown',
    range: hasRange ? { low: sum(ranges.map(({ low }) => low)), high: sum(ranges.map(({ high }) => high ?? 0)) } : null,
    basis: told.every(({ basis }) => basis === 'billed') ? 'billed' : 'priced',
    how: told.map(({ how }) => how).join(' + ') || seen.how.devices,
    why: isWhole ? [...new Set(told.flatMap(({ why }) => why))] : ['not every GPU has a price'],
  };
}

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
const times = (value: Known<number>, by: number): Known<number> => (value.known ? known(value.value * by) : value);
