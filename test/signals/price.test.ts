import assert from 'node:assert/strict';
import type { OwnPrice } from '../../pricing/own.ts';
import { ownPrice } from '../harness/own-price.ts';
import type { UsageSample } from '../../server/core/signals/model.ts';
import { createPricer, PICO, type Priced } from '../../server/core/signals/price.ts';
import type { Attributes } from '../../server/core/signals/otlp/model.ts';
import { chat, counter, histogram, metrics, take, traces } from './otlp.ts';

const sampleOf = (attributes: Attributes): UsageSample => take([traces(chat(attributes))]).samples[0] ?? assert.fail();
const cost = (attributes: Attributes, own: readonly OwnPrice[] = []): Priced => {
  const priced = createPricer(own).sample(sampleOf(attributes));
  return priced.known ? priced.value : assert.fail(priced.why);
};
const why = (attributes: Attributes): string => {
  const priced = createPricer([]).sample(sampleOf(attributes));
  return priced.known ? assert.fail('has a price') : priced.why;
};
const READ = 'gen_ai.usage.cache_read.input_tokens';
const WRITE = 'gen_ai.usage.cache_creation.input_tokens';
/** Of gpt-4o: 2.50 in, 1.25 from the cache, 10.00 out per million. */
const close = (actual: number, dollars: number): void =>
  assert.ok(Math.abs(actual * PICO - dollars) < 1e-12, `${actual * PICO} is not ${dollars}`);

describe('the price of what was measured', () => {
  it('input that was not cached, cached input and output, each at its rate', () => {
    const priced = cost({ 'gen_ai.usage.input_tokens': 1200, [READ]: 1024, 'gen_ai.usage.output_tokens': 34 });
    close(priced.usd, (176 * 2.5 + 1024 * 1.25 + 34 * 10) / 1e6);
    close(priced.saved, (1024 * 1.25) / 1e6);
    assert.deepEqual([priced.low, priced.high, priced.isLeast], [priced.usd, priced.usd, false]);
  });

  it('where nobody told what was cached, a range', () => {
    const priced = cost({});
    close(priced.usd, (1000 * 2.5 + 50 * 10) / 1e6);
    close(priced.low, (1000 * 1.25 + 50 * 10) / 1e6);
    assert.equal(priced.high, priced.usd);
    assert.match(priced.why ?? '', /read from the cache is not told/);
  });

  it('what is written to the cache has a price of its own', () => {
    const claude = { 'gen_ai.provider.name': 'anthropic', 'gen_ai.request.model': 'claude-sonnet-4-5' };
    const priced = cost({ ...claude, [READ]: 400, [WRITE]: 500 });
    close(priced.usd, (100 * 3 + 400 * 0.3 + 500 * 3.75 + 50 * 15) / 1e6);
    close(priced.high, (100 * 3 + 400 * 0.3 + 500 * 6 + 50 * 15) / 1e6);
  });

  it('a long prompt by its own length', () => {
    const long = (input: number) =>
      cost({
        'gen_ai.provider.name': 'anthropic',
        'gen_ai.request.model': 'claude-sonnet-4-5',
        'gen_ai.usage.input_tokens': input,
        'gen_ai.usage.output_tokens': 0,
        [READ]: 0,
        [WRITE]: 0,
      }).usd;
    assert.ok(long(200_001) > 1.9 * long(200_000));
  });

  it('the model that answered, or the one whose version it is', () => {
    const served = (model: string, input = 0) => ({
      'gen_ai.response.model': model,
      'gen_ai.usage.output_tokens': input,
    });
    close(cost({ ...served('gpt-4o-2024-08-06'), [READ]: 0 }).usd, 0.0025);
    close(cost({ ...served('gpt-4o-2031'), [READ]: 0 }).usd, 0.0025);
    assert.ok(cost({ ...served('gpt-4o-mini'), [READ]: 0 }).usd < 0.001 / PICO);
    assert.match(why(served('llama-of-ours')), /llama-of-ours/);
  });

  it('no price where there is none, and why', () => {
    assert.match(why({ 'gen_ai.request.model': '' }), /which model/);
    assert.match(why({ 'gen_ai.usage.input_tokens': 'x', 'gen_ai.usage.output_tokens': 'x' }), /no tokens/);
    assert.match(why({ 'gen_ai.provider.name': 'vllm' }), /server of one's own/);
    assert.match(why({ 'gen_ai.operation.name': 'image_generation' }), /image/);
  });

  it('the least, where a part is not told', () => {
    const priced = cost({ 'gen_ai.usage.output_tokens': 'x', [READ]: 0 });
    close(priced.usd, 0.0025);
    assert.deepEqual([priced.isLeast, priced.why], [true, 'output is not told']);
  });

  it('who is turned away pays nothing; what breaks off may have cost', () => {
    const untold = { 'gen_ai.usage.input_tokens': 'x', 'gen_ai.usage.output_tokens': 'x' };
    assert.equal(cost({ ...untold, 'error.type': 'RateLimitError' }).usd, 0);
    assert.equal(cost({ ...untold, 'error.type': '401' }).usd, 0);
    assert.match(why({ ...untold, 'error.type': '500' }), /it failed/);
    assert.match(why({ ...untold, 'error.type': '408' }), /it failed/);
    assert.match(why({ ...untold, 'error.type': 'APIConnectionTimeoutError' }), /it failed/);
  });

  it("by the user's own prices, and by how it was served", () => {
    const own = ownPrice({ model: 'gpt-4o*', input: 1 });
    close(cost({ [READ]: 0 }, [own]).usd, (1000 * 1 + 50 * 10) / 1e6);
    const served = (tier: string) =>
      cost({ 'gen_ai.request.model': 'gpt-5', [READ]: 0, 'openai.response.service_tier': tier }).usd;
    assert.equal(served('default'), served('auto'));
    assert.equal(served('flex') * 2, served('default'));
    assert.ok(served('priority') > served('default'));
  });

  it('metrics: each kind of tokens by itself comes to the same', () => {
    const { increments } = take([
      metrics(
        counter('gen_ai.client.inference.usage.input_tokens', 'delta', { value: 1200 }),
        counter('gen_ai.client.inference.usage.cache_read.input_tokens', 'delta', { value: 1024 }),
        counter('gen_ai.client.inference.usage.output_tokens', 'delta', { value: 34 }),
        histogram('gen_ai.client.inference.duration', 'delta', { sum: 2 }),
      ),
    ]);
    const pricer = createPricer([]);
    const usd = increments.map(increment => pricer.increment(increment));
    close(
      usd.reduce((all, priced) => all + (priced.known ? priced.value.usd : assert.fail(priced.why)), 0),
      (176 * 2.5 + 1024 * 1.25 + 34 * 10) / 1e6,
    );
  });
});
