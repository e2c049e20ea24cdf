import assert from 'node:assert/strict';
import type { Alert, RateSignal, RateState } from '../../server/core/signals/live.ts';
import { known, type Reading, unknown } from '../../server/core/signals/model.ts';
import { createNormalizer } from '../../server/core/signals/normalize.ts';
import type { OtlpSpan } from '../../server/core/signals/otlp/model.ts';
import { createPricer } from '../../server/core/signals/price.ts';
import { RATE_STEPS, rateAlerts, type RateSeen, stepOf } from '../../server/core/signals/rates.ts';
import { receivedRates } from '../../server/core/signals/rates-received.ts';
import { createRollup } from '../../server/core/signals/rollup.ts';
import { look } from '../../server/core/signals/windows.ts';
import { chat, NOON, traces } from './otlp.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const WEEK = 7 * 24 * HOUR;
const [PAGE, TICKET] = RATE_STEPS;

const reading = (value: number | string): Reading => ({
  value: typeof value === 'number' ? known(value) : unknown(value),
  unit: 'tokens/s',
  exactness: typeof value === 'number' ? 'exact' : 'unknown',
  range: null,
  basis: 'measured',
  of: {},
  window: { from: NOON - HOUR, to: NOON },
  how: 'spans',
  why: [],
});
const seen = (long: number, short: number, base: number | string, requests: number | null = 900): RateSeen => ({
  long: reading(long),
  short: reading(short),
  baseline: { label: 'this time of 2 earlier weeks', reading: reading(base) },
  requests,
});
const said = (...of: Parameters<typeof seen>): number | string | boolean => {
  const { factor, isBeyond } = stepOf('input-tokens', PAGE, seen(...of));
  return isBeyond || (factor.known ? factor.value : factor.why);
};

describe('a rate', () => {
  it('is beyond its baseline where it is so in the long window, and still', () => {
    assert.equal(said(450, 500, 100), true);
    assert.equal(said(450, 300, 100), 3);
    assert.equal(said(300, 900, 100), 3);
    assert.equal(stepOf('input-tokens', TICKET, seen(250, 210, 100)).isBeyond, true);
  });

  it('is not told of where it is little, or of few requests', () => {
    assert.equal(said(9, 9, 2), 4.5);
    assert.equal(said(450, 500, 0.5), 'next to nothing ran at this time of earlier weeks');
    assert.equal(said(450, 500, 100, 19), 'only 19 requests in 30m');
    assert.equal(said(450, 500, 100, null), true);
  });

  it('has no factor without a baseline, or with a part of one', () => {
    assert.equal(said(450, 500, 'nobody listened'), 'no baseline: nobody listened');
    const part = seen(450, 500, 100);
    const baseline = { ...part.baseline, reading: { ...part.baseline.reading, exactness: 'lower-bound' as const } };
    const { factor, isBeyond } = stepOf('input-tokens', PAGE, { ...part, baseline });
    assert.deepEqual([isBeyond, factor.known], [false, false]);
  });

  it('wakes once for all that rises, of the farthest, since it began', () => {
    const of = (id: RateSignal, counter: RateState['counter'], long: number): RateState => ({
      source: 'otlp',
      counter,
      vocabulary: 'otel-genai',
      id,
      steps: RATE_STEPS.map(at => stepOf(id, at, seen(long, long, 100))),
      driver: `model of ${id}`,
    });
    const told = (states: RateState[], before: Alert[] = [], now = NOON) =>
      rateAlerts(states, before, now).map(({ severity, since, title, driver }) => [
        severity,
        since - NOON,
        title,
        driver,
      ]);
    const both = [of('output-tokens', 'client', 450), of('input-tokens', 'gateway', 600)];
    assert.deepEqual(told(both), [
      ['page', 0, 'Input tokens come 6.0× as fast as at this time of 2 earlier weeks', 'model of input-tokens'],
    ]);
    assert.deepEqual(told(both, rateAlerts(both, [], NOON), NOON + HOUR)[0]?.[1], 0);
    assert.deepEqual(told([of('spend', 'client', 300)])[0]?.slice(0, 3), [
      'ticket',
      0,
      'Money goes 3.0× as fast as at this time of 2 earlier weeks',
    ]);
    assert.deepEqual(told([of('spend', 'client', 150)]), []);
  });
});

describe('rates of what was received', () => {
  /** So many requests of 1,000 tokens a minute, from and to so many minutes after noon of some week. */
  const every = (weeks: number, from: number, to: number, perMinute: number, model = 'gpt-4o'): OtlpSpan[] =>
    Array.from({ length: (to - from) * perMinute }, (_, at) => {
      const end = NOON - weeks * WEEK + from * MINUTE + (at * MINUTE) / perMinute + 1;
      return chat({ 'gen_ai.request.model': model }, { start: end - 1000, end });
    });
  function rates(now: number, spans: readonly OtlpSpan[], since = NOON - 15 * 24 * HOUR): RateState[] {
    const rollup = createRollup(createPricer([]));
    for (let time = since; time <= now; time += MINUTE) rollup.listen(time);
    rollup.add(createNormalizer({ since: 0, labels: [] }).take(traces(...spans), now), now);
    return receivedRates(rollup.state, now, 'otlp', hour => look(rollup.state, hour, { now }));
  }
  const input = (states: readonly RateState[]): RateState =>
    states.find(({ id }) => id === 'input-tokens') ?? assert.fail();
  const usual = [...every(1, -180, 60, 4), ...every(2, -180, 60, 2)];

  it('are beyond what earlier weeks had, with what grew most', () => {
    const state = input(rates(NOON, [...usual, ...every(0, -30, 0, 2), ...every(0, -30, 0, 20, 'o3')]));
    assert.deepEqual(
      state.steps.map(({ isBeyond, factor }) => [isBeyond, factor.known && Math.round(factor.value * 10) / 10]),
      [
        [true, 7.3],
        [false, 1.8],
      ],
    );
    assert.deepEqual(state.steps[0]?.baseline.reading.value, known(50));
    assert.equal(state.driver, 'model o3: 100 % of the growth');
    assert.equal(rateAlerts([state], [], NOON).length, 1);
  });

  it('follow the week: what falls after noon each week is no surge', () => {
    const week = (weeks: number): OtlpSpan[] => [...every(weeks, -180, 0, 40), ...every(weeks, 0, 60, 4)];
    for (const minutes of [5, 15, 25]) {
      const now = NOON + minutes * MINUTE;
      const until = [...every(0, -180, 0, 40), ...every(0, 0, minutes, 4)];
      assert.deepEqual(rateAlerts(rates(now, [...week(1), ...week(2), ...until]), [], now), [], `${minutes} min`);
    }
  });

  it('say why there is nothing to say', () => {
    const why = (states: RateState[]): string[] =>
      input(states).steps.map(({ factor }) => (factor.known ? `${factor.value}` : factor.why));
    const surge = every(0, -30, 0, 40);
    const nobody = 'no baseline: nobody listened at this time in the last two weeks';
    assert.deepEqual(why(rates(NOON, surge, NOON - 3 * HOUR)), [nobody, nobody]);
    assert.deepEqual(why(rates(NOON, [...usual, ...every(0, -3, 0, 4)]))[0], 'only 12 requests in 30m');
    const none = 'next to nothing ran at this time of earlier weeks';
    assert.deepEqual(why(rates(NOON, surge)), [none, none]);
  });
});
