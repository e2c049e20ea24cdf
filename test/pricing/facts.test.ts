import assert from 'node:assert/strict';
import { BUILT_IN } from '../../pricing/catalogue.ts';
import { CACHE_MINIMUMS } from '../../pricing/facts/cache-minimum.ts';
import type { Fact } from '../../pricing/facts/fact.ts';
import { TIERS } from '../../pricing/facts/families.ts';
import { GPU_HOURS } from '../../pricing/facts/gpus.ts';
import { cacheMinimumOf, retirementOf, thinksFirst, tierOf } from '../../pricing/facts/index.ts';
import { LIMITS } from '../../pricing/facts/limits.ts';
import { PRIORITY_RATES } from '../../pricing/facts/priority-rates.ts';
import { REASONING } from '../../pricing/facts/reasoning.ts';
import { RETIREMENTS } from '../../pricing/facts/retirement.ts';
import { SERVICE_FACTORS } from '../../pricing/facts/service-tiers.ts';
import { priceOf } from '../../pricing/index.ts';

const ALL: Readonly<Record<string, readonly Fact[]>> = {
  CACHE_MINIMUMS,
  TIERS,
  GPU_HOURS,
  LIMITS,
  PRIORITY_RATES,
  REASONING,
  RETIREMENTS,
  SERVICE_FACTORS,
};

describe('facts beside the catalogue', () => {
  for (const [name, rows] of Object.entries(ALL))
    it(`${name} have each a page and a day`, () => {
      assert.ok(rows.length > 0);
      for (const { source, asOf } of rows) {
        assert.match(source, /^https:\/\/[^ ]+$/);
        assert.ok(/^\d{4}-\d{2}-\d{2}$/.test(asOf) && !Number.isNaN(Date.parse(asOf)), `${source} ${asOf}`);
      }
    });

  it('are of providers and models that the catalogue has', () => {
    const isListed = (provider: string, id: string): boolean =>
      BUILT_IN.providers.find(one => one.id === provider)?.models.some(model => model.id === id) ?? false;
    for (const { provider, models } of [...CACHE_MINIMUMS, ...LIMITS])
      for (const id of models ?? []) assert.ok(isListed(provider, id), `${provider}/${id}`);
    for (const { provider, model } of PRIORITY_RATES) assert.ok(isListed(provider, model), model);
    for (const { provider } of [...SERVICE_FACTORS, ...RETIREMENTS])
      assert.ok(
        BUILT_IN.providers.some(({ id }) => id === provider),
        provider,
      );
  });

  it('say of every retired model a name that somebody may ask for', () => {
    for (const { provider, models, on } of RETIREMENTS)
      for (const id of models) {
        assert.equal(retirementOf({ provider, model: id }, id)?.on, on, id);
        assert.ok(!Number.isNaN(Date.parse(on)));
      }
  });

  it('are of one seller: who resells a model has facts of its own', () => {
    assert.equal(cacheMinimumOf({ provider: 'anthropic', model: 'claude-haiku-4-5' })?.tokens, 4096);
    assert.equal(cacheMinimumOf({ provider: 'aws', model: 'claude-haiku-4-5' }), null);
  });

  it('tell a model that thinks wherever it is sold', () => {
    const thinks = (provider: string, model: string): boolean => thinksFirst({ provider, model });
    for (const model of ['gpt-5', 'o4-mini', 'codex-mini', 'gemini-3-pro-preview']) assert.ok(thinks('', model), model);
    assert.ok(thinks('openrouter', 'openai/gpt-5'));
    assert.ok(thinks('aws', 'global.openai.gpt-5.6-luna'));
    for (const model of ['gpt-4o', 'gpt-5-image', 'openai/gpt-5.3-chat']) assert.ok(!thinks('', model), model);
  });

  it('order the sizes of a family', () => {
    const rank = (model: string): number | undefined => tierOf({ provider: '', model })?.rank;
    assert.deepEqual(['claude-haiku-4-5', 'claude-sonnet-4-5', 'claude-opus-5'].map(rank), [1, 2, 3]);
    assert.deepEqual(['gemini-2.5-flash-lite', 'gemini-2.5-flash', 'gemini-2.5-pro'].map(rank), [1, 2, 3]);
    assert.deepEqual(['gpt-5-nano', 'gpt-5-mini', 'gpt-5'].map(rank), [1, 2, 3]);
    assert.equal(rank('mistral-large'), undefined);
  });

  it('name the models that are sold another way as the catalogue has them', () => {
    for (const { provider, models, source } of SERVICE_FACTORS)
      if (models !== null)
        assert.ok(
          BUILT_IN.providers.some(
            ({ id, models: listed }) =>
              (id === provider || provider === 'azure') && listed.some(model => models.test(model.id)),
          ),
          `${provider} ${source}`,
        );
  });

  it('never price priority below the list', () => {
    for (const { model, provider, input } of PRIORITY_RATES) {
      const listed = priceOf(model, provider, '2026-11-21', 0);
      assert.ok(listed.known && Number(listed.value.inputPerMtok) / 1e18 < input, model);
    }
  });
});
