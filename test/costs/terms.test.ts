import assert from 'node:assert/strict';
import { add, toDecimal } from '../../pricing/money.ts';
import type { OwnPrice } from '../../pricing/own.ts';
import { ownPrice } from '../harness/own-price.ts';
import { costOf } from '../../server/core/costs/index.ts';
import type { CallSite, Usage } from '../../server/core/model.ts';
import { writeAmount } from '../../server/report/arithmetic.ts';
import { call, meter, model, placeAt, text } from './call.ts';

/** $2 in, $0.50 cached, $8 out per million tokens. */
const GPT = model('gpt-4.1', 'openai');
const HAIKU = model('claude-haiku-4-5', 'anthropic');
const LOCAL = model('llama-3.3-70b', 'localhost');

const OWN = ownPrice({ model: 'gpt-4.1*' });
const USAGE: Usage = {
  callsPerMonth: null,
  cacheHitRate: null,
  cacheWrite: null,
  holes: null,
  outputTokens: null,
  source: null,
};

const served = (value: 'batch' | 'flex' | 'priority'): Partial<CallSite> => ({ service: { known: true, value } });
const total = (cost: ReturnType<typeof costOf>): string => (cost.perCall ? writeAmount(cost.perCall.total) : 'none');

describe('how a call is served', () => {
  it('decides its price: a batch takes half', () => {
    const batch = costOf(call([GPT], [text(1000)], served('batch')), meter);
    assert.equal(total(batch), '$0.001–$0.003');
    assert.match(batch.models[0]?.terms ?? '', /^batch × 0\.5: https:/);
  });

  it('takes the price that is listed for priority', () =>
    assert.equal(total(costOf(call([GPT], [text(1000)], served('priority')), meter)), '$0.0035–$0.0105'));

  it('takes twice the list price for priority where that is said', () => {
    const cost = (id: string): string =>
      total(costOf(call([model(id, 'openai')], [text(1000)], served('priority')), meter));
    assert.equal(cost('gpt-5.1'), '$0.0025–$0.0125');
    assert.equal(cost('gpt-5.1-chat-latest'), '≥$0.00125', 'priced as gpt-5.1, and not sold so');
  });

  it('is a bound where only the direction is known', () => {
    const mistral = model('mistral-large-latest', 'mistral');
    const flex = costOf(call([mistral], [text(1000)], served('flex')), meter);
    assert.equal(flex.perCall?.input.low, 0n);
    assert.ok(flex.why.includes('what mistral takes for flex is not known'));
    const priority = costOf(call([mistral], [text(1000)], served('priority')), meter);
    assert.equal(priority.perCall?.total.high, null);
  });

  it('is a bound for a model that is not sold so, whatever others of its seller take', () => {
    const flexOf = (id: string, provider = 'openai'): ReturnType<typeof costOf> =>
      costOf(call([model(id, provider)], [text(1000)], served('flex')), meter);
    for (const id of ['gpt-4.1', 'gpt-4o', 'o3-mini', 'o3-pro', 'gpt-5-chat-latest', 'gpt-5-codex', 'gpt-5-pro']) {
      const { perCall, why, models } = flexOf(id);
      assert.equal(perCall?.total.low, 0n, id);
      assert.equal(models[0]?.terms, null);
      assert.ok(why.includes(`what openai takes for flex is not known for ${id}, which may not be served so`), id);
    }
    for (const id of ['o3', 'o4-mini-2025-04-16', 'gpt-5', 'gpt-5-mini-2025-08-07', 'gpt-5.4-nano', 'gpt-5.6'])
      assert.match(flexOf(id).models[0]?.terms ?? '', /^flex × 0\.5: https:/, id);
    assert.equal(flexOf('gpt-5', 'azure').perCall?.total.low, 0n, 'what OpenAI sells, Azure may not');
    assert.equal(flexOf('claude-sonnet-4-5', 'google').perCall?.total.low, 0n);
  });

  it('of a batch is not told for what it reads from a cache, where the list has no price for that', () => {
    const cached = (id: string): unknown => {
      const batch = costOf(call([model(id, 'openai')], [text(2000)], { ...served('batch'), kind: 'chat' }), meter);
      const later = batch.models[0]?.cache?.prices?.later.lines[0];
      return later && (later.rates === null ? 'no price' : toDecimal(later.rates.atMinPerMtok));
    };
    assert.equal(cached('gpt-5'), '0.0625');
    assert.equal(cached('gpt-4.1'), 'no price');
  });

  it('is no less than flex where the program decides', () => {
    const why = 'the service tier is decided at run time';
    const cost = costOf(call([GPT], [text(1000)], { service: { known: false, why } }), meter);
    assert.equal(total(cost), '≥$0.001');
    assert.ok(cost.why.includes(why));
  });
});

