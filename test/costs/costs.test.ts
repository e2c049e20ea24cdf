import assert from 'node:assert/strict';
import { NO_MONEY, toNumber, usd } from '../../pricing/money.ts';
import { costOf, onOtherModels } from '../../server/core/costs/index.ts';
import type { Amount } from '../../server/core/model.ts';
import { call, eitherOf, hole, meter, model, NO_LIMIT, text } from './call.ts';

/** $0.40 in, $1.60 out per million tokens. */
const MINI = model('gpt-4.1-mini', 'openai');
/** $2 in, $8 out. */
const FULL = model('gpt-4.1', 'openai');
const UNPRICED = model('shop-finetune', 'openai');

const amount = (low: number, high: number | null, exactness: Amount['exactness']): object => ({ low, high, exactness });
const tidy = ({ low, high, exactness }: Amount): object =>
  amount(toNumber(low), high === null ? null : toNumber(high), exactness);

describe('the cost of a call', () => {
  it('is exact for a known prompt, and a range for an answer with a bound', () => {
    const { perCall, why } = costOf(call([MINI], [text(1000)]), meter);
    assert.ok(perCall);
    assert.deepEqual(tidy(perCall.input), amount(0.0004, 0.0004, 'exact'));
    assert.deepEqual(tidy(perCall.output), amount(0, 0.0008, 'exact'));
    assert.deepEqual(tidy(perCall.total), amount(0.0004, 0.0012, 'exact'));
    assert.deepEqual(why, []);
  });

  it('is a lower bound where a part of the prompt is dynamic', () => {
    const { perCall, why } = costOf(call([MINI], [text(1000), hole('question')]), meter);
    assert.ok(perCall);
    assert.deepEqual(tidy(perCall.input), amount(0.0004, null, 'lower-bound'));
    assert.deepEqual(tidy(perCall.output), amount(0, 0.0008, 'exact'));
    assert.deepEqual(tidy(perCall.total), amount(0.0004, null, 'lower-bound'));
    assert.match(why.join('\n'), /question/);
  });

  it('has no upper end without an output limit', () => {
    const { perCall, why, models } = costOf(call([MINI], [text(1000)], { maxOutput: NO_LIMIT }), meter);
    assert.ok(perCall);
    assert.deepEqual(tidy(perCall.output), amount(0, null, 'unknown'));
    assert.deepEqual(tidy(perCall.total), amount(0.0004, null, 'lower-bound'));
    assert.ok(why.includes('no output limit is set; gpt-4.1-mini itself stops at 32,768 tokens'));
    assert.ok(models[0]?.limit);
    assert.deepEqual(tidy(models[0].limit.cost.output), amount(0, 0.0524288, 'exact'));
  });

  it("tells nothing of the model's own limit where the call sets one, or where no page tells it", () => {
    const legacy = model('gpt-4', 'openai');
    assert.equal(costOf(call([MINI], [text(1000)]), meter).models[0]?.limit, null);
    const { models, why } = costOf(call([MINI, legacy], [text(1000)], { maxOutput: NO_LIMIT }), meter);
    assert.equal(models[1]?.limit, null);
    assert.ok(why.includes('no output limit is set'));
  });

  it('is unknown where nothing of the prompt is seen and nothing bounds the answer', () => {
    const prompt = { messages: [], attachments: [], open: ['`messages` is a parameter'] };
    const { perCall, why } = costOf(call([MINI], [], { prompt, maxOutput: NO_LIMIT }), meter);
    assert.equal(perCall?.total.exactness, 'unknown');
    assert.deepEqual(why[0], '`messages` is a parameter');
  });

  it('is input alone for an embedding', () => {
    const embedding = model('text-embedding-3-small', 'openai');
    const { perCall } = costOf(call([embedding], [text(1000)], { kind: 'embedding', maxOutput: NO_LIMIT }), meter);
    assert.ok(perCall);
    assert.deepEqual(tidy(perCall.output), amount(0, 0, 'exact'));
    assert.deepEqual(tidy(perCall.total), amount(0.00002, 0.00002, 'exact'));
  });

  it('takes the price of the length at both ends of a range', () => {
    // Gemini 2.5 Pro takes $1.25 per million tokens, $2.50 from 200,001 on, and twice the rate for output too.
    const gemini = model('gemini-2.5-pro', 'google');
    const { perCall } = costOf(call([gemini], [eitherOf([text(100_000)], [text(300_000)])]), meter);
    const { low, high } = perCall?.input ?? { low: NO_MONEY, high: NO_MONEY };
    assert.ok(low > usd(0.12) && low < usd(0.13) && (high ?? NO_MONEY) > usd(0.72) && (high ?? NO_MONEY) < usd(0.78));
    assert.equal(perCall?.output.high, usd(0.0075));
  });

  it('is a lower bound where the price depends on the hour', () => {
    const { perCall, why } = costOf(call([model('deepseek-chat', 'deepseek')], [text(1000)]), meter);
    assert.equal(perCall?.total.exactness, 'lower-bound');
    assert.equal(perCall.total.high, null);
    assert.match(why[0] ?? '', /deepseek-chat: the price depends on the hour/);
  });

  it('is unknown where the catalogue has no price for the output', () => {
    const davinci = model('davinci', 'azure', 'mapping');
    const { perCall, why } = costOf(call([davinci], [text(1000)]), meter);
    assert.deepEqual([perCall?.input.exactness, perCall?.output.exactness], ['exact', 'unknown']);
    assert.match(why[0] ?? '', /no price for the output of davinci/);
  });
});

