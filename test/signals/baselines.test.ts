import assert from 'node:assert/strict';
import { hourOf, medianOf } from '../../server/core/signals/baselines.ts';
import { known, type Reading, type Signal, type SignalId, unknown } from '../../server/core/signals/model.ts';
import { createNormalizer } from '../../server/core/signals/normalize.ts';
import type { OtlpSpan } from '../../server/core/signals/otlp/model.ts';
import { createPricer } from '../../server/core/signals/price.ts';
import { createRollup } from '../../server/core/signals/rollup.ts';
import { measure } from '../../server/core/signals/signals.ts';
import { formatMove } from '../../server/report/readings.ts';
import { chat, NOON, traces } from './otlp.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
/** Ten past noon: the hour is the one from noon on. */
const NOW = NOON + 10 * 60_000;

const at = (time: number, input: number, model = 'gpt-4o'): OtlpSpan =>
  chat({ 'gen_ai.usage.input_tokens': input, 'gen_ai.request.model': model }, { start: time - 1000, end: time });

/** `listened`: for which windows somebody did. */
function signal(id: SignalId, spans: readonly OtlpSpan[], listened: readonly (readonly [number, number])[]): Signal {
  const rollup = createRollup(createPricer([]));
  for (const [from, to] of listened) for (let time = from; time <= to; time += 60_000) rollup.listen(time);
  rollup.add(createNormalizer({ since: 0, labels: [] }).take(traces(...spans), NOW), NOW);
  const [measurement] = measure(rollup.state, { now: NOW, windowMs: 300_000, by: ['model'], chart: null });
  return measurement?.signals.find(one => one.id === id) ?? assert.fail();
}
const told = ({ before }: Signal): [string, number | string][] =>
  before.map(({ label, reading: { value } }) => [label, value.known ? Math.round(value.value * 3600) : value.why]);

describe('this hour of earlier weeks', () => {
  const now = at(NOW - 60_000, 3000);
  const weeks = [at(NOON - WEEK + 50 * 60_000, 7200), at(NOON - WEEK + HOUR, 99), at(NOON - 2 * WEEK + 1, 3600, 'o3')];

  it('is the hour that the clock tells, and the middle of those that were seen', () => {
    const input = signal('input-tokens', [now, ...weeks], [[NOON - 15 * DAY, NOW]]);
    assert.deepEqual(told(input)[0], ['this hour of 2 earlier weeks', 5400]);
    assert.match(
      formatMove(input.total, input.before[0]?.reading ?? assert.fail(), 'x') ?? '',
      /^~?\+567 % against x$/,
    );
    const parts = input.before[0]?.by?.map(({ of, value }) => [
      of['model'],
      value.known && Math.round(value.value * 3600),
    ]);
    assert.deepEqual(parts?.toSorted(), [
      ['gpt-4o', 3600],
      ['o3', 1800],
    ]);
    assert.deepEqual(input.before[0]?.reading.why.at(-1), 'the median of 2026-11-14, 2026-11-07');
  });

  it('is of one week where only one was seen for half of it', () => {
    const listened = [
      [NOON - 2 * WEEK, NOON - 2 * WEEK + 20 * 60_000],
      [NOON - WEEK, NOON - WEEK + 40 * 60_000],
      [NOON, NOW],
    ] as const;
    const [[label, tokens] = []] = told(signal('input-tokens', [now, weeks[0] ?? now, weeks[2] ?? now], listened));
    assert.deepEqual([label, tokens], ['this hour of an earlier week', 10_800]);
  });

  it('gives way to yesterday where nobody listened, and says so', () => {
    const input = signal('input-tokens', [now, at(NOW - DAY - 60_000, 600)], [[NOON - 2 * DAY, NOW]]);
    assert.deepEqual(told(input), [
      ['yesterday', 7200],
      ['this hour of earlier weeks', 'nobody listened at this hour in the last two weeks'],
    ]);
    assert.deepEqual(told(signal('input-tokens', [now], [[NOON, NOW]])), []);
  });

  it('is of rates alone', () => {
    const length = signal('prompt-length-p95', [now, ...weeks], [[NOON - 15 * DAY, NOW]]);
    assert.deepEqual(
      length.before.map(({ label }) => label),
      ['yesterday', 'a week ago'],
    );
  });

  it('moves little by one odd week', () => {
    const reading = (value: number | null): Reading => ({
      value: value === null ? unknown('no samples') : known(value),
      unit: 'tokens/s',
      exactness: value === null ? 'unknown' : 'exact',
      range: null,
      basis: 'measured',
      of: {},
      window: { from: NOON, to: NOON + HOUR },
      how: 'spans',
      why: [],
    });
    assert.deepEqual(medianOf([300, 9000, 200, 0].map(reading))?.value, known(250));
    assert.deepEqual(medianOf([null, 9000, 200, 300].map(reading))?.value, known(300));
    assert.equal(medianOf([reading(null)]), null);
  });

  it('is the hour that most of a window lies in', () => {
    assert.equal(hourOf({ from: NOON - 4 * 60_000, to: NOON + 60_000 }, 1).from, NOON - HOUR - WEEK);
    assert.equal(hourOf({ from: NOON - 60_000, to: NOON + 4 * 60_000 }, 0).from, NOON);
  });
});
