import { deepEqual, equal, ok } from 'node:assert/strict';
import { gpuSpendOf } from '../../server/core/signals/gpu.ts';
import type { Measurement, Reading, Signal, SignalId } from '../../server/core/signals/model.ts';
import { type Prometheus, openPrometheus } from '../../server/workspace/telemetry/prometheus.ts';
import type { Measured } from '../../server/workspace/telemetry/prometheus.ts';
import { load } from '../harness/metrics/load.ts';
import { type MetricServer, startPrometheus, startVictoria } from '../harness/metrics/servers.ts';
import { SPARSE } from '../harness/metrics/world-gateways.ts';
import { world } from '../harness/metrics/world.ts';

const STEP_MS = 60_000;
const HOUR = 3_600_000;
const CHART_STEP_MS = 300_000;
/** Both servers have a sample at it, and a chart a point: the traffic comes in waves of five minutes, of which a rate sees a part else. */
const END = Math.floor(Date.now() / CHART_STEP_MS) * CHART_STEP_MS;
const WORLD = world({ end: END, stepMs: STEP_MS });

const open = (server: MetricServer): Prometheus => {
  const opened = openPrometheus({ url: server.url });
  if (!opened.known) throw new Error(opened.why);
  return opened.value;
};
const valueOf = ({ value }: Reading): number => (value.known ? value.value : Number.NaN);
const off = (measured: number, truth: number): number => Math.abs(measured / truth - 1);

