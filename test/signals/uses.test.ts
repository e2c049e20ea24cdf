import assert from 'node:assert/strict';
import { joinTo, type Target } from '../../server/core/signals/join.ts';
import type { Reading } from '../../server/core/signals/model.ts';
import { createNormalizer } from '../../server/core/signals/normalize.ts';
import type { OtlpSpan } from '../../server/core/signals/otlp/model.ts';
import { createPricer } from '../../server/core/signals/price.ts';
import { createRollup, type RollupState } from '../../server/core/signals/rollup.ts';
import { readRollup, writeRollup } from '../../server/core/signals/store.ts';
import { spendByModel, spendsOf, usesOf } from '../../server/core/signals/uses.ts';
import { chat, NOON, traces } from './otlp.ts';

const HOUR = 3_600_000;
const ASKED = { now: NOON, window: { from: NOON - HOUR, to: NOON } };
const told = { 'gen_ai.usage.cache_read.input_tokens': 0 };
const client = chat({ ...told, 'code.file.path': '/app/src/ask.ts', 'code.line.number': 3 });
const gateway = chat({ ...told, 'gen_ai.cost.total_cost': 0.002, 'metadata.user_api_key_hash': 'k' });
const server = chat(told, { kind: 2 });

const target: Target = {
  root: '/app',
  site: 'ask',
  place: { file: 'src/ask.ts', range: { start: { line: 2, character: 0 }, end: { line: 2, character: 9 } } },
  sdk: 'openai',
  operation: 'chat',
  isProduction: true,
  models: ['gpt-4o'],
  isModelOpen: false,
  isCacheMarked: false,
  maxOutput: null,
  function: null,
  names: [],
};

function heard(...spans: OtlpSpan[]): RollupState {
  const rollup = createRollup(createPricer([]));
  for (let at = NOON - 2 * HOUR; at <= NOON; at += 60_000) rollup.listen(at);
  rollup.add(createNormalizer({ since: 0, labels: [] }).take(traces(...spans), NOON), NOON);
  return rollup.state;
}

const valueOf = ({ value }: Reading): number => (value.known ? value.value : assert.fail(value.why));
const near = (actual: number, expected: number): void =>
  assert.ok(Math.abs(actual - expected) < 1e-12, `${actual} is not ${expected}`);
const all = { name: 'all', model: null, perMonth: 100 };

describe('what was used', () => {
  it('is spent once, whoever tells it', () => {
    near(valueOf(spendsOf(heard(client), all, NOON)['1h']), 0.003);
    near(valueOf(spendsOf(heard(client, gateway, server), all, NOON)['1h']), 0.003);
    const byModel = spendByModel(heard(client, gateway, server), ASKED);
    assert.deepEqual(
      byModel.map(({ of }) => of),
      [{ model: 'gpt-4o' }],
    );
    near(valueOf(byModel[0] ?? assert.fail()), 0.003);
  });

  it('is of a call once: its client knows the line', () => {
    const uses = (state: RollupState) =>
      usesOf(state, joinTo([target], '2026-11-21'), ASKED, { source: 'otlp', isSample: false });
    const [use] = uses(heard(client, gateway, server));
    assert(use);
    assert.deepEqual([use.site, use.basis, valueOf(use.requests), valueOf(use.inputMean)], ['ask', 'line', 1, 1000]);
    assert.equal(uses(heard(gateway))[0]?.basis, 'model');
    assert.deepEqual(uses(heard()), []);
  });

  it('is this or more where nobody listened all the time', () => {
    const state = heard(client);
    state.listened.splice(
      0,
      state.listened.length,
      { from: NOON - HOUR, to: NOON - 0.9 * HOUR },
      { from: NOON - 0.1 * HOUR, to: NOON },
    );
    const [use] = usesOf(state, joinTo([target], '2026-11-21'), ASKED, { source: 'otlp', isSample: false });
    assert.deepEqual([use?.requests.exactness, use?.requests.why], ['lower-bound', ['received for 20 % of that time']]);
    assert.deepEqual([use?.spend.exactness, use?.inputMean.exactness], ['lower-bound', 'exact']);
    assert.equal(spendsOf(state, all, NOON)['1h'].exactness, 'lower-bound');
  });

  it('tells how long answers are by the bound that their requests were sent with', () => {
    const sent = (maxOutput: number | null, output: number, more = {}): OtlpSpan =>
      chat({
        'code.file.path': '/app/src/ask.ts',
        'code.line.number': 3,
        'gen_ai.usage.output_tokens': output,
        ...(maxOutput !== null && { 'gen_ai.request.max_tokens': maxOutput }),
        ...more,
      });
    const boundIn = (state: RollupState, maxOutput: number | null) =>
      usesOf(state, joinTo([{ ...target, maxOutput }], '2026-11-21'), ASKED, { source: 'otlp', isSample: false })[0]
        ?.bound;
    const state = heard(
      sent(4096, 300),
      sent(4096, 40),
      sent(256, 256),
      sent(null, 900),
      sent(4096, 0, { 'error.type': '429' }),
    );
    const bound = boundIn(readRollup(writeRollup(state)).state, 4096) ?? assert.fail();
    assert.deepEqual([bound.answers, bound.untold], [2, 1]);
    assert.ok(Math.abs(valueOf(bound.longest) / 300 - 1) < 0.011);
    assert.equal(boundIn(state, 256)?.answers, 1);
    assert.equal(boundIn(state, 512), null);
    assert.equal(boundIn(state, null), null);
    // Gemini thinks within the bound, and some instruments count the answer alone.
    const gemini = { 'gen_ai.provider.name': 'gcp.gemini' };
    assert.equal(boundIn(heard(sent(4096, 300, gemini)), 4096), null);
    assert.equal(boundIn(heard(sent(4096, 300, { ...gemini, 'gen_ai.usage.total_tokens': 1300 })), 4096)?.answers, 1);
  });
});
