import assert from 'node:assert/strict';
import type { Reading, UsageSample } from '../../server/core/signals/model.ts';
import { createNormalizer } from '../../server/core/signals/normalize.ts';
import { decodeOtlp } from '../../server/core/signals/otlp/index.ts';
import type { OtlpPayload } from '../../server/core/signals/otlp/model.ts';
import { createPricer } from '../../server/core/signals/price.ts';
import { createRollup } from '../../server/core/signals/rollup.ts';
import { measure } from '../../server/core/signals/signals.ts';
import { readCaptures } from '../telemetry/captures.ts';
import { take } from './otlp.ts';

/**
 * The program: one chat, one that is streamed, one call of Responses, one embedding, and a chat that is turned away twice. The server
 * billed 1,200 tokens in (1,024 of them from its cache) and 34 out for each, 7 in for the embedding. Null: the instrument does not tell.
 */
type Row = [model: string, input: number | null, output: number | null, cacheRead: number | null];

const TOLD: Readonly<Record<string, Row[]>> = {
  'opentelemetry-openai': [
    ['gpt-4o', 1200, 34, null],
    ['gpt-4o-mini', 1200, 34, null],
    ['gpt-5', 1200, 34, null],
    ['text-embedding-3-small', 7, null, null],
    ['flaky', 1200, 34, null],
  ],
  traceloop: [
    ['gpt-4o', 1200, 34, null],
    ['gpt-4o-mini', null, null, null],
    ['gpt-5', 1200, 34, null],
    ['flaky', 1200, 34, null],
  ],
  openinference: [
    ['gpt-4o-2024', 1200, 34, 1024],
    ['gpt-4o-mini', null, null, null],
    ['gpt-5-2024', 1200, 34, 1024],
    ['text-embedding-3-small', null, null, null],
    ['flaky-2024', 1200, 34, 1024],
  ],
  'ai-sdk': [
    ['gpt-4o', 1200, 34, 1024],
    ['gpt-4o-mini', 1200, 34, 1024],
    ['flaky', 1200, 34, 1024],
    ['text-embedding-3-small', 7, null, null],
  ],
  openlit: [
    ['gpt-4o', 1200, 34, 1024],
    ['gpt-4o-mini', 1200, 34, 1024],
    ['flaky', 1200, 34, 1024],
    ['gpt-5', 1200, 34, 1024],
    ['text-embedding-3-small', 7, null, null],
  ],
};

const captures = readCaptures().map(({ name, signal, body }) => {
  const decoded = decodeOtlp(signal, body);
  return { name, payload: decoded.ok ? decoded.payload : assert.fail(decoded.why) };
});
const payloadsOf = (client: string): OtlpPayload[] =>
  captures.filter(({ name }) => name.startsWith(`${client}-`)).map(({ payload }) => payload);
const samplesOf = (client: string): UsageSample[] => take(payloadsOf(client)).samples;

describe('what real clients sent', () => {
  for (const [client, rows] of Object.entries(TOLD))
    it(`${client}: the tokens that were billed, each once`, () => {
      for (const payloads of [payloadsOf(client), payloadsOf(client).toReversed()]) {
        const told = take(payloads).samples.map(({ requestModel, responseModel, tokens }) => [
          requestModel ?? responseModel,
          tokens.input,
          tokens.output,
          tokens.cacheRead,
        ]);
        assert.deepEqual(new Set(told.map(String)), new Set(rows.map(String)));
        assert.equal(told.length, rows.length);
      }
    });

  it('who is paid, for what, and what only one of them tells', () => {
    for (const client of Object.keys(TOLD))
      for (const { provider, service, error, billedUsd, operation, requestModel, responseModel } of samplesOf(client)) {
        assert.deepEqual([provider, error, billedUsd], ['openai', null, null]);
        assert.equal(operation, (requestModel ?? responseModel)?.startsWith('text-') ? 'embedding' : 'chat');
        assert.equal(service, 'shop');
      }
    const tell = <T>(read: (sample: UsageSample) => T | null): string[] =>
      Object.keys(TOLD).filter(client => samplesOf(client).some(sample => read(sample) !== null));
    assert.deepEqual(
      tell(({ firstTokenMs }) => firstTokenMs),
      ['ai-sdk', 'openlit'],
    );
    assert.deepEqual(
      tell(({ tokens }) => tokens.reasoning),
      ['openinference', 'openlit'],
    );
    assert.deepEqual(
      tell(({ name }) => name),
      ['ai-sdk'],
    );
    assert.deepEqual(
      tell(({ attempts }) => attempts),
      [],
    );
  });

  it('all of it again changes nothing', () => {
    const normalizer = createNormalizer({ since: 0, labels: [] });
    const all = captures.map(({ payload }) => payload);
    const first = take(all, normalizer);
    assert.deepEqual(take(all, normalizer), { samples: [], increments: [] });
    assert.equal(first.samples.length, 23);
  });

  it('metrics say the same as spans, and are not added to them', () => {
    const payloads = payloadsOf('opentelemetry-openai');
    const { increments } = take(payloads);
    const sum = (metric: string, quantity: string): number =>
      increments
        .filter(one => one.metric === metric && one.quantity === quantity)
        .reduce((all, one) => all + (quantity === 'duration-s' ? (one.count ?? 0) : one.amount), 0);
    assert.equal(sum('gen_ai.client.token.usage', 'input'), 4 * 1200 + 7);
    assert.equal(sum('gen_ai.client.token.usage', 'output'), 4 * 34);
    assert.equal(sum('gen_ai.client.operation.duration', 'duration-s'), 5);

    const now = Math.max(...take(payloads).samples.map(({ at }) => at)) + 1000;
    const rollup = createRollup(createPricer([]));
    const normalizer = createNormalizer({ since: 0, labels: [] });
    for (let at = now - 3_600_000; at <= now; at += 60_000) rollup.listen(at);
    for (const payload of payloads) rollup.add(normalizer.take(payload, now), now);
    const [measurement] = measure(rollup.state, { now, windowMs: 3_600_000, by: ['model'], chart: null });
    const perHour = (id: string): number => {
      const { value }: Reading = measurement?.signals.find(one => one.id === id)?.total ?? assert.fail();
      return value.known ? Math.round(value.value * 3600) : assert.fail(value.why);
    };
    assert.deepEqual(
      [perHour('requests'), perHour('input-tokens'), perHour('output-tokens')],
      [5, 4 * 1200 + 7, 4 * 34],
    );
  });

  it('exponential histograms and parts of totals', () => {
    const { increments } = take(payloadsOf('delta-and-exponential'));
    assert.deepEqual(
      increments.map(({ quantity, amount, count }) => [quantity, amount, count]),
      [
        ['duration-s', 50.5, 100],
        ['input', 1234, null],
        ['duration-s', 2, 1],
      ],
    );
    const [, top] = increments.at(-1)?.buckets?.bounds ?? [];
    assert.ok(top !== undefined && Math.abs(top - 2) < 1e-9);
  });
});
