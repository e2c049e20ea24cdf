import { deepEqual, equal, match } from 'node:assert/strict';
import type { SignalId } from '../../server/core/signals/model.ts';
import { nameMatcher, present } from '../../server/core/signals/prometheus/present.ts';
import { expressionOf } from '../../server/core/signals/prometheus/promql.ts';
import { quantileOf } from '../../server/core/signals/prometheus/quantile.ts';
import { VOCABULARIES } from '../../server/core/signals/vocabularies/index.ts';

/** The query of a signal where a server has these names. */
function totalOf(names: readonly string[], id: SignalId, replicas: readonly string[] = []): string | undefined {
  const [found] = present(names);
  const query = [found?.vocabulary.prometheus.signals[id] ?? []].flat()[0];
  if (!found || !query) return undefined;
  const scope = { spell: found.spell, windowS: 300, matchers: 'namespace="prod"', replicas };
  return expressionOf(query, found.vocabulary.prometheus.by, scope).total;
}

const found = (...names: string[]): [string, string][] =>
  present(names).map(({ vocabulary, sign }) => [vocabulary.id, sign]);

describe('names of metrics', () => {
  it('a plain one is written plainly, with the user’s matchers', () => {
    equal(
      totalOf(['vllm:prompt_tokens_total'], 'input-tokens'),
      'sum(rate(vllm:prompt_tokens_total{namespace="prod"}[5m]))',
    );
  });

  it('one with dots is quoted, and so are its labels: only servers that have such names understand it', () => {
    equal(
      totalOf(['gen_ai.client.token.usage_count', 'gen_ai.client.token.usage_sum'], 'input-tokens'),
      'sum(rate({"gen_ai.client.token.usage_sum", "gen_ai.token.type"="input", namespace="prod"}[5m]))',
    );
    equal(
      totalOf(['gen_ai_client_token_usage_count', 'gen_ai_client_token_usage_sum'], 'input-tokens'),
      'sum(rate(gen_ai_client_token_usage_sum{gen_ai_token_type="input", namespace="prod"}[5m]))',
    );
  });

  it('a name without the unit’s suffix is found too', () => {
    match(
      totalOf(['gen_ai.client.operation.duration_count'], 'requests') ?? '',
      /"gen_ai.client.operation.duration_count"/,
    );
    match(
      totalOf(['gen_ai.client.inference.usage.input_tokens'], 'input-tokens') ?? '',
      /"gen_ai.client.inference.usage.input_tokens"/,
    );
  });

  it('a prefix that a collector puts before it is seen through', () => {
    deepEqual(found('corp_litellm_spend_metric_total'), [['litellm', 'corp_litellm_spend_metric_total']]);
    deepEqual(found('amd_gpu_gfx_activity'), [['amd', 'amd_gpu_gfx_activity']]);
    deepEqual(found('vllm_prompt_tokens_total'), [['vllm', 'vllm_prompt_tokens_total']]);
  });

  it('with and without a prefix it counts once', () => {
    equal(
      totalOf(['litellm_spend_metric_total', 'corp_litellm_spend_metric_total'], 'spend'),
      'sum((rate(litellm_spend_metric_total{namespace="prod"}[5m])) * 3600)',
    );
  });

  it('Ray’s are no vLLM with a prefix, and the router’s are not the engine’s', () => {
    deepEqual(found('ray_vllm:prompt_tokens_total'), [['ray', 'ray_vllm:prompt_tokens_total']]);
    deepEqual(found('ray_vllm_generation_tokens_total'), [['ray', 'ray_vllm_generation_tokens_total']]);
    deepEqual(found('vllm:input_tokens_total'), [['vllm-router', 'vllm:input_tokens_total']]);
  });

  it('what only sounds alike is nothing', () => {
    deepEqual(
      found('vllm:iteration_tokens_total', 'prompt_tokens_total', 'gpu_usage', 'my_llm_requests_total', 'up'),
      [],
    );
  });

  it('are asked for by a pattern that fits all of them and is short enough for an address', () => {
    const pattern = new RegExp(`^(?:${nameMatcher()})$`);
    for (const { prometheus } of VOCABULARIES) for (const name of prometheus?.detect ?? []) match(name, pattern);
    for (const name of ['gen_ai_usage_cost_USD_sum', 'litellm_zero_cost_requests_total', 'container_gpu_allocation'])
      match(name, pattern);
    equal(pattern.test('http_requests_total'), false);
    equal(nameMatcher().length < 2000, true);
  });

  it('a series that several servers saw counts once', () => {
    equal(
      totalOf(['vllm:prompt_tokens_total'], 'input-tokens', ['prometheus_replica']),
      'sum(max without (prometheus_replica) (rate(vllm:prompt_tokens_total{namespace="prod"}[5m])))',
    );
  });
});

describe('a quantile of buckets', () => {
  const buckets = (...counts: number[]): { edge: number; count: number }[] =>
    counts.map((count, i) => ({ edge: [10, 20, 50, Infinity][i] ?? Infinity, count }));

  it('lies within its bucket', () => {
    deepEqual(quantileOf(0.95, buckets(0, 90, 100, 100)), { value: 35, low: 20, high: 50 });
  });

  it('is no more than known above the last edge', () => {
    deepEqual(quantileOf(0.95, buckets(0, 0, 10, 100)), { value: 50, low: 50, high: null });
  });

  it('is unknown where nothing was observed, or the last bucket is missing', () => {
    equal(quantileOf(0.95, buckets(0, 0, 0, 0)), null);
    equal(quantileOf(0.95, buckets(1, 2, 3)), null);
    equal(quantileOf(0.95, []), null);
  });

  it('bears counts that fall a little, and NaN', () => {
    deepEqual(quantileOf(0.5, buckets(50, 49, Number.NaN, 100)), { value: 10, low: 0, high: 10 });
  });
});