describe('the lines of a cost', () => {
  it('add up to it, to the last digit', () => {
    for (const candidate of [GPT, HAIKU, model('gemini-2.5-pro', 'google')]) {
      const { models } = costOf(call([candidate], [text(123_457)]), meter, { ...USAGE, cacheHitRate: 0.37 });
      for (const { cost, lines } of models.flatMap(one => [one, ...(one.expected ? [one.expected] : [])])) {
        assert.ok(cost && lines.length > 0);
        assert.equal(lines.map(({ amount }) => amount.low).reduce(add), cost.total.low);
        assert.equal(lines.map(({ amount }) => amount.high ?? assert.fail()).reduce(add), cost.total.high);
      }
    }
  });
});

describe('what the user states', () => {
  it('is a cache hit rate: the part that is kept is cheap', () => {
    const { perCall, expected } = costOf(call([GPT], [text(2000)]), meter, { ...USAGE, cacheHitRate: 0.75 });
    assert.equal(perCall && toDecimal(perCall.input.low), '0.004');
    assert.equal(expected && toDecimal(expected.input.low), '0.00175');
  });

  it('may be that the rest is written to the cache', () => {
    const usage: Usage = { ...USAGE, cacheHitRate: 0.5, cacheWrite: '1h' };
    const { models } = costOf(call([HAIKU], [text(8000)]), meter, usage);
    assert.deepEqual(
      models[0]?.expected?.lines.map(({ label, part }) => [label, part]),
      [
        ['input read from cache', 0.5],
        ['input written to cache for 1h', 0.5],
        ['output', 1],
      ],
    );
  });

  it('changes nothing where a prompt is too short to be kept, or nothing stated: it is never assumed', () => {
    const { expected, why } = costOf(call([GPT], [text(100)]), meter, { ...USAGE, cacheHitRate: 0.75 });
    assert.equal(expected, null);
    assert.match(why.join('\n'), /gpt-4\.1 keeps no prompt under 1,024 tokens/);
    assert.equal(costOf(call([GPT], [text(2000)]), meter, USAGE).expected, null);
  });

  it('is how often a call is made: only then there is a month', () => {
    const { perMonth } = costOf(call([GPT], [text(1000)]), meter, { ...USAGE, callsPerMonth: 30_000 });
    assert.equal(perMonth && writeAmount(perMonth.amount), '$60.00–$180.00');
    assert.equal(costOf(call([GPT], [text(1000)]), meter).perMonth, null);
  });

  it('is a price of their own, a discount, a machine by the hour', () => {
    const at = (row: Partial<OwnPrice>, candidate = GPT): ReturnType<typeof costOf> =>
      costOf(call([candidate], [text(1000)]), { ...meter, prices: [{ ...OWN, ...row }] });
    assert.equal(total(at({ input: 1 })), '$0.001–$0.005', 'what is not given stays as it is listed');
    assert.equal(total(at({ discount: 15 })), '$0.0017–$0.0051');
    assert.equal(total(at({ discount: 15, provider: 'azure' })), '$0.002–$0.006', 'another seller');
    assert.deepEqual(at({ discount: 15 }).why, ['gpt-4.1: list price less your own discount of 15 %']);
    const machine = { model: 'llama*', gpuHour: 3.6, gpus: 2, tokensPerSecond: 1000 };
    assert.equal(total(at(machine, LOCAL)), '~$0.002–$0.003');
    assert.equal(total(at({}, LOCAL)), 'none');
  });
});

describe('loops around a call', () => {
  const loop = (count: CallSite['repeats'][number]['count'], kind: 'each' | 'turns' = 'each'): CallSite =>
    call([GPT], [text(1000)], { repeats: [{ kind, over: 'tickets', count, place: placeAt(7) }] });
  const round = (site: CallSite): string | null => {
    const { perRun } = costOf(site, meter);
    return perRun && writeAmount(perRun);
  };

  it('multiply it where their length is known', () =>
    assert.equal(round(loop({ known: true, value: 40 })), '$0.08–$0.24'));
  it('say nothing where it is not, or where each round is longer than the last', () => {
    assert.equal(round(loop({ known: false, why: 'a parameter' })), null);
    assert.equal(round(loop({ known: true, value: 40 }, 'turns')), null);
  });
});
