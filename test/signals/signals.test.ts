import assert from 'node:assert/strict';
import type { Measurement, Reading, Signal, SignalId } from '../../server/core/signals/model.ts';
import { createNormalizer } from '../../server/core/signals/normalize.ts';
import type { Attributes, OtlpPayload, OtlpSpan } from '../../server/core/signals/otlp/model.ts';
import { createPricer } from '../../server/core/signals/price.ts';
import { createRollup, type Rollup, type RollupState } from '../../server/core/signals/rollup.ts';
import { measure, type MeasureOptions } from '../../server/core/signals/signals.ts';
import type { Grouping } from '../../server/core/signals/windows.ts';
import { chat, counter, histogram, metrics, NOON, span, traces } from './otlp.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const OPTIONS: MeasureOptions = { now: NOON, windowMs: HOUR, by: ['model'], chart: null };

/** Listens from `since` on and takes what comes, each as of noon. */
function heard(payloads: readonly OtlpPayload[], since = NOON - 10 * DAY, labels: readonly string[] = []): Rollup {
  const rollup = createRollup(createPricer([]));
  const normalizer = createNormalizer({ since: 0, labels });
  for (let at = since; at <= NOON; at += 60_000) rollup.listen(at);
  for (const payload of payloads) rollup.add(normalizer.take(payload, NOON), NOON);
  return rollup;
}

const at = (ago: number, attributes: Attributes = {}): OtlpSpan =>
  chat(attributes, { start: NOON - ago - 1000, end: NOON - ago });
const READ = 'gen_ai.usage.cache_read.input_tokens';
const UNTOLD = { 'gen_ai.usage.input_tokens': 'none', 'gen_ai.usage.output_tokens': 'none' };

function signal(state: RollupState, id: SignalId, options: Partial<MeasureOptions> = {}): Signal {
  const [measurement] = measure(state, { ...OPTIONS, ...options });
  return measurement?.signals.find(one => one.id === id) ?? assert.fail(`no ${id}`);
}
const total = (payloads: readonly OtlpPayload[], id: SignalId): Reading => signal(heard(payloads).state, id).total;
const valueOf = ({ value }: Reading): number => (value.known ? value.value : assert.fail(value.why));
const whyNot = ({ value }: Reading): string => (value.known ? assert.fail(`is ${value.value}`) : value.why);
const near = (actual: number, expected: number): void =>
  assert.ok(Math.abs(actual - expected) <= Math.abs(expected) * 1e-9, `${actual} is not ${expected}`);

