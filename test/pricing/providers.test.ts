import assert from 'node:assert/strict';
import { priceOf } from '../../pricing/index.ts';
import { siblings } from '../../pricing/siblings.ts';

const DAY = '2026-11-21';

/** `provider/model` of the catalogue, or the reason. */
function resolve(model: string, provider: string | null = null): string {
  const price = priceOf(model, provider, DAY, 0);
  return price.known ? `${price.value.provider}/${price.value.model}` : price.why;
}

describe('who is paid', () => {
  const vendors: [string, string][] = [
    ['gpt-4.1-mini', 'openai/gpt-4.1-mini'],
    ['gpt-4.1-mini-2025-04-14', 'openai/gpt-4.1-mini'],
    ['text-embedding-3-small', 'openai/text-embedding-3-small'],
    ['claude-haiku-4-5', 'anthropic/claude-haiku-4-5'],
    ['gemini-2.5-flash', 'google/gemini-2.5-flash'],
    ['models/gemini-2.5-flash', 'google/gemini-2.5-flash'],
    ['deepseek-reasoner', 'deepseek/deepseek-reasoner'],
  ];
  for (const [model, expected] of vendors) it(`the vendor of ${model}`, () => assert.equal(resolve(model), expected));

  const spelled: [string, string][] = [
    ['openai:gpt-4o', 'openai/gpt-4o'],
    ['azure/gpt-4o', 'azure/gpt-4o'],
    ['google_genai:gemini-2.5-flash', 'google/gemini-2.5-flash'],
    ['openrouter/anthropic/claude-sonnet-4.5', 'openrouter/anthropic/claude-sonnet-4.5'],
    ['us.anthropic.claude-haiku-4-5-20251001-v1:0', 'aws/regional.anthropic.claude-haiku-4-5-20251001-v1:0'],
    ['bedrock/anthropic.claude-3-haiku-20240307-v1:0', 'aws/regional.anthropic.claude-3-haiku-20240307-v1:0'],
    ['claude-sonnet-4-5@20250929', 'google/claude-sonnet-4-5'],
  ];
  for (const [model, expected] of spelled) it(`as ${model} is spelled`, () => assert.equal(resolve(model), expected));

  it('as the source names it, by id or by host', () => {
    assert.equal(resolve('gpt-4o', 'azure'), 'azure/gpt-4o');
    assert.equal(resolve('gpt-4o', 'shop.openai.azure.com'), 'azure/gpt-4o');
    assert.equal(resolve('sonar', 'api.perplexity.ai'), 'perplexity/sonar');
  });

  it('nobody that is known for a proxy, whatever its name', () => {
    assert.equal(resolve('gpt-4o', 'openai-proxy.internal'), 'no prices of "openai-proxy.internal" in the catalogue');
    assert.equal(resolve('claude-haiku-4-5', 'openai'), 'no price for "claude-haiku-4-5" at openai in the catalogue');
  });

  it('nobody for a model that resellers share, even if one alone spells it so', () => {
    const why = '"llama-3.3-70b" has a price at cerebras, but the source does not say who serves it';
    assert.equal(resolve('llama-3.3-70b'), why);
  });

  it('nobody for names that no model has', () => {
    for (const model of ['gpt-4.1-micro', 'gpt-9', 'claude-sonnet', 'o5', '', 'constructor', '__proto__/x', ':', '/'])
      assert.equal(resolve(model), `no price for "${model}" in the catalogue`);
  });
});

describe('siblings', () => {
  const families: [string, string[]][] = [
    ['gpt-4.1-mini', ['gpt-4.1-nano', 'gpt-4.1']],
    ['gpt-4o', ['gpt-4o-mini']],
    ['gpt-5-mini', ['gpt-5-nano', 'gpt-5', 'gpt-5-pro']],
    ['o3', ['o3-mini', 'o3-pro']],
    ['claude-sonnet-4-5', ['claude-haiku-4-5', 'claude-opus-4-5', 'claude-fable-5-1']],
    ['claude-opus-5', ['claude-haiku-4-5', 'claude-sonnet-5', 'claude-fable-5']],
    ['gemini-2.5-flash', ['gemini-2.5-flash-lite', 'gemini-2.5-pro']],
    ['text-embedding-3-small', ['text-embedding-3-large']],
    ['gpt-foo', []],
  ];
  for (const [model, expected] of families)
    it(`of ${model}`, () =>
      assert.deepEqual(
        siblings(model, null, DAY).map(sibling => sibling.model),
        expected,
      ));

  it('of the same provider, cheapest first', () => {
    const found = siblings('gpt-4.1', 'azure', DAY);
    assert.deepEqual(
      found.map(({ provider, model }) => `${provider}/${model}`),
      ['azure/gpt-4.1-nano', 'azure/gpt-4.1-mini'],
    );
  });
});
