import assert from 'node:assert/strict';
import { assert as hold, constantFrom, nat, option, property, record, tuple } from 'fast-check';
import { add, minus, NO_MONEY, toDecimal, toNumber, usd } from '../../pricing/money.ts';
import type { BilledRow } from '../../server/core/billing/bill.ts';
import type { DifferenceKind } from '../../server/core/billing/differences.ts';
import { type MeasuredDay, type Reconciliation, reconcile } from '../../server/core/billing/reconcile.ts';
import {
  anthropicCostOf,
  anthropicPage,
  anthropicUsageOf,
  day,
  imported,
  openaiCostOf,
  openaiPage,
  openaiUsageOf,
  spendLogOf,
} from './reports.ts';

const ALL = { since: null, until: null, own: [], calls: null };

/** gpt-4o takes $2.50 in, $1.25 from its cache and $10 out per million. */
const USED = {
  input_tokens: 1_000_000,
  input_cached_tokens: 200_000,
  input_cache_write_tokens: 0,
  output_tokens: 100_000,
};
const LIST = 2 + 0.25 + 1;
const usage = openaiPage([[openaiUsageOf('gpt-4o-2024-08-06', USED)]]);
const costs = (value: number): object => openaiPage([[openaiCostOf('gpt-4o-2024-08-06, input', value)]]);

const seen = (more: Partial<MeasuredDay> = {}, tokens: Partial<MeasuredDay['tokens']> = {}): MeasuredDay => ({
  day: day(0),
  provider: 'openai',
  model: 'gpt-4o',
  requests: 10,
  tokens: { input: 1_000_000, output: 100_000, cacheRead: 200_000, cacheWrite: 0, reasoning: null, ...tokens },
  pricedUsd: LIST,
  ...more,
});

const told = ({ models }: Reconciliation): [DifferenceKind, string, number | null][] =>
  models.flatMap(({ differences }) =>
    differences.map(
      ({ kind, usd: amount, tokens }) => [kind, toDecimal(amount), tokens] as [DifferenceKind, string, number | null],
    ),
  );
const against = (bill: readonly unknown[], measured: readonly MeasuredDay[] | null): Reconciliation =>
  reconcile(bill.map(imported), measured, ALL);