for (const start of [startPrometheus, startVictoria])
  describe(`three days of history, asked of ${start === startVictoria ? 'VictoriaMetrics' : 'Prometheus'}`, function () {
    this.timeout(120_000);
    let server: MetricServer;
    let client: Prometheus;
    let measured: Measured;
    const measurement = (vocabulary: string): Measurement => {
      const found = measured.measurements.find(one => one.vocabulary === vocabulary);
      if (!found) throw new Error(`${vocabulary} is not there`);
      return found;
    };
    const signal = (vocabulary: string, id: SignalId): Signal => {
      const found = measurement(vocabulary).signals.find(one => one.id === id);
      if (!found) throw new Error(`${vocabulary} tells no ${id}`);
      return found;
    };

    before(async () => {
      server = await start();
      await load(server, WORLD.curves, { end: END, stepMs: STEP_MS });
      client = open(server);
      measured = await client.measure({
        now: END,
        before: [{ label: 'yesterday', ms: 24 * HOUR }],
        chart: { spanMs: 24 * HOUR, stepMs: CHART_STEP_MS },
      });
    });
    after(() => server?.stop());

    it('finds every vocabulary and fails at nothing', () => {
      deepEqual(measured.problems, []);
      equal(measured.measurements.length, 17);
    });

    for (const { vocabulary, signal: id, total, by = {} } of WORLD.truths)
      it(`${vocabulary}: ${id} within 3 %`, () => {
        const told = signal(vocabulary, id);
        if (total === null) equal(told.total.value.known, false);
        else
          ok(
            off(valueOf(told.total), total) < 0.03,
            `${valueOf(told.total)} where ${total} is true\n${told.total.how}`,
          );
        for (const [name, truth] of Object.entries(by)) {
          const part = told.by.find(({ of }) => Object.values(of).includes(name));
          ok(part && off(valueOf(part), truth) < 0.03, `${name}: ${part && valueOf(part)} where ${truth} is true`);
        }
      });

    it('tells no signal without a truth to hold it against', () => {
      const known = new Set(WORLD.truths.map(truth => `${truth.vocabulary} ${truth.signal}`));
      const told = measured.measurements.flatMap(({ vocabulary, signals }) =>
        signals.map(({ id }) => `${vocabulary} ${id}`),
      );
      deepEqual(
        told.filter(each => !known.has(each)),
        [],
      );
    });

    it('rates of yesterday are half of today’s, ratios and lengths the same', () => {
      const before = (vocabulary: string, id: SignalId): number => {
        const [day] = signal(vocabulary, id).before;
        return day ? valueOf(day.reading) / valueOf(signal(vocabulary, id).total) : Number.NaN;
      };
      ok(off(before('vllm', 'input-tokens'), 0.5) < 0.03);
      ok(off(before('otel-genai', 'requests'), 0.5) < 0.03);
      ok(off(before('vllm', 'prompt-length-p95'), 1) < 0.01);
      ok(off(before('vllm', 'cache-prompt'), 1) < 0.01);
    });

    it('charts a day in steps, and the change in it', () => {
      const { series, total } = signal('sglang', 'input-tokens');
      equal(series?.at.length, 289);
      ok(series && off(Number(series.values.at(-1)), valueOf(total)) < 0.03);
      ok(series && off(Number(series.values[12]), valueOf(total) / 2) < 0.03);
    });

    it('spend of an hour in label sets that live for a few requests within 1 %', async () => {
      const spend = await client.spend({ windows: [{ from: END - HOUR, to: END }], models: [null], prices: [] });
      const [litellm] = spend.known ? spend.value.filter(({ vocabulary }) => vocabulary === 'litellm') : [];
      const [hour] = litellm?.readings ?? [];
      ok(hour && off(valueOf(hour), SPARSE.densePerHour + SPARSE.lastHour) < 0.01, JSON.stringify(hour));
    });

    it('a counter that started anew three hours ago loses nothing', async () => {
      const six = await client.measure({ now: END, windowMs: 6 * HOUR, before: [] });
      const output = six.measurements
        .find(({ vocabulary }) => vocabulary === 'vllm')
        ?.signals.find(({ id }) => id === 'output-tokens');
      ok(output && off(valueOf(output.total), valueOf(signal('vllm', 'output-tokens').total)) < 0.03);
    });

    it('a quantile says between which edges it lies, and its query gives the same number', async () => {
      const { total, by } = signal('vllm', 'prompt-length-p95');
      deepEqual(total.range, { low: 5000, high: 10_000 });
      equal(total.exactness, 'approximate');
      deepEqual(by[0]?.range, { low: 5000, high: 10_000 });
      const form = new URLSearchParams({ query: total.how, time: String(END / 1000) });
      const answer = await fetch(`${server.url}/api/v1/query`, { method: 'POST', body: form });
      const { data } = (await answer.json()) as { data: { result: { value: [number, string] }[] } };
      ok(off(Number(data.result[0]?.value[1]), valueOf(total)) < 1e-6);
    });

    it('GPUs: what they cost by node, what is idle, whose they are, and what a token comes to', async () => {
      const seen = await client.gpus(END);
      if (!seen.known) throw new Error(seen.why);
      deepEqual(seen.value.exporters, ['dcgm', 'amd']);
      const { hourly, idle, waiting, groups, attribution, unitCosts } = gpuSpendOf(seen.value, [], '2026-11-21');
      deepEqual(seen.value.problems, []);
      // Two exporters watch the same cards of NVIDIA; those of AMD stand on a node that OpenCost does not know.
      ok(off(valueOf(hourly), 16) < 0.001 && hourly.basis === 'billed', JSON.stringify(hourly));
      equal(hourly.exactness, 'lower-bound');
      deepEqual(
        groups.map(({ type, node, cards, price }) => [type, node, cards, price?.perHour, price?.from]),
        [
          ['NVIDIA H100 80GB HBM3', 'node-a', 4, 3, 'opencost'],
          ['NVIDIA L40S', 'node-b', 4, 1, 'opencost'],
          ['102-G30211-0C', 'node-amd', 8, undefined, undefined],
        ],
      );
      ok(off(valueOf(idle), 12 * 0.2 + 4 * 0.8) < 0.001);
      ok(waiting && off(valueOf(waiting), 16 / 3) < 0.001);
      equal(attribution.by, 'use');
      deepEqual(attribution.rows[0]?.of, { namespace: 'chat', pod: 'pod-0' });
      ok(off(valueOf(attribution.rows[0] as Reading), 3) < 0.001 && valueOf(attribution.unattributed) < 0.001);
      const perMtok = (16 / 3600 / (18_900 * 1.2)) * 1e6;
      ok(unitCosts && off(valueOf(unitCosts.perMtok), perMtok) < 0.03, JSON.stringify(unitCosts?.perMtok));
      ok(unitCosts.atCapacityPerMtok && off(valueOf(unitCosts.atCapacityPerMtok), perMtok) < 0.03);
      ok(off(valueOf(unitCosts.perRequest), 16 / 3600 / 9) < 0.03);
    });

    it('measures how often it is scraped, and says what is not told', () => {
      const { window, why } = signal('vllm', 'requests').total;
      equal(window.to - window.from, 300_000);
      deepEqual(why, ['finished requests: aborted and failed ones are among them, in spite of the metric’s name']);
      const { total } = signal('litellm', 'spend');
      equal(total.exactness, 'lower-bound');
      ok(total.why.some(text => text.includes('no price')));
    });
  });
