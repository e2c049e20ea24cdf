import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { UsageIncrement } from '../../server/core/signals/model.ts';
import { createNormalizer } from '../../server/core/signals/normalize.ts';
import type { ExponentialPoint, OtlpMetric } from '../../server/core/signals/otlp/model.ts';
import { counter, histogram, metrics, NOON, take } from './otlp.ts';

const INPUT = 'gen_ai.client.inference.usage.input_tokens';
const USAGE = 'gen_ai.client.token.usage';
const START = NOON - 60_000;

const sum = (increments: readonly UsageIncrement[]): number => increments.reduce((all, { amount }) => all + amount, 0);
const total = (value: number, at: number, start = START): OtlpMetric =>
  counter(INPUT, 'cumulative', { value, at, start });
const of = (...all: OtlpMetric[]): UsageIncrement[] => take(all.map(one => metrics(one))).increments;

function exponential(
  scale: number,
  offset: number,
  counts: number[],
  rest: Partial<ExponentialPoint> = {},
): OtlpMetric {
  const { resource, scope } = total(0, NOON);
  const point = { attributes: {}, start: START, at: NOON, count: 0, sum: 0, zeroCount: 0, ...rest };
  const sizes = { scale, positive: { offset, counts }, negative: { offset: 0, counts: [] } };
  const observed = counts.reduce((all, count) => all + count, point.zeroCount);
  const data = {
    kind: 'exponential-histogram' as const,
    temporality: 'cumulative' as const,
    points: [{ ...point, ...sizes, count: observed }],
  };
  return { resource, scope, name: 'gen_ai.client.inference.operation.input_tokens', unit: '', data };
}