describe('billed, measured and priced by us', () => {
  it('agree to the last digit where they do, whatever the spelling of the model', () => {
    const { days, models } = against([usage, costs(LIST)], [seen()]);
    assert.deepEqual(told(against([usage, costs(LIST)], [seen()])), []);
    assert.deepEqual([days[0]?.provider, days[0]?.model, days[0]?.names], ['openai', 'gpt-4o', ['gpt-4o-2024-08-06']]);
    assert.equal(models[0]?.priced && toDecimal(models[0].priced.low), '3.25');
    assert.deepEqual(told(against([usage, costs(LIST)], null)), []);
  });

  it('traffic that was not measured, at the price of its kind', () => {
    const half = seen({ pricedUsd: LIST / 2 }, { input: 500_000, cacheRead: 100_000, output: 50_000 });
    assert.deepEqual(told(against([usage, costs(LIST)], [half])), [['traffic', '1.625', 550_000]]);
    const more = seen({ pricedUsd: LIST * 2 }, { input: 2_000_000, cacheRead: 400_000, output: 200_000 });
    assert.deepEqual(told(against([usage, costs(LIST)], [more])), [['traffic', '-3.25', -1_100_000]]);
  });

  it('a rate of its own, with no word for why where the numbers have none', () => {
    const { models } = against([usage, costs(3)], [seen()]);
    assert.deepEqual(models[0]?.differences, [{ kind: 'rate', usd: usd(-0.25), tokens: null, why: [] }]);
  });

  it('a discount is told where it is the same on three days', () => {
    const days = [0.9, 0.9, 0.9].map((factor, at) => [
      openaiCostOf('gpt-4o-2024-08-06, input', LIST * factor * (at + 1)),
    ]);
    const used = [1, 2, 3].map(times => [
      openaiUsageOf(
        'gpt-4o-2024-08-06',
        Object.fromEntries(Object.entries(USED).map(([kind, count]) => [kind, count * times])),
      ),
    ]);
    assert.equal(against([openaiPage(days), openaiPage(used)], null).models[0]?.factor?.toFixed(3), '0.900');
    assert.equal(against([openaiPage(days.slice(0, 2)), openaiPage(used.slice(0, 2))], null).models[0]?.factor, null);
  });

  it('a bill that tells batch is priced as batch; one that tells no tier and is half says so', () => {
    const batch = openaiPage([[openaiUsageOf('gpt-4o-2024-08-06', { ...USED, input_cached_tokens: 0, batch: true })]]);
    const half = (2.5 + 1) / 2;
    const [model] = against([batch, costs(half)], [seen({ pricedUsd: 3.5 }, { cacheRead: 0 })]).models;
    assert.deepEqual(model?.differences, [{ kind: 'terms', usd: usd(-half), tokens: null, why: ['served as batch'] }]);

    const untold = openaiPage([[openaiUsageOf('gpt-4o-2024-08-06', { ...USED, batch: null, service_tier: null })]]);
    const [silent] = against([untold, costs(LIST / 2)], null).models;
    assert.deepEqual(
      silent?.differences.map(({ kind, why }) => [kind, why]),
      [['rate', ['as much as batch costs; the bill does not tell how it was served']]],
    );
  });

  it('a cache that only one of both tells', () => {
    const blind = seen({ pricedUsd: 3.5 }, { cacheRead: null, cacheWrite: null });
    const { models } = against([usage, costs(LIST)], [blind]);
    assert.deepEqual(
      models[0]?.differences.map(({ kind, usd: amount, why }) => [kind, toDecimal(amount), why]),
      [['cache', '-0.25', ['the bill tells what was read from the cache or written to it, the measurement does not']]],
    );
  });

  it('what the instrument takes for a price', () => {
    assert.deepEqual(told(against([usage, costs(LIST)], [seen({ pricedUsd: 3 })])), [
      ['instrument-price', '0.25', null],
    ]);
    assert.deepEqual(told(against([usage, costs(LIST)], [seen({ pricedUsd: null })])), []);
  });

  it('days and models that only one of both has', () => {
    const two = openaiPage([
      [openaiUsageOf('gpt-4o', USED), openaiUsageOf('gpt-4o-mini', USED)],
      [openaiUsageOf('gpt-4o', USED)],
    ]);
    const money = openaiPage([
      [openaiCostOf('gpt-4o, input', LIST), openaiCostOf('gpt-4o-mini, input', 0.195)],
      [openaiCostOf('gpt-4o, input', LIST)],
    ]);
    const others = [seen(), seen({ model: 'gpt-4.1', pricedUsd: 2 }), seen({ day: day(5), pricedUsd: 1 })];
    assert.deepEqual(told(against([two, money], others)), [
      ['day-not-measured', '3.25', null],
      ['day-not-billed', '-1', null],
      ['model-not-measured', '0.195', null],
      ['model-not-billed', '-2', null],
    ]);
  });

  it('a bill without tokens explains nothing, and says so', () => {
    const [model] = against([costs(5)], [seen()]).models;
    assert.deepEqual(model?.differences, [
      { kind: 'unexplained', usd: usd(1.75), tokens: null, why: ['the bill tells no tokens'] },
    ]);
    assert.deepEqual(told(against([costs(3.254)], [seen()])), [['rounding', '0.004', null]]);
  });

  it('a price that changed on the day', () => {
    // gpt-5.6-luna: $1 in until 2026-07-29, $0.20 since.
    const at = Date.UTC(2026, 6, 30) / 1000;
    const bucket = (result: object): object => ({
      object: 'page',
      data: [{ object: 'bucket', start_time: at, end_time: at + 86_400, results: [result] }],
      has_more: false,
    });
    const bill = [
      bucket(openaiUsageOf('gpt-5.6-luna', { ...USED, input_cached_tokens: 0, output_tokens: 0 })),
      bucket(openaiCostOf('gpt-5.6-luna, input', 0.7)),
    ];
    assert.deepEqual(told(against(bill, null)), [['price-change', '0.3', null]]);
  });

  it('lengths of prompts that the bill does not tell make a range: within it nothing differs', () => {
    const used = {
      service_tier: 'standard',
      uncached_input_tokens: 1_000_000,
      cache_creation: {},
      cache_read_input_tokens: 0,
      output_tokens: 0,
    };
    const report = (window: string | null): object =>
      anthropicPage([
        [
          anthropicUsageOf('claude-sonnet-4-5', {
            ...used,
            context_window: window,
            cache_creation: { ephemeral_1h_input_tokens: 0, ephemeral_5m_input_tokens: 0 },
          }),
        ],
      ]);
    const bill = (cents: string): object => anthropicPage([[anthropicCostOf(cents, { model: 'claude-sonnet-4-5' })]]);
    assert.deepEqual(told(against([report(null), bill('450')], null)), []);
    assert.deepEqual(told(against([report(null), bill('700')], null)), [['rate', '1', null]]);
    assert.deepEqual(told(against([report('0-200k'), bill('450')], null)), [['rate', '1.5', null]]);
    assert.deepEqual(told(against([report('200k-1M'), bill('600')], null)), []);
  });

  it('sources that tell the same are never added: a bill goes before a gateway, and a day told twice is one', () => {
    const gateway = [spendLogOf({ spend: 99 })];
    const both = against([usage, costs(LIST), gateway, costs(LIST)], null);
    assert.equal(toNumber(both.models[0]?.billed ?? NO_MONEY), LIST);
    assert.deepEqual(both.notes, [
      'OpenAI costs: a day is in two files alike, and counted once',
      'LiteLLM spend logs tells of the same days at openai: OpenAI costs has the word on money',
    ]);
    const alone = against([gateway], null);
    assert.deepEqual([toNumber(alone.models[0]?.billed ?? NO_MONEY), alone.sources[0]?.isBill], [99, false]);
  });

  it('what names no model has a row of its own; days outside are left alone', () => {
    const page = openaiPage([[openaiCostOf('web search tool calls', 0.25)], [openaiCostOf('gpt-4o, input', 1)]]);
    const { models } = against([page], null);
    assert.deepEqual(
      models.map(({ model, names }) => [model, names]),
      [
        ['gpt-4o', ['gpt-4o']],
        [null, ['web search tool calls']],
      ],
    );
    const { span, days } = reconcile([imported(page)], null, { ...ALL, since: day(1), until: day(1) });
    assert.deepEqual([span, days.length], [{ from: day(1), to: day(1) }, 1]);
  });

  it('parts always add up to the difference, to the last digit', () => {
    const counts = record({
      input: nat(1e9),
      cacheRead: option(nat(1e8)),
      cacheWrite: option(nat(1e7)),
      output: nat(1e8),
    });
    const models = constantFrom('gpt-4o', 'claude-sonnet-4-5', 'gpt-5.6-luna', 'deepseek-chat', 'my-own-model');
    const services = constantFrom(null, 'standard' as const, 'batch' as const, 'reserved' as const);
    const filled = <T extends object>(all: T): Partial<T> =>
      Object.fromEntries(Object.entries(all).filter(([, count]) => count !== null)) as Partial<T>;
    hold(
      property(
        models,
        services,
        counts,
        option(counts),
        tuple(option(nat(1e6)), option(nat(1e6))),
        (model, service, bill, use, [billed, spent]) => {
          const row: BilledRow = {
            day: day(0),
            provider: null,
            model,
            usd: billed === null ? null : usd(billed / 1000),
            tokens: filled(bill) as NonNullable<BilledRow['tokens']>,
            requests: null,
            service,
            isLong: null,
            what: 'requests',
            source: 'focus',
          };
          const measured = use && {
            ...seen(),
            provider: null,
            model,
            pricedUsd: spent === null ? null : spent / 1000,
            tokens: { ...use, reasoning: null },
          };
          const { days } = reconcile([{ rows: [row], leftOut: [] }], [measured ?? seen({ day: day(9) })], ALL);
          const found = days.find(one => one.day === day(0));
          const sum = found?.differences.map(part => part.usd).reduce(add, NO_MONEY) ?? NO_MONEY;
          if (billed !== null && measured?.pricedUsd != null)
            assert.equal(toDecimal(sum), toDecimal(minus(usd(billed / 1000), usd(measured.pricedUsd))));
          if (billed !== null && !measured) assert.equal(toDecimal(sum), toDecimal(usd(billed / 1000)));
        },
      ),
      { numRuns: 500 },
    );
  });
});
