import assert from 'node:assert/strict';
import {
  alertsOf,
  driverOf,
  SPEND_WINDOWS,
  type Spends,
  stateOf,
  windowOf,
} from '../../server/core/signals/budgets.ts';
import { known, type Reading, unknown, type Window } from '../../server/core/signals/model.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const HOUR = 3_600_000;
const BUDGET = { name: 'assistants', perMonth: 720, model: null }; // a dollar an hour
const reading = (usd: number, window: Window, of = {}): Reading => ({
  value: known(usd),
  unit: 'USD',
  exactness: 'exact',
  range: null,
  basis: 'priced',
  of,
  window,
  how: 'spans',
  why: [],
});

/** So many dollars an hour in each window, all of it seen. */
function spends(perHour: (window: string) => number, seenFrom = 0): Spends {
  const each = SPEND_WINDOWS.map(name => {
    const { from, to } = windowOf(name, NOW);
    const seen = { from: Math.max(from, seenFrom), to };
    return [name, reading((perHour(name) * (seen.to - seen.from)) / HOUR, seen)];
  });
  return Object.fromEntries(each) as Spends;
}
const factors = (all: Spends) =>
  stateOf(BUDGET, all, NOW).burn.map(({ long }) =>
    long.value.known ? Math.round(long.value.value * 10) / 10 : long.value.why,
  );

describe('a budget', () => {
  it('burns as fast as it is spent', () => {
    assert.deepEqual(factors(spends(() => 1)), [1, 1, 1]);
    assert.deepEqual(factors(spends(() => 15)), [15, 15, 15]);
  });

  it('is told of where the long and the short window are beyond the limit, and not where one is', () => {
    const burning = (all: Spends) =>
      alertsOf([stateOf(BUDGET, all, NOW)], null, [], NOW).map(({ severity }) => severity);
    assert.deepEqual(burning(spends(() => 0.9)), []);
    assert.deepEqual(burning(spends(name => (name === '1h' || name === '5m' ? 15 : 0))), ['page']);
    assert.deepEqual(burning(spends(name => (name === '1h' ? 15 : 0))), []);
    assert.deepEqual(burning(spends(name => (name === '3d' || name === '6h' ? 2 : 0))), ['ticket']);
  });

  it('keeps since when it burns', () => {
    const state = stateOf(
      BUDGET,
      spends(() => 20),
      NOW,
    );
    const first = alertsOf([state], null, [], NOW);
    assert.equal(alertsOf([state], null, first, NOW + HOUR)[0]?.since, NOW);
  });

  it('says nothing of a window of which little was seen', () => {
    const [hour, six] = factors(spends(() => 2, NOW - 40 * 60_000));
    assert.equal(hour, 2);
    assert.equal(six, 'only 40 min of the last 6 h were seen');
  });

  it('is forecast as a range, and as a lower bound where the month was seen in part', () => {
    const { forecast } = stateOf(
      BUDGET,
      spends(name => (name === '6h' ? 3 : 1)),
      NOW,
    );
    const month = (12 + 20 * 24) * 1;
    const rest = 30 * 24 - month;
    assert.deepEqual([forecast?.low.value, forecast?.high.value], [known(month + rest), known(month + 3 * rest)]);
    assert.equal(forecast?.low.exactness, 'approximate');
    const part = stateOf(
      BUDGET,
      spends(() => 1, NOW - 96 * HOUR),
      NOW,
    ).forecast;
    assert.equal(part?.low.exactness, 'lower-bound');
    assert.match(part?.low.why.at(-1) ?? '', /only the time since 2026-11-17/);
  });

  it('has no factor and no forecast of what is not known', () => {
    const all = spends(() => 1);
    const none = Object.fromEntries(
      SPEND_WINDOWS.map(name => [name, { ...all[name], value: unknown('no price') }]),
    ) as Spends;
    assert.deepEqual(factors(none), ['no price', 'no price', 'no price']);
    assert.equal(stateOf(BUDGET, none, NOW).forecast, null);
  });
});

describe('what grew most', () => {
  const window = { from: 0, to: HOUR };
  const of = (model: string, usd: number) => reading(usd, window, { model });
  it('is named with its part of the growth', () => {
    const now = [of('gpt-4o', 9), of('gpt-4o-mini', 2), of('o3', 1)];
    assert.equal(
      driverOf(now, [of('gpt-4o', 3), of('gpt-4o-mini', 3), of('o3', 0.5)]),
      'model gpt-4o: 92 % of the growth',
    );
  });
  it('is nothing where nothing grew, or where it is not known', () => {
    assert.equal(driverOf([of('o3', 1)], [of('o3', 2)]), null);
    assert.equal(driverOf([of('o3', 1)], [{ ...of('o3', 0), value: unknown('no price') }]), null);
  });
});