describe('the signals', () => {
  describe('consumption', () => {
    it('tokens and requests a second, by model too', () => {
      const { state } = heard([
        traces(at(60_000), at(120_000), at(180_000, { 'gen_ai.request.model': 'gpt-4o-mini' })),
      ]);
      const input = signal(state, 'input-tokens');
      near(valueOf(input.total), 3000 / 3600);
      assert.deepEqual(
        input.by.map(reading => [reading.of['model'], Math.round(valueOf(reading) * 3600)]),
        [
          ['gpt-4o', 2000],
          ['gpt-4o-mini', 1000],
        ],
      );
      assert.equal(input.total.exactness, 'exact');
      near(valueOf(signal(state, 'requests').total), 3 / 3600);
    });

    it('the least, where some requests tell nothing; unknown, where none does', () => {
      const some = total([traces(at(0), at(0, UNTOLD))], 'input-tokens');
      assert.deepEqual([some.exactness, some.why], ['lower-bound', ["1 of 2 requests don't tell tokens of input"]]);
      near(valueOf(some), 1000 / 3600);
      const none = total([traces(at(0, UNTOLD))], 'input-tokens');
      assert.equal(none.exactness, 'unknown');
      assert.match(whyNot(none), /no request tells tokens of input/);
    });

    it('who is turned away takes nothing, and that is known', () => {
      const { exactness } = total([traces(at(0), at(0, { ...UNTOLD, 'error.type': '429' }))], 'input-tokens');
      assert.equal(exactness, 'exact');
    });

    it('by service, name, or a label of the user', () => {
      const { state } = heard([traces(at(0, { tenant: 'acme', 'gen_ai.prompt.name': 'sum up' }), at(0))], NOON - DAY, [
        'tenant',
      ]);
      const values = (by: Grouping) =>
        signal(state, 'requests', { by: [by] })
          .by.map(({ of }) => Object.values(of)[0])
          .toSorted();
      assert.deepEqual(values({ label: 'tenant' }), ['(not told)', 'acme']);
      assert.deepEqual(values('name'), ['(not told)', 'sum up']);
      assert.deepEqual(values('service'), ['shop']);
    });
  });

  describe('spend', () => {
    it('by our prices, and billed beside it', () => {
      const { state } = heard([traces(at(0, { [READ]: 0, 'gen_ai.usage.cost': 0.5 }), at(0, { [READ]: 0 }))]);
      const [measurement] = measure(state, OPTIONS);
      const [priced, billed] = measurement?.signals.filter(({ id }) => id === 'spend') ?? [];
      assert(priced && billed);
      near(valueOf(priced.total), 2 * 0.003);
      assert.deepEqual([priced.total.basis, priced.total.unit, priced.total.exactness], ['priced', 'USD/h', 'exact']);
      near(valueOf(billed.total), 0.5);
      assert.deepEqual([billed.total.basis, billed.total.exactness], ['billed', 'lower-bound']);
    });

    it('a range where the cache is not told, the least where a model has no price', () => {
      const range = total([traces(at(0))], 'spend');
      assert.equal(range.exactness, 'approximate');
      near(range.range?.low ?? 0, 0.00175);
      near(range.range?.high ?? 0, 0.003);
      const least = total([traces(at(0, { [READ]: 0 }), at(0, { 'gen_ai.request.model': 'ours' }))], 'spend');
      assert.equal(least.exactness, 'lower-bound');
      assert.match(least.why.join(), /1 of 2 requests have no price.*ours/);
      assert.match(whyNot(total([traces(at(0, { 'gen_ai.request.model': 'ours' }))], 'spend')), /ours/);
    });

    it('by request, thousand, million tokens and success', () => {
      const { state } = heard([
        traces(at(0, { [READ]: 0 }), at(0, { [READ]: 0, 'error.type': 'timeout' }), at(0, UNTOLD)),
      ]);
      const { perRequest, perThousand, perMtok, perSuccess } = measure(state, OPTIONS)[0]?.unitCosts ?? assert.fail();
      const first = ([reading]: readonly Reading[]) => reading ?? assert.fail();
      near(valueOf(first(perRequest)), 0.003);
      assert.match(first(perRequest).why.join(), /of 2 of 3 requests/);
      near(valueOf(first(perThousand)), 3);
      near(valueOf(first(perMtok)), 0.006 / 0.0021);
      near(valueOf(first(perSuccess)), 0.006 / 2);
      assert.equal(first(perSuccess).exactness, 'lower-bound');
      assert.deepEqual(perRequest[1]?.of, { model: 'gpt-4o' });
    });
  });

  it('prompt length: the median and p95, now, a day and a week ago', () => {
    const long = (ago: number, many: number) => at(ago, { 'gen_ai.usage.input_tokens': many });
    const many = Array.from({ length: 100 }, (_, index) => long(60_000, 10 * (index + 1)));
    const { state } = heard([traces(...many, long(DAY + 60_000, 400), long(7 * DAY + 60_000, 300))]);
    const p95 = signal(state, 'prompt-length-p95');
    assert.ok(Math.abs(valueOf(p95.total) - 950) <= 10);
    assert.ok(Math.abs(valueOf(signal(state, 'prompt-length-p50').total) - 500) <= 5);
    const [day, week] = p95.before.map(({ reading }) => reading);
    assert(day && week);
    assert.deepEqual(
      p95.before.map(({ label }) => label),
      ['yesterday', 'a week ago'],
    );
    assert.ok(Math.abs(valueOf(day) - 400) <= 4 && Math.abs(valueOf(week) - 300) <= 3);
  });

  describe('the cache', () => {
    it('over the requests that tell it, and what its drop costs', () => {
      const { state } = heard([
        traces(at(0, { [READ]: 200 }), at(0), at(HOUR + 60_000, { [READ]: 800 }), at(HOUR + 60_000, { [READ]: 800 })),
      ]);
      const cache = signal(state, 'cache-prompt');
      near(valueOf(cache.total), 0.2);
      assert.match(cache.total.why.join(), /of 1 of 2 requests/);
      near(valueOf(cache.cost ?? assert.fail()), (0.6 * 1000 * 1.25) / 1e6);
    });

    it('is not known where nobody tells, and costs nothing where it did not drop', () => {
      assert.match(whyNot(total([traces(at(0))], 'cache-prompt')), /no request tells what was cached/);
      const { state } = heard([traces(at(0, { [READ]: 900 }), at(HOUR + 60_000, { [READ]: 800 }))]);
      assert.equal(signal(state, 'cache-prompt').cost, undefined);
    });
  });

  it('routing: shares, what answered for another, and what is expected', () => {
    const served = (model: string) => at(0, { 'gen_ai.response.model': model });
    const { state } = heard([
      traces(served('gpt-4o-2024-08-06'), served('gpt-4o-2024-08-06'), served('gpt-4o-mini'), at(0)),
    ]);
    const routing = signal(state, 'routing', { expected: { 'gpt-4o-mini': 0.1 } });
    near(valueOf(routing.total), 1 / 3);
    const mini = routing.by.find(({ of }) => of['model'] === 'gpt-4o-mini') ?? assert.fail();
    near(valueOf(mini), 0.25);
    assert.match(mini.why.join(), /10 % are expected/);
  });

  it('retries where attempts are told, and never one by default', () => {
    assert.match(whyNot(total([traces(at(0))], 'retries')), /no attempts are told/);
    const inference = at(0);
    const post = () => ({
      ...span({ 'http.request.method': 'POST', 'url.full': 'https://x/v1' }),
      traceId: inference.traceId,
      parentSpanId: inference.spanId,
    });
    near(valueOf(total([traces(inference, post(), post(), post())], 'retries')), 3);
  });

  it('failures and the first token', () => {
    near(valueOf(total([traces(at(0), at(0, { 'error.type': '500' }))], 'failures')), 0.5);
    const first = total([traces(at(0, { 'gen_ai.response.time_to_first_chunk': 0.4 }))], 'first-token-p95');
    assert.ok(Math.abs(valueOf(first) - 0.4) < 0.004);
    assert.match(whyNot(total([traces(at(0))], 'first-token-p95')), /streamed/);
  });

  describe('spans and metrics of the same requests', () => {
    const duration = (count: number, rest: object = {}) =>
      histogram('gen_ai.client.operation.duration', 'delta', { count, sum: count, ...rest });
    const usage = (sum: number, count: number, type = 'input') =>
      histogram('gen_ai.client.token.usage', 'delta', { type, sum, count });
    const rate = (measurements: readonly Measurement[], id: SignalId): Reading =>
      measurements[0]?.signals.find(one => one.id === id)?.total ?? assert.fail();

    it('are never added: spans count where both saw as many', () => {
      const measured = measure(heard([traces(at(0), at(0)), metrics(duration(2), usage(2000, 2))]).state, OPTIONS);
      assert.equal(measured.length, 1);
      near(valueOf(rate(measured, 'requests')), 2 / 3600);
      near(valueOf(rate(measured, 'input-tokens')), 2000 / 3600);
      assert.equal(rate(measured, 'requests').how, 'spans of otel-genai');
    });

    it('metrics count where they saw more, with what only spans tell beside it', () => {
      const sampled = [
        traces(at(0, { 'gen_ai.response.time_to_first_chunk': 0.4 })),
        metrics(duration(10), usage(9000, 10)),
      ];
      const measured = measure(heard(sampled).state, OPTIONS);
      near(valueOf(rate(measured, 'requests')), 10 / 3600);
      near(valueOf(rate(measured, 'input-tokens')), 9000 / 3600);
      assert.match(rate(measured, 'requests').how, /metric gen_ai.client.operation.duration/);
      const output = rate(measured, 'output-tokens');
      assert.deepEqual([Math.round(valueOf(output) * 3600), output.exactness], [50, 'lower-bound']);
      assert.ok(rate(measured, 'first-token-p95').value.known);
    });

    it('two metrics that tell the same, of both generations, are one', () => {
      const both = metrics(
        usage(1000, 1),
        counter('gen_ai.client.inference.usage.input_tokens', 'delta', { value: 1000 }),
        counter('gen_ai.client.inference.usage.cache_read.input_tokens', 'delta', { value: 400 }),
        histogram('gen_ai.client.inference.operation.input_tokens', 'delta', {
          sum: 1000,
          bounds: [500, 2000],
          counts: [0, 1, 0],
        }),
        duration(1),
        histogram('gen_ai.client.inference.duration', 'delta', { sum: 1 }),
      );
      const measured = measure(heard([both]).state, OPTIONS);
      near(valueOf(rate(measured, 'requests')), 1 / 3600);
      near(valueOf(rate(measured, 'input-tokens')), 1000 / 3600);
      near(valueOf(rate(measured, 'cache-prompt')), 0.4);
      const spend = rate(measured, 'spend');
      near(valueOf(spend), (600 * 2.5 + 400 * 1.25) / 1e6);
      assert.equal(spend.range, null);
      assert.deepEqual(rate(measured, 'prompt-length-p95').range, { low: 500, high: 2000 });
    });

    it('each counter by itself', () => {
      const gateway = at(0, { 'gen_ai.cost.total_cost': 0.02, 'metadata.user_api_key_hash': 'k' });
      const measured = measure(heard([traces(at(0), gateway)]).state, OPTIONS);
      assert.deepEqual(
        measured.map(one => [one.counter, one.vocabulary, Math.round(valueOf(rate([one], 'requests')) * 3600)]),
        [
          ['client', 'otel-genai', 1],
          ['gateway', 'litellm', 1],
        ],
      );
    });
  });

  describe('time', () => {
    it('rates are of the time that we listened, and it is said', () => {
      const { state } = heard([traces(at(60_000))], NOON - HOUR / 2);
      const requests = signal(state, 'requests').total;
      near(valueOf(requests), 1 / 1800);
      assert.match(requests.why.join(), /received for 30 min of 60 min/);
    });

    it('what nobody listened to is not known', () => {
      const rollup = heard([], NOON);
      rollup.add(createNormalizer({ since: 0, labels: [] }).take(traces(at(2 * DAY)), NOON), NOON);
      assert.deepEqual(signal(rollup.state, 'requests').before, []);
      assert.match(whyNot(signal(rollup.state, 'requests').total), /did not listen/);
    });

    it('a gap is none of the time', () => {
      const rollup = createRollup(createPricer([]));
      for (let minute = 0; minute <= 60; minute += 1)
        if (minute < 20 || minute > 50) rollup.listen(NOON - HOUR + minute * 60_000);
      assert.equal(rollup.state.listened.length, 2);
      rollup.add(createNormalizer({ since: 0, labels: [] }).take(traces(at(0)), NOON), NOON);
      near(valueOf(signal(rollup.state, 'requests').total), 1 / (28 * 60));
    });

    it('a chart has nothing where nobody listened, and zero where nothing came', () => {
      const { state } = heard([traces(at(60_000), at(60_000), at(HOUR))], NOON - 2 * HOUR);
      const { series } = signal(state, 'requests', { chart: { spanMs: 4 * HOUR, points: 4 } });
      assert.deepEqual(
        series?.values.map(value => value && Math.round(value * 3600)),
        [null, null, 0, 3],
      );
    });

    it('what is older than all that is kept is not kept, and it is said', () => {
      const rollup = heard([traces(at(20 * DAY))]);
      assert.equal(rollup.notes().tooOld, 1);
      assert.equal(rollup.state.series.size, 0);
    });
  });
});
