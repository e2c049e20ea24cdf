import { deepEqual, equal, match } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { LiveState } from '../../server/core/signals/live.ts';
import { panelOf } from '../../server/report/panel/index.ts';
import { openLive } from '../../server/workspace/telemetry/live.ts';
import { type Exporter, startExporter } from '../harness/metrics/exporter.ts';
import { type MetricServer, startPrometheus } from '../harness/metrics/servers.ts';

const SCRAPES = ['gpus', 'vllm-0.11'];

describe('GPUs that a real Prometheus watches', function () {
  this.timeout(60_000);
  const exporters: Exporter[] = [];
  let server: MetricServer;
  let state: LiveState | undefined;

  before(async () => {
    for (const name of SCRAPES)
      exporters.push(
        await startExporter(readFileSync(path.join(import.meta.dirname, 'scrapes', `${name}.prom`), 'utf8')),
      );
    const jobs = exporters.map(
      ({ target }, i) => `  - { job_name: job${i}, static_configs: [{ targets: ['${target}'] }] }`,
    );
    server = await startPrometheus(`global: { scrape_interval: 1s }\nscrape_configs:\n${jobs.join('\n')}\n`);
    for (let tries = 0; tries < 40 && !(await hasScraped(server.url)); tries++) await wait(500);
    const live = openLive(null, { onState: heard => (state = heard), onProblem: () => undefined });
    await live.setProject({
      roots: [],
      targets: [],
      prices: [],
      spend: [],
      gpus: [{ gpu: 'NVIDIA A10*', perHour: 1 }],
      live: { labels: null, shares: null },
    });
    await live.setUp({ receive: null, prometheus: { url: server.url, credentials: { kind: 'none' } }, sample: false });
    for (let tries = 0; tries < 200 && (state?.gpus.length ?? 0) === 0; tries++) await wait(100);
    await live.close();
  });
  after(async () => {
    await server?.stop();
    for (const exporter of exporters) exporter.stop();
  });

  it('are priced: by the user, by OpenCost, by list, or not at all', () => {
    const [use] = state?.gpus ?? [];
    equal(use?.vocabulary.split(' + ').toSorted().join(), 'amd,dcgm,nvidia-smi');
    const groups = Object.fromEntries(
      use.spend.groups.map(({ type, cards, price }) => [type, [cards, price?.from ?? null]] as const),
    );
    deepEqual(groups, {
      'NVIDIA A10G': [2, 'you'],
      'NVIDIA H100 80GB HBM3': [1, 'opencost'],
      'NVIDIA H200': [1, 'list'],
      '(not told)': [1, null],
    });
    equal(use.spend.hourly.exactness, 'lower-bound');
    const [pod] = use.spend.attribution.rows;
    deepEqual(
      [pod?.of, pod?.value],
      [
        { namespace: 'chat', pod: 'llm-1' },
        { known: true, value: 1 },
      ],
    );
  });

  it('are a measurement of that source, and stand in the panel', () => {
    const told = state?.measurements.find(({ signals }) => signals.some(({ id }) => id === 'gpu-hourly'));
    equal(told?.source, server.url);
    deepEqual(told?.signals[0]?.total, state?.gpus[0]?.spend.hourly);
    if (!state) throw new Error('nothing was told');
    const gpu = panelOf(state, { uriOf: file => file, lineOf: () => null }).tabs.find(({ id }) => id === 'gpu');
    const [first] = gpu?.sections ?? [];
    match(first?.figures[0]?.value ?? '', /^≥\$\d/);
    equal(first?.figures.find(({ id }) => id === 'count')?.value, '5 GPUs');
    deepEqual(
      gpu?.sections.map(({ id }) => id),
      ['gpu', 'gpu-by-type', 'gpu-by-node', 'gpu-by-namespace', 'gpu-by-pod', 'gpu-units'],
    );
  });
});

async function hasScraped(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/api/v1/query?query=min(count_over_time(up[1m]))`);
  const { data } = (await answer.json()) as { data: { result: { value: [number, string] }[] } };
  return Number(data.result[0]?.value[1] ?? 0) >= 3;
}