describe('the cost of a call that several models may answer', () => {
  it('is the range over them', () => {
    const { perCall, models, input } = costOf(call([FULL, MINI], [text(1000)]), meter);
    assert.equal(models.length, 2);
    assert.deepEqual([input.min, input.max, input.exactness], [1000, 1000, 'exact']);
    assert.deepEqual(perCall && tidy(perCall.input), amount(0.0004, 0.002, 'exact'));
    assert.deepEqual(perCall && tidy(perCall.total), amount(0.0004, 0.006, 'exact'));
  });

  it('is not told where one of them has no price', () => {
    const { perCall, models, why } = costOf(call([MINI, UNPRICED], [text(1000)]), meter);
    assert.equal(perCall, null);
    assert.ok(models[0]?.cost);
    assert.equal(models[1]?.cost, null);
    assert.equal(why[0], 'no price for "shop-finetune" at openai in the catalogue');
  });

  it('is not told where another may answer, which may cost less or more', () => {
    const unknown = 'the model `chosen` is a parameter';
    const { perCall, models, why } = costOf(call([], [text(1000)], { model: { candidates: [MINI], unknown } }), meter);
    assert.equal(perCall, null);
    assert.ok(models[0]?.cost);
    assert.equal(why[0], unknown);
  });

  it('counts tokens, and no dollars, where none is known', () => {
    const unknown = 'the model `chosen` is a parameter';
    const { perCall, input, models } = costOf(call([], [text(1000)], { model: { candidates: [], unknown } }), meter);
    assert.deepEqual([perCall, models], [null, []]);
    assert.deepEqual([input.min, input.exactness, input.tokenizer], [1000, 'approximate', 'o200k_base']);
  });

  it('stands for the default of an environment variable, and says so', () => {
    const { perCall, why } = costOf(call([model('gpt-4.1', 'openai', 'environment-default')], [text(1000)]), meter);
    assert.equal(perCall?.input.exactness, 'exact');
    assert.deepEqual(why, ['gpt-4.1 is the default of the environment variable `MODEL`']);
  });
});

describe('the same call on other tiers', () => {
  it('is counted anew for each, cheapest first', () => {
    const others = onOtherModels(call([model('claude-sonnet-4-5', 'anthropic')], [text(1000)]), meter);
    const [haiku, ...dearer] = others;
    assert.equal(haiku?.model.id, 'claude-haiku-4-5');
    assert.ok((haiku?.tokens.min ?? 0) > 1000);
    assert.deepEqual(
      dearer.map(other => other.model.id),
      ['claude-opus-4-5', 'claude-fable-5-1'],
    );
    assert.ok(dearer.every(({ tokens }, i) => tokens.min > 1000 && (others[i]?.cost?.input.low ?? NO_MONEY) > 0n));
  });

  it('is nothing where no single model is known', () => {
    assert.deepEqual(onOtherModels(call([FULL, MINI], [text(10)]), meter), []);
    assert.deepEqual(onOtherModels(call([], [text(10)]), meter), []);
  });
});