describe('points of metrics', () => {
  it('totals are taken apart', () => {
    const increments = of(total(100, NOON), total(150, NOON + 1000), total(150, NOON + 2000), total(170, NOON + 3000));
    assert.deepEqual(
      increments.map(({ amount, from, to }) => [amount, from - NOON, to - NOON]),
      [
        [100, -60_000, 0],
        [50, 0, 1000],
        [20, 2000, 3000],
      ],
    );
  });

  it('the same final export twice counts once, as a total and as a part', () => {
    assert.equal(sum(of(total(100, NOON), total(100, NOON), total(100, NOON + 5))), 100);
    const part = counter(INPUT, 'delta', { value: 100 });
    assert.equal(sum(of(part, part, counter(INPUT, 'delta', { value: 7, start: NOON, at: NOON + 9 }))), 107);
  });

  it('a program that begins anew begins from nothing, whether it says so or its total falls', () => {
    assert.equal(
      sum(of(total(100, NOON), total(30, NOON + 9000, NOON + 5000), total(40, NOON + 9500, NOON + 5000))),
      140,
    );
    assert.equal(sum(of(total(100, NOON), total(30, NOON + 9000))), 130);
  });

  it('two programs that call themselves the same are two', () => {
    const other = START - 5000;
    assert.equal(
      sum(of(total(100, NOON), total(900, NOON, other), total(110, NOON + 9), total(905, NOON + 9, other))),
      1015,
    );
  });

  it('what a total held before we listened is not counted, and it is said', () => {
    const normalizer = createNormalizer({ since: NOON, labels: [] });
    const { increments } = take(
      [metrics(total(1_000_000, NOON)), metrics(total(1_000_040, NOON + 60_000))],
      normalizer,
    );
    assert.equal(sum(increments), 40);
    assert.equal(normalizer.notes().earlierTotals, 1);
  });

  it('a label set that is new in a program that we listened to counts whole', () => {
    const normalizer = createNormalizer({ since: NOON, labels: [] });
    const fresh = counter(INPUT, 'cumulative', {
      value: 12,
      at: NOON + 60_000,
      attributes: { 'gen_ai.request.model': 'b' },
    });
    assert.equal(sum(take([metrics(total(1000, NOON)), metrics(fresh)], normalizer).increments), 12);
  });

  it('a total of both kinds is never added to them', () => {
    const increments = of(
      histogram(USAGE, 'delta', { type: 'input', sum: 100 }, { type: 'output', sum: 20 }, { type: 'total', sum: 120 }),
    );
    assert.deepEqual(
      increments.map(({ quantity, amount }) => [quantity, amount]),
      [
        ['input', 100],
        ['output', 20],
      ],
    );
  });

  it('what agents take is what their inferences take', () => {
    const attributes = { 'gen_ai.operation.name': 'invoke_agent' };
    assert.deepEqual(of(histogram('gen_ai.client.operation.duration', 'delta', { attributes, sum: 3 })), []);
  });

  it('histograms by size, less what was there before', () => {
    const bounds = [10, 100];
    const increments = of(
      histogram(USAGE, 'cumulative', { type: 'input', bounds, counts: [1, 2, 0], count: 3, sum: 90 }),
      histogram(USAGE, 'cumulative', { type: 'input', bounds, counts: [1, 3, 2], count: 6, sum: 600, at: NOON + 9 }),
    );
    assert.deepEqual(increments.at(-1)?.buckets, { bounds, counts: [0, 1, 2] });
    assert.deepEqual([increments.at(-1)?.amount, increments.at(-1)?.count], [510, 3]);
  });

  it('exponential histograms that became coarser', () => {
    // Scale 1: (1, 1.41], (1.41, 2]; scale 0: (1, 2], (2, 4].
    const increments = of(exponential(1, 0, [3, 4]), exponential(0, 0, [9, 5], { at: NOON + 9, sum: 8 }));
    assert.deepEqual(increments.at(-1)?.buckets, { bounds: [1, 2, 4], counts: [0, 2, 5, 0] });
    const fine = of(exponential(20, 1_048_575, [1]))[0]?.buckets;
    assert.ok(fine && fine.bounds.length === 2 && Math.abs((fine.bounds[1] ?? 0) - 2) < 1e-9);
    assert.deepEqual(of(exponential(0, 1, [2], { zeroCount: 1 }))[0]?.buckets?.counts, [1, 0, 2, 0]);
  });

  it('keep every observation, however the scale changes', () => {
    const counts = fc.array(fc.nat(9), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(counts, fc.integer({ min: -80, max: 80 }), fc.integer({ min: 0, max: 9 }), (first, offset, shift) => {
        const scale = 8;
        const grown = new Map<number, number>();
        first.forEach((count, index) => {
          const at = Math.floor((offset + index) / 2 ** shift);
          grown.set(at, (grown.get(at) ?? 0) + count + 1);
        });
        const lowest = Math.min(...grown.keys());
        const later = Array.from(
          { length: Math.max(...grown.keys()) - lowest + 1 },
          (_, i) => grown.get(lowest + i) ?? 0,
        );
        const added = of(
          exponential(scale, offset, first),
          exponential(scale - shift, lowest, later, { at: NOON + 9, sum: 1 }),
        ).at(-1);
        assert.equal(added?.count, first.length);
        assert.equal(
          added?.buckets?.counts.reduce((all, count) => all + count, 0),
          first.length,
        );
      }),
    );
  });

  it('whose a metric is tells its scope', () => {
    const ttft = (name: string) => ({
      ...histogram('gen_ai.server.time_to_first_token', 'delta', { sum: 1 }),
      scope: { name, version: '' },
    });
    assert.deepEqual(
      of(ttft('@openlit/instrumentation-openai'), ttft('vllm')).map(({ vocabulary, counter: who }) => [
        vocabulary,
        who,
      ]),
      [
        ['openlit', 'client'],
        ['otel-genai', 'server'],
      ],
    );
  });

  it('what is no number, or falls where it may not, is nothing', () => {
    assert.deepEqual(of(total(Number.NaN, NOON), counter(INPUT, 'delta', { value: -5 }, { value: null })), []);
  });
});
