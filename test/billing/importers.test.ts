import assert from 'node:assert/strict';
import { assert as hold, constantFrom, jsonValue, nat, property, tuple } from 'fast-check';
import { toDecimal } from '../../pricing/money.ts';
import type { BilledRow } from '../../server/core/billing/bill.ts';
import { importJson } from '../../server/core/billing/importers/index.ts';
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

const rowsOf = (json: unknown): readonly BilledRow[] => imported(json).rows;
const leftOutOf = (json: unknown): string[] =>
  (importJson(json)?.leftOut ?? []).map(({ why, count }) => `${count} ${why}`);
const money = ({ usd }: BilledRow): string | null => usd && toDecimal(usd);

describe('reports of use and money', () => {
  it('OpenAI usage: what was read from the cache and written to it is a part of the input', () => {
    const counts = {
      input_tokens: 5000,
      input_cached_tokens: 1800,
      input_cache_write_tokens: 200,
      output_tokens: 1000,
    };
    const [row] = rowsOf(openaiPage([[openaiUsageOf('gpt-4o-2024-08-06', counts)]]));
    assert.deepEqual(row, {
      day: day(0),
      provider: 'openai',
      model: 'gpt-4o-2024-08-06',
      usd: null,
      tokens: { input: 3000, cacheRead: 1800, cacheWrite: 200, cacheWrite1h: 0, output: 1000 },
      requests: 10,
      service: 'standard',
      isLong: null,
      what: 'completions',
      source: 'openai-usage',
    });
  });

  it('OpenAI usage: sound and pictures are apart, and a cache that is not told is not none', () => {
    const byMedium = {
      input_tokens: 900,
      input_text_tokens: 400,
      input_cached_text_tokens: 100,
      input_audio_tokens: 400,
      output_tokens: 300,
      output_text_tokens: 100,
    };
    const old = { input_tokens: 900, output_tokens: 300, input_audio_tokens: 50, output_audio_tokens: 20, batch: true };
    const [row, before] = rowsOf(
      openaiPage([[openaiUsageOf('gpt-audio', byMedium)], [openaiUsageOf('gpt-audio', old)]]),
    );
    assert.deepEqual(row?.tokens, { input: 400, cacheRead: 100, output: 100, media: 600 });
    assert.deepEqual(before?.tokens, { input: 900, output: 300, media: 70 });
    assert.equal(before?.service, 'batch');
  });

  it('OpenAI embeddings have no output and no cache', () => {
    const result = {
      object: 'organization.usage.embeddings.result',
      input_tokens: 20,
      num_model_requests: 2,
      model: 'text-embedding-3-small',
    };
    assert.deepEqual(rowsOf(openaiPage([[result]]))[0]?.tokens, {
      input: 20,
      cacheRead: 0,
      cacheWrite: 0,
      cacheWrite1h: 0,
      output: 0,
    });
  });

  it('OpenAI costs: a line item names a model, a kind and a tier, or nothing of it', () => {
    const rows = rowsOf(
      openaiPage([
        [
          openaiCostOf('gpt-4o-2024-08-06, cached input', 0.06, { quantity: 48_000, quantity_unit: 'tokens' }),
          openaiCostOf('priority | gpt-5.6-sol, output, long context', 1.5, {
            quantity: 2,
            quantity_unit: '1000_tokens',
          }),
          openaiCostOf('gpt-image-1 image, output', 4),
          openaiCostOf('web search tool calls', 0.25, { quantity: 25 }),
          openaiCostOf(null, 9.99),
        ],
      ]),
    );
    const none = { input: 0, cacheRead: 0, cacheWrite: 0, cacheWrite1h: 0, output: 0 };
    assert.deepEqual(
      rows.map(row => [row.model, row.tokens, row.service, row.isLong, money(row)]),
      [
        ['gpt-4o-2024-08-06', { ...none, cacheRead: 48_000 }, 'standard', false, '0.06'],
        ['gpt-5.6-sol', { ...none, output: 2000 }, 'priority', true, '1.5'],
        ['gpt-image-1', null, 'standard', false, '4'],
        [null, null, null, null, '0.25'],
        [null, null, null, null, '9.99'],
      ],
    );
  });

  it('another currency is not converted, and told; so is what is no number', () => {
    const euros = openaiCostOf('gpt-4o, input', 1, { amount: { value: 1, currency: 'eur' } });
    const broken = openaiCostOf('gpt-4o, input', 1, { amount: { currency: 'usd' } });
    const page = openaiPage([[euros, euros, broken]]);
    assert.deepEqual(rowsOf(page), []);
    assert.deepEqual(leftOutOf(page), ['2 billed in EUR: not converted', '1 no amount, or no day']);
    assert.deepEqual(leftOutOf(anthropicPage([[anthropicCostOf('12', { currency: 'GBP' })]])), [
      '1 billed in GBP: not converted',
    ]);
  });

  it('Anthropic usage: every kind of input apart, the tier and the window told', () => {
    const rows = rowsOf(
      anthropicPage([
        [
          anthropicUsageOf('claude-sonnet-4-6'),
          anthropicUsageOf('claude-sonnet-4-6', { service_tier: 'batch', context_window: '200k-1M' }),
          anthropicUsageOf('claude-sonnet-4-6', { service_tier: 'priority' }),
        ],
      ]),
    );
    assert.deepEqual(rows[0]?.tokens, {
      input: 1500,
      cacheRead: 200,
      cacheWrite: 500,
      cacheWrite1h: 1000,
      output: 500,
    });
    assert.deepEqual(
      rows.map(({ service, isLong }) => [service, isLong]),
      [
        ['standard', false],
        ['batch', true],
        ['reserved', false],
      ],
    );
  });

  it('Anthropic costs are cents as a decimal text: "123.45" is $1.2345', () => {
    const [row, search] = rowsOf(
      anthropicPage([
        [
          anthropicCostOf('123.45'),
          anthropicCostOf('12', {
            description: 'Web Search Usage',
            model: null,
            cost_type: 'web_search',
            token_type: null,
          }),
        ],
      ]),
    );
    assert.deepEqual(
      [row && money(row), row?.model, row?.what],
      ['1.2345', 'claude-sonnet-4-6', 'Claude Sonnet 4.6 Usage - Input Tokens'],
    );
    assert.deepEqual([search && money(search), search?.model, search?.what], ['0.12', null, 'Web Search Usage']);
  });

  it('LiteLLM logs: a request each, what its own cache answered left out, summed by day', () => {
    const hit = spendLogOf({ cache_hit: 'True', spend: 0 });
    const untold = spendLogOf({
      metadata: null,
      custom_llm_provider: 'bedrock',
      model: 'anthropic.claude-sonnet-4-6-v1:0',
    });
    const rows = rowsOf([spendLogOf(), spendLogOf(), hit, untold]);
    assert.deepEqual(
      rows.map(row => [row.provider, row.model, row.requests, row.tokens, money(row)]),
      [
        ['openai', 'gpt-4o', 2, { input: 400, cacheRead: 1600, cacheWrite: 0, cacheWrite1h: 0, output: 200 }, '0.0246'],
        ['aws', 'anthropic.claude-sonnet-4-6-v1:0', 1, { input: 1000, output: 100 }, '0.0123'],
      ],
    );
    assert.deepEqual(leftOutOf([spendLogOf(), hit]), ["1 requests that were answered from LiteLLM's own cache"]);
  });

  it('LiteLLM logs of days, reports and daily activity', () => {
    const [summed] = rowsOf([{ startTime: day(0), spend: 3, users: { '': 3 }, models: { 'gpt-4o': 3 }, '88dc': 3 }]);
    assert.deepEqual([summed?.model, summed?.tokens, summed && money(summed)], ['gpt-4o', null, '3']);

    const metadata = [{ model: 'gpt-4', spend: 0.00123, total_tokens: 28, api_key: '88dc28' }];
    const teams = [{ team_name: 'Prod Team', total_spend: 0.00123, metadata }];
    const [reported] = rowsOf([{ group_by_day: `${day(1)}T00:00:00+00:00`, teams }]);
    assert.deepEqual([reported?.day, reported?.model, reported?.tokens], [day(1), 'gpt-4', { unsplit: 28 }]);
    assert.deepEqual(leftOutOf([{ api_key: 'x', total_cost: 0.32, model_details: [] }]), [
      '1 without a day: ask for the report by team',
    ]);

    const metrics = {
      spend: 0.5,
      prompt_tokens: 1000,
      completion_tokens: 9,
      cache_read_input_tokens: 900,
      cache_creation_input_tokens: 0,
      api_requests: 4,
      successful_requests: 3,
    };
    const activity = {
      results: [{ date: day(0), metrics, breakdown: { models: { 'gpt-4o-mini': { metrics } } } }],
      metadata: { has_more: true },
    };
    const [active] = rowsOf(activity);
    assert.deepEqual(
      [active?.tokens, active?.requests],
      [{ input: 100, cacheRead: 900, cacheWrite: 0, cacheWrite1h: 0, output: 9 }, 3],
    );
    assert.deepEqual(leftOutOf(activity), ['1 pages that are not in the file: it says that there are more']);
  });

  it('pages one after the other are one report; the last says whether it is whole', () => {
    const pages = [
      openaiPage([[openaiCostOf('gpt-4o, input', 1)]], 'page_2'),
      openaiPage([[openaiCostOf('gpt-4o, input', 2)]]),
    ];
    assert.deepEqual(rowsOf(pages).map(money), ['3']);
    assert.deepEqual(leftOutOf(pages), []);
    assert.deepEqual(leftOutOf(pages.slice(0, 1)), ['1 pages that are not in the file: it says that there are more']);
    assert.deepEqual(importJson(openaiPage([[]]))?.rows, []);
  });

  it('is not taken for a report: other JSON, whatever it is', () => {
    for (const json of [
      null,
      1,
      'text',
      [],
      {},
      [1],
      { data: 'x' },
      { data: [{ id: 'model', object: 'model' }] },
      [{ startTime: 1 }],
    ])
      assert.equal(importJson(json), null, JSON.stringify(json));
    hold(property(jsonValue(), json => importJson(json) === null || importJson(json) !== undefined));
  });

  it('never throws on a report that is broken somewhere', () => {
    const whole = [
      openaiPage([[openaiUsageOf('gpt-4o', { input_tokens: 1, output_tokens: 1 }), openaiCostOf('gpt-4o, input', 1)]]),
      anthropicPage([[anthropicUsageOf('claude-sonnet-4-6'), anthropicCostOf('1')]]),
      [spendLogOf()],
    ].map(json => JSON.stringify(json));
    const broken = tuple(constantFrom(...whole), nat(), jsonValue()).map(([text, at, value]) => {
      const fields = text.match(/"\w+":/g) ?? [];
      const name = fields[at % fields.length]?.slice(1, -2);
      return JSON.parse(text, (key, before: unknown) => (key === name ? value : before)) as unknown;
    });
    hold(
      property(broken, json => {
        for (const row of importJson(json)?.rows ?? []) {
          assert.match(row.day, /^\d{4}-\d\d-\d\d$/);
          assert.ok(Object.values(row.tokens ?? {}).every(count => Number.isSafeInteger(count) && count >= 0));
        }
      }),
      { numRuns: 1000 },
    );
  });
});
