import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Reading } from '../../server/core/signals/model.ts';
import { createNormalizer } from '../../server/core/signals/normalize.ts';
import type { OtlpPayload, OtlpSpan } from '../../server/core/signals/otlp/model.ts';
import { createPricer } from '../../server/core/signals/price.ts';
import { createRollup, MOST_SERIES, OTHERS, type RollupState } from '../../server/core/signals/rollup.ts';
import { measure, type MeasureOptions } from '../../server/core/signals/signals.ts';
import { readRollup, writeRollup } from '../../server/core/signals/store.ts';
import type { Grouping } from '../../server/core/signals/windows.ts';
import { chat, counter, histogram, metrics, nested, NOON, span, traces } from './otlp.ts';

const HOUR = 3_600_000;
const OPTIONS: MeasureOptions = {
  now: NOON,
  windowMs: HOUR,
  by: ['model'],
  chart: { spanMs: 6 * HOUR, points: 12 },
};

const pricer = createPricer([]);
function rolledUp(payloads: readonly OtlpPayload[]): RollupState {
  const rollup = createRollup(pricer);
  const normalizer = createNormalizer({ since: 0, labels: [] });
  for (let at = NOON - 10 * HOUR; at <= NOON; at += 60_000) rollup.listen(at);
  for (const payload of payloads) rollup.add(normalizer.take(payload, NOON), NOON);
  return rollup.state;
}

/** All that is said of it, whichever label came first. */
const words = (state: RollupState): string => {
  const of = ({ of: group }: Reading) => JSON.stringify(group);
  const measured = measure(state, OPTIONS).map(one => ({
    ...one,
    unitCosts: null,
    signals: one.signals.map(signal => ({ ...signal, by: signal.by.toSorted((a, b) => (of(a) < of(b) ? -1 : 1)) })),
  }));
  const costs = measure(state, OPTIONS).map(({ unitCosts = {} }) =>
    Object.values(unitCosts).map(all => all.toSorted((a, b) => (of(a) < of(b) ? -1 : 1))),
  );
  return JSON.stringify([measured, costs], (key, value: unknown) =>
    key === 'why' && Array.isArray(value) ? value.toSorted() : value,
  );
};

