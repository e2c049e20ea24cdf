import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { GpuDevice, GpuObservation } from '../../server/core/signals/gpu-model.ts';
import { gpuSpendOf } from '../../server/core/signals/gpu.ts';
import type { Reading } from '../../server/core/signals/model.ts';

const WINDOW = { from: 0, to: 300_000 };
const H100 = 'NVIDIA H100 80GB HBM3';
const card = (id: string, more: Partial<GpuDevice> = {}): GpuDevice => ({
  id,
  type: H100,
  node: 'a',
  utilization: 0.5,
  namespace: null,
  pod: null,
  slice: null,
  ...more,
});
const reading = (value: number, unit: Reading['unit']): Reading => ({
  value: { known: true, value },
  unit,
  exactness: 'exact',
  range: null,
  basis: 'measured',
  of: {},
  window: WINDOW,
  how: 'query',
  why: [],
});
const seen = (devices: readonly GpuDevice[], more: Partial<GpuObservation> = {}): GpuObservation => ({
  window: WINDOW,
  devices,
  nodePrices: {},
  allocations: [],
  served: null,
  peakTokens: null,
  waiting: null,
  how: { devices: 'devices', prices: 'prices', allocations: 'allocations' },
  exporters: ['dcgm'],
  problems: [],
  ...more,
});
const valueOf = (told: Reading | null | undefined): number => (told?.value.known ? told.value.value : Number.NaN);
const spend = (observation: GpuObservation, own: Parameters<typeof gpuSpendOf>[1] = []) =>
  gpuSpendOf(observation, own, '2026-11-21');

