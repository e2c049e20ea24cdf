import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { ruleGroups, usualSpelling } from '../../server/core/signals/prometheus/rules.ts';
import { VOCABULARIES } from '../../server/core/signals/vocabularies/index.ts';
import { writeDashboard } from '../../server/report/grafana.ts';
import { writeRules } from '../../server/report/rules.ts';
import { type Folder, createFolder } from '../harness/folder.ts';
import { instruments } from '../harness/metrics/history.ts';
import { load } from '../harness/metrics/load.ts';
import { type MetricServer, promtool, startPrometheus } from '../harness/metrics/servers.ts';

const CLI = join(import.meta.dirname, '../../dist/cli.cjs');

const ruled = (...ids: string[]): Parameters<typeof ruleGroups>[0] =>
  VOCABULARIES.filter(({ id }) => ids.length === 0 || ids.includes(id)).map(vocabulary => ({
    vocabulary,
    spell: usualSpelling(vocabulary),
  }));
const rulesOf = (budget: number | null, ...ids: string[]): string =>
  writeRules(ruleGroups(ruled(...ids), budget), { command: 'prompt-cost rules' });

describe('rules for Prometheus', function () {
  this.timeout(60_000);
  let folder: Folder;
  beforeEach(() => (folder = createFolder()));
  afterEach(() => folder.remove());
  const check = (...args: string[]): string =>
    execFileSync(promtool(), args, { cwd: folder.root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

  it('promtool finds nothing wrong with those of any vocabulary', () => {
    for (const { id } of VOCABULARIES) folder.write(`${id}.yml`, rulesOf(id === 'litellm' ? 1000 : null, id));
    folder.write('all.yml', rulesOf(1000));
    const told = check('check', 'rules', 'all.yml', ...VOCABULARIES.map(({ id }) => `${id}.yml`));
    equal(told.match(/SUCCESS/g)?.length, VOCABULARIES.length + 1);
  });

  it('without a budget nothing burns, and nobody is woken for what is not recorded', () => {
    ok(!rulesOf(null, 'litellm').includes('PromptCostBudgetBurn'));
    const llama = ruleGroups(ruled('llamacpp'), null).flatMap(({ rules }) => rules);
    deepEqual(
      llama.map(rule => ('alert' in rule ? rule.alert : rule.record)),
      [
        'prompt_cost:input_tokens:5m',
        'prompt_cost:output_tokens:5m',
        ...Array.from({ length: 4 }, () => 'PromptCostTokenRate'),
      ],
    );
  });

  /** A day and an hour as it always was, then otherwise. `eachMinute`: by how much counters grow. */
  const CALM = 1500;
  const counter = (series: string, ...eachMinute: readonly (readonly [minutes: number, growth: number])[]): object => {
    let at = 0;
    const parts = eachMinute.map(([minutes, growth]) => {
      const part = `${at}+${growth}x${minutes - 1}`;
      at += growth * minutes;
      return part;
    });
    return { series, values: parts.join(' ') };
  };
  const lengths = (model: string, phases: readonly (readonly [minutes: number, upTo: number])[]): object[] =>
    [1000, 1300, 2000, Infinity].map(edge =>
      counter(
        `vllm:request_prompt_tokens_bucket{model_name="${model}", le="${edge === Infinity ? '+Inf' : edge}"}`,
        ...phases.map(([minutes, upTo]) => [minutes, upTo <= edge ? 60 : 0] as const),
      ),
    );
  const firing = (alert: string, evalTime: string, ...labels: string[]): object => ({
    expr: `sum by (model, vocabulary, burn) (ALERTS{alertname="${alert}", alertstate="firing"})`,
    eval_time: evalTime,
    exp_samples: labels.map(label => ({ labels: label, value: 1 })),
  });
  const A = '{model="a", vocabulary="vllm"}';

  it('each fires when it should, and only then', () => {
    folder.write('rules.yml', rulesOf(1000, 'vllm', 'litellm'));
    const input_series = [
      counter('vllm:prompt_tokens_total{model_name="a"}', [CALM, 60_000], [400, 180_000]),
      counter('vllm:prompt_tokens_total{model_name="b"}', [CALM + 400, 60_000]),
      counter('vllm:prompt_tokens_cached_total{model_name="a"}', [CALM, 30_000], [400, 18_000]),
      counter('vllm:prompt_tokens_cached_total{model_name="b"}', [CALM + 400, 30_000]),
      // a doubles and then stays a third above yesterday; b goes there at once.
      ...lengths('a', [
        [CALM, 1000],
        [100, 2000],
        [300, 1300],
      ]),
      ...lengths('b', [
        [CALM, 1000],
        [400, 1300],
      ]),
      counter('litellm_spend_metric_total{model="gpt-4o", team="x"}', [CALM, 0.02], [400, 0.5]),
      counter('litellm_deployment_total_requests_total{litellm_model_name="m"}', [CALM, 20], [400, 30]),
      counter('litellm_deployment_success_responses_total{litellm_model_name="m"}', [CALM + 400, 20]),
    ];
    const promql_expr_test = [
      ...['PromptCostPromptLength', 'PromptCostCacheDrop', 'PromptCostRetries'].map(alert =>
        firing(alert, `${CALM - 5}m`),
      ),
      // Of earlier weeks nobody knows.
      firing('PromptCostTokenRate', `${CALM + 90}m`),
      firing('PromptCostCacheDrop', `${CALM + 90}m`, A),
      firing('PromptCostRetries', `${CALM + 60}m`, '{model="m", vocabulary="litellm"}'),
      firing('PromptCostPromptLength', `${CALM + 90}m`, A),
      firing('PromptCostPromptLength', `${CALM + 250}m`, A),
      firing('PromptCostBudgetBurn', `${CALM - 5}m`),
      firing(
        'PromptCostBudgetBurn',
        `${CALM + 75}m`,
        '{burn="1", vocabulary="litellm"}',
        '{burn="14.4", vocabulary="litellm"}',
      ),
      {
        expr: 'prompt_cost:spend:5m',
        eval_time: `${CALM + 90}m`,
        exp_samples: [{ labels: 'prompt_cost:spend:5m{model="gpt-4o", vocabulary="litellm"}', value: 30 }],
      },
    ];
    folder.write(
      'test.yml',
      stringify(
        {
          rule_files: ['rules.yml'],
          evaluation_interval: '5m',
          tests: [{ interval: '1m', input_series, promql_expr_test }],
        },
        { aliasDuplicateObjects: false },
      ),
    );
    match(check('test', 'rules', 'test.yml'), /SUCCESS/);
  });
});

describe('rules on rates', function () {
  this.timeout(120_000);
  let folder: Folder;
  beforeEach(() => (folder = createFolder()));
  afterEach(() => folder.remove());

  it('fire where a week before it was less, as the editor does, and not for few requests', () => {
    // Of a week each rule that is not needed takes its time.
    const groups = ruleGroups(ruled('vllm', 'litellm'), null).map(group => ({
      ...group,
      rules: group.rules.filter(rule =>
        'record' in rule
          ? /(?:input_tokens|requests):5m$/.test(rule.record)
          : rule.alert === 'PromptCostTokenRate' && rule.labels['signal'] === 'input-tokens',
      ),
    }));
    folder.write('rules.yml', writeRules(groups, { command: 'prompt-cost rules' }));
    const week = 7 * 24 * 60;
    /** From then on it is six times as much. */
    const surge = week + 240;
    const at = (minute: number): string => `${minute}m`;
    const series = (name: string, calm: number, later: number): object => ({
      series: name,
      values: `0+${calm}x${surge - 1} ${calm * surge}+${later}x100`,
    });
    const input_series = [
      series('vllm:prompt_tokens_total{model_name="a"}', 60_000, 360_000),
      series('vllm:request_success_total{model_name="a"}', 60, 60),
      series('litellm_input_tokens_metric_total{model="m"}', 60_000, 360_000),
      // Six in an hour, some of them long.
      series('litellm_proxy_total_requests_metric_total{requested_model="m"}', 0.1, 0.1),
    ];
    const rates = (minute: number, ...labels: string[]): object => ({
      expr: 'sum by (vocabulary, signal, times) (ALERTS{alertname="PromptCostTokenRate", alertstate="firing"})',
      eval_time: at(minute),
      exp_samples: labels.map(label => ({ labels: label, value: 1 })),
    });
    const promql_expr_test = [
      rates(surge - 5),
      rates(
        surge + 45,
        '{signal="input-tokens", times="2", vocabulary="vllm"}',
        '{signal="input-tokens", times="4", vocabulary="vllm"}',
      ),
    ];
    const tests = [{ interval: '1m', input_series, promql_expr_test }];
    folder.write('test.yml', stringify({ rule_files: ['rules.yml'], evaluation_interval: '5m', tests }));
    const told = execFileSync(promtool(), ['test', 'rules', 'test.yml'], { cwd: folder.root, encoding: 'utf8' });
    match(told, /SUCCESS/);
  });
});

describe('a dashboard for Grafana', function () {
  this.timeout(60_000);
  let server: MetricServer;
  before(async () => (server = await startPrometheus()));
  after(() => server.stop());

  it('asks for recorded series alone, in PromQL that Prometheus takes', async () => {
    const { panels } = JSON.parse(writeDashboard(ruled())) as { panels: { targets: { expr: string }[] }[] };
    const recorded = new Set(
      ruleGroups(ruled(), null).flatMap(({ rules }) => rules.flatMap(rule => ('record' in rule ? [rule.record] : []))),
    );
    const expressions = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
    deepEqual(new Set(expressions.map(expr => expr.split('{')[0])), recorded);
    for (const expr of expressions) {
      const body = new URLSearchParams({ query: expr.replaceAll(/\$\w+/g, '.*') });
      equal((await fetch(`${server.url}/api/v1/query`, { method: 'POST', body })).status, 200, expr);
    }
  });

  it('has no panel of what nobody tells', () => {
    const { panels } = JSON.parse(writeDashboard(ruled('dcgm'))) as { panels: { title: string }[] };
    deepEqual(
      panels.map(({ title }) => title),
      ['GPU utilisation', 'GPUs', 'GPU power'],
    );
  });
});

describe('prompt-cost rules', function () {
  this.timeout(60_000);
  const cli = (...args: string[]): { status: number; out: string; err: string } => {
    try {
      const out = execFileSync(process.execPath, [CLI, 'rules', ...args], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      return { status: 0, out, err: '' };
    } catch (error) {
      const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string };
      return { status, out: stdout, err: stderr };
    }
  };

  it('writes rules of what is chosen', () => {
    const { out } = cli('--vocabulary', 'vllm,litellm', '--budget', '1000');
    match(out, /^# Written by `prompt-cost rules --vocabulary vllm,litellm --budget 1000`/);
    match(out, /name: prompt-cost-vllm\n/);
    match(out, /alert: PromptCostBudgetBurn/);
    ok(!out.includes('sglang'));
  });

  it('of a server it writes what that has, as it spells it', async () => {
    const server = await startPrometheus();
    try {
      const end = Math.floor(Date.now() / 60_000) * 60_000;
      const { counter } = instruments({ end, stepMs: 60_000 });
      const spend = counter('corp_litellm_spend_metric_total', { model: 'm' }, 1);
      await load(server, [{ ...spend, from: end - 600_000 }], { end, stepMs: 60_000 });
      const { out } = cli('--url', server.url, '--budget', '100');
      match(out, /^# Written by `prompt-cost rules --url … --budget 100`/);
      match(out, /expr: sum by \(model\) \(\(rate\(corp_litellm_spend_metric_total\[5m\]\)\) \* 3600\)/);
      equal(out.match(/record:/g)?.length, 1);
    } finally {
      await server.stop();
    }
  });

  it('says what it can’t do, with what it can', () => {
    deepEqual(cli('--vocabulary', 'vlm').err.split('\n')[0], 'prompt-cost: no vocabulary "vlm"');
    match(
      cli('--vocabulary', 'vllm', '--budget', '1000').err,
      /none of these tells what is spent.*\nThese do: .*litellm/,
    );
    match(cli('--budget', 'much').err, /no amount of dollars: much/);
    equal(cli('--url', 'http://user:s3cret@127.0.0.1:39').status, 2);
    ok(!cli('--url', 'http://user:s3cret@127.0.0.1:39').err.includes('s3cret'));
  });
});
