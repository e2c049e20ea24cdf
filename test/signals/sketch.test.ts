import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  addBuckets,
  addDistribution,
  addSize,
  type Distribution,
  emptyDistribution,
  quantileOf,
  readDistribution,
  writeDistribution,
} from '../../server/core/signals/sketch.ts';

const of = (sizes: readonly number[]): Distribution => {
  const all = emptyDistribution();
  for (const size of sizes) addSize(all, size, 1);
  return all;
};
const sizes = fc.array(fc.double({ min: 1e-3, max: 2e6, noNaN: true }), { minLength: 1, maxLength: 200 });
const words = (distribution: Distribution) => {
  const { fine, coarse } = distribution;
  return [
    [...(fine ?? [])].toSorted(([a], [b]) => a - b),
    [...(coarse ?? [])].toSorted(([a], [b]) => (a < b ? -1 : 1)),
  ];
};

describe('a distribution of sizes', () => {
  it('has quantiles within 1 %', () => {
    fc.assert(
      fc.property(sizes, fc.double({ min: 0.01, max: 1, noNaN: true }), (all, part) => {
        const sorted = all.toSorted((a, b) => a - b);
        const truth = sorted[Math.ceil(part * all.length * (1 - 1e-12)) - 1] ?? Number.NaN;
        const value = quantileOf(of(all), part)?.value ?? Number.NaN;
        assert.ok(Math.abs(value - truth) <= 0.01 * truth, `${value} is not ${truth}`);
      }),
    );
  });

  it('is the same however it is put together, and goes when it is taken off', () => {
    fc.assert(
      fc.property(sizes, sizes, (a, b) => {
        const merged = of(a);
        addDistribution(merged, of(b));
        assert.deepEqual(words(merged), words(of([...b, ...a])));
        for (const size of b) addSize(merged, size, -1);
        assert.deepEqual(words(merged), words(of(a)));
      }),
    );
  });

  it('is what was written', () => {
    const all = of([0, 1, 1, 5000]);
    addBuckets(all, { bounds: [10, 100], counts: [1, 2, 3] });
    const read = readDistribution(JSON.parse(JSON.stringify(writeDistribution(all))));
    assert.deepEqual(read, all);
    for (const broken of [
      null,
      {},
      { fine: [1], coarse: [] },
      { fine: [1, 'x'], coarse: [] },
      { fine: [], coarse: [3, 1] },
    ])
      assert.equal(readDistribution(broken), null);
  });

  it('says between which edges of buckets a quantile lies', () => {
    const all = emptyDistribution();
    addBuckets(all, { bounds: [5000, 10_000], counts: [0, 100, 0] });
    assert.deepEqual(quantileOf(all, 0.5), { value: 7500, range: { low: 5000, high: 10_000 }, count: 100 });
    addBuckets(all, { bounds: [5000, 10_000], counts: [0, 0, 900] });
    assert.deepEqual(quantileOf(all, 0.95), { value: 10_000, range: { low: 10_000, high: null }, count: 1000 });
  });

  it('holds histograms of several layouts, whose range still holds the truth', () => {
    const bucketsOf = (all: readonly number[], bounds: readonly number[]) => ({
      bounds,
      counts: [...bounds, Number.POSITIVE_INFINITY].map(
        (bound, index) => all.filter(size => size <= bound && size > (bounds[index - 1] ?? -1)).length,
      ),
    });
    fc.assert(
      fc.property(sizes, sizes, fc.double({ min: 0.01, max: 1, noNaN: true }), (a, b, part) => {
        const all = emptyDistribution();
        addBuckets(all, bucketsOf(a, [1, 10, 100, 1000, 1e4, 1e5, 1e6]));
        addBuckets(all, bucketsOf(b, [4, 16, 64, 256, 1024, 4096, 65_536]));
        const sorted = [...a, ...b].toSorted((x, y) => x - y);
        const truth = sorted[Math.ceil(part * sorted.length * (1 - 1e-12)) - 1] ?? Number.NaN;
        const { range } = quantileOf(all, part) ?? {};
        assert.ok(range && range.low <= truth && (range.high === null || truth <= range.high));
      }),
    );
  });

  it('is nothing of nothing', () => {
    assert.equal(quantileOf(emptyDistribution(), 0.5), null);
  });
});