describe('what GPUs cost', () => {
  it('the user’s price before OpenCost’s, and that before a list', () => {
    const two = [card('1'), card('2')];
    const from = (told: ReturnType<typeof spend>): unknown => [valueOf(told.hourly), told.groups[0]?.price?.from];
    deepEqual(from(spend(seen(two, { nodePrices: { a: 3 } }), [{ gpu: 'h100', perHour: 2 }])), [4, 'you']);
    deepEqual(from(spend(seen(two, { nodePrices: { a: 3 } }), [{ gpu: 'L40S', perHour: 2 }])), [6, 'opencost']);
    equal(spend(seen(two)).groups[0]?.price?.from, 'list');
  });

  it('the user’s price is of a part of a name, of a pattern, or of all', () => {
    for (const gpu of ['h100', 'NVIDIA H100*', '*'])
      equal(valueOf(spend(seen([card('1')]), [{ gpu, perHour: 2 }]).hourly), 2);
    equal(spend(seen([card('1', { type: 'NVIDIA L40S' })]), [{ gpu: 'H100*', perHour: 2 }]).hourly.value.known, false);
  });

  it('list prices differ: it says between what, and names them', () => {
    const { hourly } = spend(seen([card('1')]));
    equal(hourly.exactness, 'approximate');
    ok(hourly.range && hourly.range.low < valueOf(hourly) && valueOf(hourly) < (hourly.range.high ?? 0));
    match(hourly.why.join(), /list prices on demand.*runpod-community\/h100-sxm \$2\.69.*azure/);
  });

  it('a card without a price is not free: the sum is of the others, or more', () => {
    const { hourly, groups } = spend(seen([card('1'), card('2', { type: 'NVIDIA L40S' })], {}), [
      { gpu: 'h100', perHour: 2 },
    ]);
    equal(hourly.exactness, 'lower-bound');
    equal(valueOf(hourly), 2);
    deepEqual(groups[1]?.hourly.value, { known: false, why: 'nobody says what NVIDIA L40S costs: name your price' });
    equal(spend(seen([card('1', { type: null })])).hourly.value.known, false);
  });

  it('slices are paid for as their card, and nobody measures their parts of it', () => {
    const slices = ['1', '2'].map(slice => card('1', { slice, pod: `pod-${slice}`, namespace: 'chat' }));
    const told = spend(seen(slices), [{ gpu: '*', perHour: 4 }]);
    equal(valueOf(told.hourly), 4);
    equal(told.groups[0]?.cards, 1);
    ok(told.attribution.rows.every(({ value }) => !value.known && value.why.includes('MIG')));
    equal(told.attribution.unattributed.value.known, false);
    equal(told.utilization.exactness, 'approximate');
  });

  it('what pods asked for is theirs, and the rest is nobody’s', () => {
    const allocations = [{ namespace: 'chat', pod: 'llm', gpus: 3 }];
    const four = ['1', '2', '3', '4'].map(id => card(id, { pod: 'other', namespace: 'x' }));
    const { attribution } = spend(seen(four, { allocations }), [{ gpu: '*', perHour: 2 }]);
    equal(attribution.by, 'allocation');
    deepEqual(
      attribution.rows.map(row => [row.of['pod'], valueOf(row)]),
      [['llm', 6]],
    );
    equal(valueOf(attribution.unattributed), 2);
  });

  it('a pod with several cards pays for each, and what has no price says so', () => {
    const three = [
      ...['1', '2'].map(id => card(id, { pod: 'llm', namespace: 'chat' })),
      card('3', { type: 'NVIDIA L40S', pod: 'embed', namespace: 'chat' }),
    ];
    const { attribution, types } = spend(seen(three), [{ gpu: 'h100', perHour: 2 }]);
    deepEqual(
      attribution.rows.map(row => [row.of['pod'], row.exactness, valueOf(row)]),
      [
        ['llm', 'exact', 4],
        ['embed', 'unknown', Number.NaN],
      ],
    );
    deepEqual([attribution.namespaces[0]?.exactness, valueOf(attribution.namespaces[0])], ['lower-bound', 4]);
    deepEqual(
      types.map(({ cards, hourly }) => [hourly.of['type'], valueOf(cards), valueOf(hourly)]),
      [
        [H100, 2, 4],
        ['NVIDIA L40S', 1, Number.NaN],
      ],
    );
  });

  it('idle is what no kernel ran in; what is not told is not idle', () => {
    equal(valueOf(spend(seen([card('1', { utilization: 0.25 })]), [{ gpu: '*', perHour: 2 }]).idle), 1.5);
    equal(spend(seen([card('1', { utilization: null })]), [{ gpu: '*', perHour: 2 }]).idle.value.known, false);
  });

  it('a token: all in, at capacity, and by the token at the model’s list price', () => {
    const served = {
      input: reading(1500, 'tokens/s'),
      output: reading(500, 'tokens/s'),
      requests: reading(2, 'requests/s'),
      models: ['gpt-4o'],
    };
    const peakTokens = reading(8000, 'tokens/s');
    const { unitCosts } = spend(seen([card('1')], { served, peakTokens }), [{ gpu: '*', perHour: 7.2 }]);
    equal(valueOf(unitCosts?.perMtok).toFixed(6), '1.000000');
    equal(valueOf(unitCosts?.atCapacityPerMtok).toFixed(6), '0.250000');
    equal(valueOf(unitCosts?.perRequest).toFixed(6), '0.001000');
    // $2.50 for three of four tokens, $10 for the fourth.
    equal(valueOf(unitCosts?.apiPerMtok).toFixed(4), '4.3750');
    ok(unitCosts?.perMtok.why.some(text => text.startsWith('all GPUs')));
  });

  it('a model that several sell is compared with the middle one of them, and says between which', () => {
    const served = {
      input: reading(3, 'tokens/s'),
      output: reading(1, 'tokens/s'),
      requests: reading(1, 'requests/s'),
      models: ['Qwen/Qwen3-8B'],
    };
    const api = spend(seen([card('1')], { served })).unitCosts?.apiPerMtok;
    equal(api?.exactness, 'approximate');
    ok(api.range && api.range.low <= valueOf(api) && valueOf(api) <= (api.range.high ?? 0));
    match(api.why.join(), /who sells that model.*openrouter/);
  });

  it('without a price of the model it says so, and of several models none is compared', () => {
    const served = {
      input: reading(1, 'tokens/s'),
      output: reading(1, 'tokens/s'),
      requests: reading(1, 'requests/s'),
      models: ['nobody/knows-this-7b'],
    };
    equal(spend(seen([card('1')], { served })).unitCosts?.apiPerMtok?.value.known, false);
    equal(spend(seen([card('1')], { served: { ...served, models: ['a', 'b'] } })).unitCosts?.apiPerMtok, null);
    equal(spend(seen([card('1')])).unitCosts, null);
  });
});