const call = fc
  .record({
    model: fc.constantFrom('gpt-4o', 'gpt-4o-mini', 'claude-sonnet-4-5', 'ours'),
    input: fc.option(fc.nat(300_000)),
    output: fc.option(fc.nat(4000)),
    read: fc.option(fc.nat(50_000)),
    error: fc.option(fc.constantFrom('429', 'timeout')),
    ago: fc.nat(4 * HOUR),
    isAgent: fc.boolean(),
  })
  .map(({ model, input, output, read, error, ago, isAgent }): OtlpSpan[] => {
    const times = { start: NOON - ago - 1000, end: NOON - ago };
    const inner = chat(
      {
        'gen_ai.request.model': model,
        'gen_ai.usage.input_tokens': input ?? 'none',
        'gen_ai.usage.output_tokens': output ?? 'none',
        'gen_ai.usage.cache_read.input_tokens': read ?? 'none',
        'error.type': error ?? '',
        'gen_ai.provider.name': model.startsWith('claude') ? 'anthropic' : 'openai',
      },
      times,
    );
    const outer = chat({ 'gen_ai.request.model': model, 'gen_ai.response.time_to_first_chunk': 0.3 }, times);
    const agent = span({ 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': 'a' }, { ...times, kind: 1 });
    return isAgent ? nested(inner, outer, agent) : [inner];
  });
const calls = fc.array(call, { minLength: 1, maxLength: 30 }).map(all => all.flat());
const ROUNDS = { numRuns: 40 };

describe('what is summed up', () => {
  it('does not depend on the order in which it comes, nor on how it is cut into requests', () => {
    fc.assert(
      fc.property(
        calls.chain(all =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }), fc.nat(all.length)),
        ),
        ([all, shuffled, cut]) => {
          const cuts = rolledUp([traces(...shuffled.slice(0, cut)), traces(...shuffled.slice(cut))]);
          const single = rolledUp(shuffled.toReversed().map(one => traces(one)));
          const whole = words(rolledUp([traces(...all)]));
          assert.equal(words(cuts), whole);
          assert.equal(words(single), whole);
        },
      ),
      ROUNDS,
    );
  });

  it('by model adds up to the total', () => {
    fc.assert(
      fc.property(calls, all => {
        const [measurement] = measure(rolledUp([traces(...all)]), OPTIONS);
        for (const { id, total, by } of measurement?.signals ?? []) {
          if (!['requests', 'input-tokens', 'output-tokens', 'spend'].includes(id) || !total.value.known) continue;
          const sum = by.reduce((rest, { value }) => rest + (value.known ? value.value : 0), 0);
          assert.ok(
            Math.abs(sum - total.value.value) <= 1e-9 * Math.max(1, sum),
            `${id}: ${sum} is not ${total.value.value}`,
          );
        }
      }),
      ROUNDS,
    );
  });

  it('says the same when it is written and read again', () => {
    const beside = metrics(
      histogram('gen_ai.client.token.usage', 'delta', { type: 'input', sum: 700, bounds: [500], counts: [0, 1] }),
      counter('gen_ai.client.inference.usage.output_tokens', 'delta', { value: 5 }),
    );
    fc.assert(
      fc.property(calls, all => {
        const state = rolledUp([traces(...all), beside]);
        const { state: read, why } = readRollup(writeRollup(state));
        assert.equal(why, null);
        assert.equal(words(read), words(state));
      }),
      ROUNDS,
    );
  });

  it('goes on where it was read, with a gap where nobody listened', () => {
    const { state } = readRollup(writeRollup(rolledUp([traces(chat())])));
    const rollup = createRollup(pricer, state);
    rollup.listen(NOON + HOUR);
    rollup.add(createNormalizer({ since: 0, labels: [] }).take(traces(chat()), NOON), NOON);
    assert.equal(state.listened.length, 2);
    assert.equal(state.series.size, 1);
  });

  it('is empty, with a reason, where the file is broken', () => {
    const sound = writeRollup(rolledUp([traces(chat())]));
    const why = (text: string): string => {
      const read = readRollup(text);
      assert.equal(read.state.series.size, 0);
      return read.why ?? assert.fail(`is read: ${text.slice(0, 80)}`);
    };
    assert.match(why(''), /cut off/);
    assert.match(why(sound.slice(0, -10)), /cut off/);
    assert.match(why('[]'), /no form/);
    assert.match(why('null'), /no form/);
    assert.match(why(sound.replace('"version":2', '"version":1')), /another version/);
    const breaks: [string, string][] = [
      ['"requests":1', '"requests":"1"'],
      ['"requests":1', '"demands":1'],
      ['"counter":"client"', '"counter":"x"'],
      ['"fine":[', '"fine":["a",'],
      ['"listened":[{"from"', '"listened":[{"since"'],
      ['"labels":{}', '"labels":{"a":1}'],
    ];
    for (const [from, to] of breaks) {
      assert.ok(sound.includes(from), from);
      assert.match(why(sound.replace(from, to)), /damaged/, to);
    }
  });

  it('has no more label sets than it may, and loses no request', () => {
    const many = Array.from({ length: MOST_SERIES + 300 }, (_, index) => chat({ 'gen_ai.prompt.name': `p${index}` }));
    const wild = Array.from({ length: 1500 }, (_, index) => chat({ 'gen_ai.request.model': `m${index}` }));
    const state = rolledUp([traces(...many), traces(...wild)]);
    assert.ok(state.series.size <= MOST_SERIES + 501);
    const requests = (by: Grouping) =>
      measure(state, { ...OPTIONS, by: [by] })[0]?.signals.find(({ id }) => id === 'requests') ?? assert.fail();
    const perHour = ({ value }: Reading) => (value.known ? Math.round(value.value * 3600) : assert.fail());
    assert.equal(perHour(requests('model').total), many.length + wild.length);
    assert.ok(requests('name').by.some(({ of }) => of['name'] === OTHERS));
    assert.ok(requests('model').by.some(({ of }) => of['model'] === OTHERS));
  });

  it('forgets what is too old for each size of cell', () => {
    const state = rolledUp([traces(chat())]);
    const cells = () => [...state.series.values()].map(({ tiers }) => tiers.map(({ size }) => size))[0];
    assert.deepEqual(cells(), [1, 1, 1]);
    const rollup = createRollup(pricer, state);
    rollup.listen(NOON + 2 * HOUR);
    assert.deepEqual(cells(), [0, 1, 1]);
    rollup.listen(NOON + 30 * HOUR);
    assert.deepEqual(cells(), [0, 0, 1]);
    rollup.listen(NOON + 16 * 24 * HOUR);
    assert.equal(state.series.size, 0);
  });
});
