import { deepEqual, match, ok } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { ruleGroups, usualSpelling } from '../../server/core/signals/prometheus/rules.ts';
import { MEASURES } from '../../server/core/signals/readings.ts';
import { VOCABULARIES } from '../../server/core/signals/vocabularies/index.ts';
import { panelOf } from '../../server/report/panel/index.ts';
import { createFolder } from '../harness/folder.ts';
import { promtool } from '../harness/metrics/servers.ts';
import { reading } from '../report/panel/reading.ts';
import { PLACES, STATES } from '../report/panel/states.ts';

const PAGE = readFileSync(join(import.meta.dirname, '../../docs/live/slis.md'), 'utf8');
const all = (pattern: RegExp): string[] => [...new Set([...PAGE.matchAll(pattern)].map(([, text = '']) => text))];

const rules = ruleGroups(
  VOCABULARIES.map(vocabulary => ({ vocabulary, spell: usualSpelling(vocabulary) })),
  1000,
).flatMap(group => group.rules);

const states = Object.values(STATES).map(state => state());

describe('the page of indicators', function () {
  this.timeout(20_000);

  it('has twelve, each with where it is shown, told, measured and recorded, when it is not known, and a target', () => {
    const sections = PAGE.split(/^## /m).slice(1);
    deepEqual(
      sections.map(section => /^M\d+/.exec(section)?.[0]),
      Array.from({ length: 12 }, (_, i) => `M${i + 1}`),
    );
    for (const section of sections)
      for (const part of ['Shown', 'JSON', 'From', 'Recorded', 'Not known, or a bound', 'Target'])
        ok(section.includes(`- **${part}:**`), `${section.slice(0, 20)}: ${part}`);
    const anchors = sections.map(section => section.split('\n')[0]?.toLowerCase().replaceAll(' ', '-'));
    deepEqual(all(/\]\(#(m\d+-[^)]*)\)/g), anchors);
  });

  it('names signals that there are', () => {
    const ids = new Set<string>([
      ...MEASURES.map(({ id }) => id),
      ...VOCABULARIES.flatMap(({ prometheus }) => Object.keys(prometheus?.signals ?? {})),
    ]);
    const told = all(
      /`((?:gpu|cache|first-token|prompt-length)-[a-z0-9-]+|[a-z]+-tokens|requests|spend|failures|retries|routing)`/g,
    );
    ok(told.length >= 10, String(told));
    deepEqual(
      told.filter(id => !ids.has(id)),
      [],
    );
  });

  it('names series and alerts that rules have, and no other', () => {
    const records = new Set(rules.map(rule => ('record' in rule ? rule.record : rule.alert)));
    const told = all(/\b(prompt_cost:\w+:5m|PromptCost[A-Z]\w+)\b/g);
    ok(told.length >= 12, String(told));
    deepEqual(
      told.filter(name => !records.has(name)),
      [],
    );
  });

  it('names metrics that are read', () => {
    const running = VOCABULARIES.flatMap(({ prometheus }) => prometheus?.running?.name ?? []);
    const told = all(/\b((?:vllm|sglang):\w+)\b/g);
    deepEqual(told.toSorted(), running.toSorted());
  });

  it('has queries that a Prometheus answers as the definitions say', () => {
    const queries = all(/```promql\n([^`]+)```/g).map(query => query.trim());
    const hour = (name: string, labels: string, values: string): object => ({ series: `${name}{${labels}}`, values });
    const litellm = 'vocabulary="litellm", model="a"';
    const vllm = 'vocabulary="vllm", model="a"';
    const input_series = [
      hour('prompt_cost:spend:5m', litellm, '3.6x60'),
      hour('prompt_cost:requests:5m', litellm, '2x60'),
      hour('prompt_cost:input_tokens:5m', litellm, '400x60'),
      hour('prompt_cost:output_tokens:5m', litellm, '100x60'),
      // Half as many tokens as in the half hour before.
      hour('prompt_cost:input_tokens:5m', vllm, '500x30 250x30'),
      hour('prompt_cost:output_tokens:5m', vllm, '100x30 50x30'),
      hour('prompt_cost:gpu_utilization:5m', 'vocabulary="dcgm", type="big"', '0.9x60'),
      hour('prompt_cost:gpu_count:5m', 'vocabulary="dcgm", type="big"', '1x60'),
      hour('prompt_cost:gpu_utilization:5m', 'vocabulary="dcgm", type="small"', '0.1x60'),
      hour('prompt_cost:gpu_count:5m', 'vocabulary="dcgm", type="small"', '3x60'),
      hour('vllm:num_requests_running', 'model_name="a"', '4x60'),
      hour('vllm:num_requests_running', 'model_name="b"', '0x60'),
    ];
    const expected = [0.0005, 2, 0.3, 0.5, 0.5];
    const tests = queries.map((expr, i) => ({
      expr: `round(${expr}, 0.0001)`,
      eval_time: '1h',
      exp_samples: [{ labels: '{}', value: expected[i] }],
    }));
    const folder = createFolder();
    try {
      folder.write('rules.yml', 'groups: []\n');
      const one = { interval: '1m', input_series, promql_expr_test: tests };
      folder.write('test.yml', stringify({ rule_files: ['rules.yml'], evaluation_interval: '1m', tests: [one] }));
      const told = execFileSync(promtool(), ['test', 'rules', 'test.yml'], { cwd: folder.root, encoding: 'utf8' });
      match(told, /SUCCESS/);
    } finally {
      folder.remove();
    }
  });

  it('says where the panel shows it: tabs, sections and figures of these names', () => {
    const shown = new Set(
      states.flatMap(state =>
        panelOf(state, PLACES).tabs.flatMap(({ title, sections }) =>
          sections.flatMap(section => [
            `${title} › ${section.title}`,
            ...section.figures.map(({ label }) => `${title} › ${section.title} › ${label}`),
          ]),
        ),
      ),
    );
    const told = all(/\*([A-Z]\w+ › [^*]+)\*/g);
    ok(told.length >= 20, String(told));
    deepEqual(
      told.filter(place => !shown.has(place)),
      [],
    );
  });

  it('says where the JSON has it: paths that lead somewhere', () => {
    const one = [reading(1, 'USD/request')];
    const unitCosts = { perRequest: one, perThousand: one, perMtok: one, perSuccess: one };
    const roots: unknown[] = states.map(state => ({
      ...state,
      measurements: state.measurements.map(measurement => ({ ...measurement, unitCosts })),
    }));
    const told = all(/`((?:measurements|gpus|budgets|sites)\[\][\w.[\]]*)`/g);
    ok(told.length >= 20, String(told));
    deepEqual(
      told.filter(path => follow(roots, path.split('.')).length === 0),
      [],
    );
  });
});

/** All that a path leads to: `gpus[].spend`. */
function follow(from: readonly unknown[], [step, ...rest]: readonly string[]): unknown[] {
  if (step === undefined) return [...from];
  const next = from.flatMap(value => {
    const found = (value as Record<string, unknown> | null)?.[step.replace('[]', '')];
    if (found === undefined) return [];
    return step.endsWith('[]') ? (found as unknown[]) : [found];
  });
  return follow(next, rest);
}
