import { deepEqual, equal, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Reading, Signal, SignalId } from '../../server/core/signals/model.ts';
import { type Measured, openPrometheus } from '../../server/workspace/telemetry/prometheus.ts';
import { type Exporter, startExporter } from '../harness/metrics/exporter.ts';
import { type MetricServer, startPrometheus } from '../harness/metrics/servers.ts';

const SCRAPES = ['vllm-0.11', 'vllm-0.6', 'litellm-1.95', 'ai-gateway', 'gpus'];
const STEPS = 8;
const config = (targets: readonly string[]): string =>
  `global: { scrape_interval: 1s }\nscrape_configs:\n${targets
    .map((target, i) => `  - { job_name: job${i}, static_configs: [{ targets: ['${target}'] }] }`)
    .join('\n')}\n`;

describe('what real exporters write, scraped by a real Prometheus', function () {
  this.timeout(60_000);
  const exporters: Exporter[] = [];
  let server: MetricServer;
  let measured: Measured;

  before(async () => {
    for (const name of SCRAPES)
      exporters.push(
        await startExporter(readFileSync(join(import.meta.dirname, 'scrapes', `${name}.prom`), 'utf8'), STEPS),
      );
    server = await startPrometheus(config(exporters.map(({ target }) => target)));
    const opened = openPrometheus({ url: server.url });
    if (!opened.known) throw new Error(opened.why);
    for (let tries = 0; tries < 40; tries++) {
      await wait(1000);
      const counted = await fetch(`${server.url}/api/v1/query?query=min(count_over_time(up[1m]))`);
      const { data } = (await counted.json()) as { data: { result: { value: [number, string] }[] } };
      if (Number(data.result[0]?.value[1] ?? 0) > STEPS + 1) break;
    }
    measured = await opened.value.measure({ now: Date.now(), before: [] });
  });
  after(async () => {
    await server?.stop();
    for (const exporter of exporters) exporter.stop();
  });

  const signal = (vocabulary: string, id: SignalId): Signal => {
    const found = measured.measurements.find(one => one.vocabulary === vocabulary)?.signals.find(one => one.id === id);
    if (!found) throw new Error(`${vocabulary} tells no ${id}`);
    return found;
  };
  const near = ({ value, how }: Reading, truth: number, within = 0.001): void =>
    ok(
      value.known && Math.abs(value.value / truth - 1) < within,
      `${JSON.stringify(value)} where ${truth} is true: ${how}`,
    );
  const part = ({ by }: Signal, name: string): Reading => {
    const found = by.find(({ of }) => Object.values(of).includes(name));
    if (!found) throw new Error(`no ${name} among ${JSON.stringify(by.map(({ of }) => of))}`);
    return found;
  };
  /** Of the window's 300 seconds, as Prometheus reckons a second more. */
  const inWindow = (told: Reading, growth: number): void => near(told, growth / 300, 0.2);

  it('finds who wrote them and fails at nothing', () => {
    deepEqual(measured.problems, []);
    const found = measured.measurements.map(({ vocabulary }) => vocabulary).toSorted();
    deepEqual(found, ['amd', 'dcgm', 'litellm', 'nvidia-smi', 'opencost', 'otel-genai', 'vllm']);
    ok(measured.measurements[0]?.signals[0]?.total.why.includes('the interval of scrapes could not be measured'));
  });

  it('vLLM: two generations side by side, the cache by tokens and each by its own names', () => {
    inWindow(signal('vllm', 'input-tokens').total, 317);
    near(part(signal('vllm', 'cache-prompt'), 'Qwen/Qwen3-8B'), 64 / 117);
    near(part(signal('vllm', 'cache-prompt'), 'facebook/opt-125m'), 0.25);
    near(signal('vllm', 'cache-prompt').total, 114 / 317, 0.02);
    near(signal('vllm', 'failures').total, 0.25);
    near(signal('vllm', 'prompt-length-p50').total, 10);
    near(signal('vllm', 'prompt-length-p95').total, 19);
  });

  it('LiteLLM: None is no model, its own cache is not the provider’s, attempts are not requests', () => {
    inWindow(signal('litellm', 'spend').total, 0.3 * 3600);
    deepEqual(
      signal('litellm', 'spend').by.map(({ of }) => of),
      [{ model: 'gpt-4o' }, { model: '(not told)' }],
    );
    near(signal('litellm', 'cache-prompt').total, 0.25);
    near(signal('litellm', 'retries').total, 1.5);
    near(signal('litellm', 'failures').total, 0.2, 0.02);
    near(part(signal('litellm', 'routing'), 'openai/gpt-4o'), 1);
    equal(signal('litellm', 'routing').total.value.known, false);
  });

  it('a gateway that counts a total besides: nothing counts twice, and requests are the server’s', () => {
    inWindow(signal('otel-genai', 'input-tokens').total, 176);
    inWindow(signal('otel-genai', 'output-tokens').total, 56);
    inWindow(signal('otel-genai', 'requests').total, 4);
    deepEqual(signal('otel-genai', 'routing').by[0]?.of, { model: 'qwen3:8b' });
    near(signal('otel-genai', 'routing').total, 1);
  });

  it('GPUs: per cent and ratios, one of each card, its name where it is told elsewhere', () => {
    near(signal('dcgm', 'gpu-utilization').total, (0.75 + 0.25 + 0.5) / 3);
    near(part(signal('dcgm', 'gpu-utilization'), 'NVIDIA A10G'), 0.5);
    near(signal('dcgm', 'gpu-count').total, 3);
    near(part(signal('nvidia-smi', 'gpu-utilization'), 'NVIDIA H200'), 0.97);
    near(signal('nvidia-smi', 'gpu-power').total, 640.5);
    near(signal('amd', 'gpu-utilization').total, 0.12);
    near(signal('amd', 'gpu-power').total, 41);
    near(signal('opencost', 'gpu-hourly').total, 4.8);
    equal(signal('opencost', 'gpu-hourly').total.basis, 'billed');
  });
});
